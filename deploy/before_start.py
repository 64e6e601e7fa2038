"""What must be true before anything is started: a home of our own, a free port, a short path."""

import errno
import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mcollector.config import refusals
from mcollector.rules.errors import RuleBroken
from mcollector.rules.sentences import say

ENDING = 90.0
"""Seconds the processes of a launcher that was killed may take to end: the table's longest."""

LONGEST_SOCKET = 107
"""Bytes of a unix socket's path (Linux, struct sockaddr_un)."""


class NotStarted(RuleBroken):
    """Nothing was started; the sentence names the cause and the remedy."""


@contextmanager
def own_home(home: Path, patience: float = ENDING) -> Iterator[int]:
    """Hold the home for this launcher; give the descriptor its processes must inherit.

    Two launchers over one home would share a queue file and a socket. The second lock lasts as
    long as any process of a launcher: one that was killed leaves them ending, and the queue takes
    its socket along when it ends. Raises NotStarted, ConfigRefused for a home that cannot be made.
    """
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise refusals.home() from None
    with (
        _locked(home / "launcher.lock", 0.0, _already(home)),
        _locked(home / "processes.lock", patience, _still_ending(home)) as held,
    ):
        yield held


@contextmanager
def _locked(path: Path, patience: float, refusal: NotStarted) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        until = time.monotonic() + patience
        while not _takes(descriptor):
            if time.monotonic() >= until:
                raise refusal
            time.sleep(0.1)
        yield descriptor
    finally:
        os.close(descriptor)


def _takes(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def refuse_taken_port(port: int) -> None:
    """Raise NotStarted when the loopback port is somebody's, or not ours to take."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise _taken(port, error) from None


def refuse_long_path(path: Path) -> None:
    """Raise NotStarted when a unix socket cannot have the path."""
    if len(os.fsencode(path)) > LONGEST_SOCKET:
        raise NotStarted(
            say(
                "データの場所「%(home)s」の名前が長すぎて、処理待ちの列を開けません。"
                "MCOLLECTOR_HOME にもっと短い場所を指定してください。",
                home=str(path.parent),
            )
        )


def _taken(port: int, error: OSError) -> NotStarted:
    if error.errno == errno.EADDRINUSE:
        return NotStarted(
            say(
                "ポート %(port)d は、ほかのプログラムが使っています。そのプログラムを終了するか、"
                "PORT=8123 make run のように別のポートを指定してください。",
                port=port,
            )
        )
    return NotStarted(
        say(
            "ポート %(port)d を開けません（%(reason)s）。"
            "PORT=8123 make run のように別のポートを指定してください。",
            port=port,
            reason=os.strerror(error.errno or 0),
        )
    )


def _already(home: Path) -> NotStarted:
    return NotStarted(
        say(
            "「%(home)s」のデータでは、すでに起動しています。起動している方を終了するか、"
            "MCOLLECTOR_HOME に別の場所を指定してください。",
            home=str(home),
        )
    )


def _still_ending(home: Path) -> NotStarted:
    return NotStarted(
        say(
            "「%(home)s」の前の起動のプロセスが、まだ終わっていません。"
            "少し待ってから、もう一度起動してください。",
            home=str(home),
        )
    )
