"""`make run`: prepares the home, starts the table's processes, ends with all of them."""

import gc
import http.client
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from deploy import before_start, logs
from deploy.greeting import greeting
from deploy.processes import Process, embedded, port_of, valkey_socket
from deploy.running import Running, end_together
from mcollector import bootstrap
from mcollector.config import Config
from mcollector.rules.errors import RuleBroken

TICK = 0.2
READY_WITHIN = 60
BACKOFF = (0.5, 1, 2, 5, 10)
LIVED_WELL = 3.0
"""Seconds after which an end is an accident, not a failing start: the pauses begin anew."""


class Launcher:
    """Keeps the processes alive, and takes every one of them along when it goes.

    `held` are descriptors every process inherits: a lock of theirs lasts as long as they do.
    Their logs lie in `folder`.
    """

    def __init__(
        self,
        table: tuple[Process, ...],
        held: tuple[int, ...] = (),
        folder: Path | None = None,
    ) -> None:
        self.table = table
        self.held = held
        self.folder = folder
        self.running: dict[str, Running] = {}
        self.ends: dict[str, int] = {}
        self.not_before: dict[str, float] = {}
        self.stopping = False

    def start_all(self) -> None:
        """Start everything, in the table's order."""
        for process in self.table:
            self._start(process)

    def keep(self) -> None:
        """Start again what ended, a little later each time, until told to stop."""
        while not self.stopping:
            self.look_after()
            time.sleep(TICK)

    def look_after(self) -> None:
        """Start again what ended and has paused long enough, and keep the logs small."""
        for process in self.table:
            self._revive(process)
        if self.folder is not None:
            logs.rotate(self.folder)

    def stop_all(self) -> None:
        """End everything side by side: web, workers, scheduler, and after them the queue."""
        started = [one for one in self.table if one.name in self.running]
        for last in (False, True):
            end_together([self.running[one.name] for one in started if one.ends_last == last])

    def ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Remember that somebody wants us to end."""
        self.stopping = True

    def _revive(self, process: Process) -> None:
        name, now = process.name, time.monotonic()
        if self.stopping or not self.running[name].has_ended():
            return
        if name not in self.not_before:
            self.not_before[name] = now + self._pause(name, now)
            self._tell(process)
        elif now >= self.not_before[name]:
            del self.not_before[name]
            self._start(process)

    def _pause(self, name: str, now: float) -> float:
        lived_well = now - self.running[name].started_at >= LIVED_WELL
        count = 0 if lived_well else self.ends.get(name, 0)
        self.ends[name] = count + 1
        return BACKOFF[min(count, len(BACKOFF) - 1)]

    def _tell(self, process: Process) -> None:
        """Show what a process that failed wrote into its log only."""
        ended = self.running[process.name]
        if process.refuses_there and ended.has_failed():
            print(f"{process.name}: {ended.last_words()}", file=sys.stderr)

    def _start(self, process: Process) -> None:
        self.running[process.name] = Running(process, self.held, self.folder)


def main(table_of: Callable[..., tuple[Process, ...]] = embedded) -> int:
    """Run what `table_of` names until SIGTERM, SIGINT or SIGHUP; return the exit code."""
    gc.freeze()  # modules never go: neither a collection nor the end of the process looks at them
    try:
        config = Config.from_environ(os.environ)
        with before_start.own_home(config.home) as lock:
            return _run(config, table_of, lock)
    except RuleBroken as refused:
        print(refused.sentence, file=sys.stderr)
        return 1


def _run(config: Config, table_of: Callable[..., tuple[Process, ...]], lock: int) -> int:
    port, own_queue = port_of(os.environ), not os.environ.get("MCOLLECTOR_REDIS_URL")
    before_start.refuse_taken_port(port)
    if own_queue:
        before_start.refuse_long_path(valkey_socket(config.home))
        (config.home / "valkey").mkdir(mode=0o700, exist_ok=True)
    folder = config.home / "log"
    with logs.of_migrations(folder):
        secret = bootstrap.prepare(config)
    bootstrap.check_door(config)
    launcher = Launcher(table_of(config.home, own_queue=own_queue), (lock,), folder)
    _listen(launcher)
    try:
        launcher.start_all()
        _announce(config, port, launcher, greeting(config, secret, folder))
        launcher.keep()
    finally:
        launcher.stop_all()
    return 0


def _listen(launcher: Launcher) -> None:
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(name) is not signal.SIG_IGN:  # nohup asked for that
            signal.signal(name, launcher.ask_to_stop)


def _announce(config: Config, port: int, launcher: Launcher, words: str) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and not launcher.stopping:
        health = _health(port, urlsplit(config.base_url).netloc)
        if health == "sealed":
            print("封印したまま起動しました。上のメッセージを確認してください。", file=sys.stderr)
        if health:
            print(words, flush=True)
            return
        launcher.look_after()
        time.sleep(TICK)
    if not launcher.stopping:
        print("まだ起動していません。上のメッセージを確認してください。", file=sys.stderr)


def _health(port: int, host: str) -> str:
    """Return what the web process says of itself: "ok", "sealed", or "" while it says neither.

    It is asked itself, by the name it is known by: a proxy may stand before it.
    """
    asked, word = http.client.HTTPConnection("127.0.0.1", port, timeout=2), b""
    with closing(asked), suppress(OSError, http.client.HTTPException):
        asked.request("GET", "/healthz", headers={"Host": host})
        word = asked.getresponse().read()
    return {b"ok\n": "ok", b"sealed\n": "sealed"}.get(word, "")


if __name__ == "__main__":
    sys.exit(main())
