"""Nothing is left behind by a run that is killed: neither a server nor a folder.

Folders of tests that hold programs are made here. A process of its own, the reaper, waits on a pipe
from the run; when the run has ended in whatever way, it ends who still uses one of its folders and
removes them. Run as a program, this file is the reaper.
"""

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

PATIENCE = 30.0
"""Seconds the programs may take to end when they are asked to."""


@contextmanager
def folder(prefix: str = "mc", where: Path | str = "/tmp") -> Iterator[Path]:
    """Give a new folder for a block; by default its path is short enough for a unix socket."""
    path = make_folder(prefix, where)
    try:
        yield path
    finally:
        remove_folder(path)


def make_folder(prefix: str = "mc", where: Path | str = "/tmp") -> Path:
    """Return a new folder, which goes with the run if nobody removes it before."""
    path = Path(tempfile.mkdtemp(prefix=prefix, dir=where))
    _tell("watch", path)
    return path


def remove_folder(path: Path) -> None:
    """Remove a folder that was made here."""
    shutil.rmtree(path)
    _tell("leave", path)


@contextmanager
def watched(path: Path) -> Iterator[None]:
    """Let somebody else's folder go with the run if that does not leave the block."""
    _tell("watch", path)
    try:
        yield
    finally:
        _tell("leave", path)


def _tell(verb: str, path: Path) -> None:
    pipe = _reaper().stdin
    pipe.write(f"{verb} {path}\n".encode())
    pipe.flush()


@cache
def _reaper() -> subprocess.Popen:
    command = [sys.executable, "-I", __file__]
    reaper = subprocess.Popen(command, cwd="/", stdin=subprocess.PIPE, start_new_session=True)
    atexit.register(reaper.communicate)
    return reaper


def reap() -> None:
    """Read which folders there are until the run has ended, then clear up."""
    folders = set()
    for line in sys.stdin:
        verb, _, path = line.rstrip("\n").partition(" ")
        folders = folders | {path} if verb == "watch" else folders - {path}
    left = {path for path in folders if Path(path).exists()}
    _end(left, signal.SIGTERM)
    _end(left, signal.SIGKILL)
    for path in left:
        shutil.rmtree(path, ignore_errors=True)


def _end(folders: set[str], with_signal: signal.Signals) -> None:
    """Send everybody who uses one of the folders the signal, once, and wait for their ends."""
    until, told = time.monotonic() + PATIENCE, set()
    while (users := _users(folders)) and time.monotonic() < until:
        for process in users - told:
            with suppress(ProcessLookupError):
                os.kill(process, with_signal)
        told |= users
        time.sleep(0.1)


def _users(folders: set[str]) -> set[int]:
    """Return the ids of the processes that work in a folder, name it, or hold a file of it open."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if _uses(process, folders) and int(process.name) != os.getpid():
                found.add(int(process.name))
    return found


def _uses(process: Path, folders: set[str]) -> bool:
    words = (process / "cmdline").read_bytes().decode(errors="replace")
    links = [process / "cwd", *(process / "fd").iterdir()]
    named = "\0".join((words, *(str(link.readlink()) for link in links), ""))
    return any(folder + end in named for folder in folders for end in "/\0")


if __name__ == "__main__":
    reap()
