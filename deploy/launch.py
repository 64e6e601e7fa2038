"""`make run`: prepares the home, starts the table's processes, ends with all of them."""

import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

from deploy.processes import ROOT, Process, embedded
from mcollector import bootstrap
from mcollector.config import Config
from mcollector.rules.errors import RuleBroken

PR_SET_PDEATHSIG = 1
TICK = 0.2
READY_WITHIN = 60
BACKOFF = (0.5, 1, 2, 5, 10)


class Launcher:
    """Keeps the processes alive, and takes every one of them along when it goes."""

    def __init__(self, table: tuple[Process, ...]) -> None:
        self.table = table
        self.running: dict[str, subprocess.Popen[bytes]] = {}
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
            for process in self.table:
                self._revive(process)
            time.sleep(TICK)

    def stop_all(self) -> None:
        """End everything, in the opposite order: web, workers, scheduler before the queue."""
        for process in reversed(self.table):
            child = self.running.get(process.name)
            if child is not None and child.poll() is None:
                child.terminate()
                _wait(child, process.patience)

    def ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Remember that somebody wants us to end."""
        self.stopping = True

    def _revive(self, process: Process) -> None:
        if self.running[process.name].poll() is None or self.stopping:
            return
        if process.name not in self.not_before:
            count = self.ends.get(process.name, 0)
            self.ends[process.name] = count + 1
            pause = BACKOFF[min(count, len(BACKOFF) - 1)]
            self.not_before[process.name] = time.monotonic() + pause
        elif time.monotonic() >= self.not_before[process.name]:
            del self.not_before[process.name]
            self._start(process)

    def _start(self, process: Process) -> None:
        environment = {**os.environ, **dict(process.environment)}
        self.running[process.name] = subprocess.Popen(
            process.arguments,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - one prctl call, no thread runs yet
        )


def _die_with_parent() -> None:
    """Ask the kernel to end this process with the launcher, whatever ends it."""
    os.setsid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def _wait(child: subprocess.Popen[bytes], patience: int) -> None:
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def main() -> int:
    """Run until SIGTERM or SIGINT; return the exit code."""
    try:
        config = Config.from_environ(os.environ)
        secret = bootstrap.prepare(config)
        bootstrap.check_door(config)
    except RuleBroken as refused:
        print(refused.sentence, file=sys.stderr)
        return 1
    own_queue = not os.environ.get("MCOLLECTOR_REDIS_URL")
    (config.home / "valkey").mkdir(mode=0o700, exist_ok=True)
    launcher = Launcher(embedded(config.home, own_queue=own_queue))
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, launcher.ask_to_stop)
    try:
        launcher.start_all()
        _announce(config, secret, launcher)
        launcher.keep()
    finally:
        launcher.stop_all()
    return 0


def _announce(config: Config, secret: str | None, launcher: Launcher) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and not launcher.stopping:
        health = _health(config.base_url)
        if health:
            _tell(config, secret, health)
            return
        time.sleep(TICK)
    if not launcher.stopping:
        print("まだ起動していません。上のメッセージを確認してください。", file=sys.stderr)


def _tell(config: Config, secret: str | None, health: str) -> None:
    """Print the address, and the set-up link of a house without a company, in one piece."""
    lines = [f"m-collector: {config.base_url}"]
    if secret:
        lines.append(f"最初の設定 / set-up: {config.office_url}/setup/{secret}")
    print("\n".join(lines), flush=True)
    if health == "sealed":
        print("封印したまま起動しました。上のメッセージを確認してください。", file=sys.stderr)


def _health(base_url: str) -> str:
    """Return what the web process says of itself: "ok", "sealed", or "" while it says neither."""
    try:
        with urllib.request.urlopen(f"{base_url}/healthz", timeout=2) as answer:  # noqa: S310
            word = answer.read()
    except urllib.error.HTTPError as error:
        with error:
            word = error.read()
    except OSError:
        return ""
    return {b"ok\n": "ok", b"sealed\n": "sealed"}.get(word, "")


if __name__ == "__main__":
    sys.exit(main())
