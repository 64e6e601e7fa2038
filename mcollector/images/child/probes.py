"""What the child tries in order to prove that it is locked in; outside, the same probes succeed."""

import ctypes
import fcntl
import importlib
import mmap
import os
import resource
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from mcollector.images.results import Proof

_NOWHERE = Path("/nowhere")
_HIGHEST_DESCRIPTOR = 1 << 16
_LIMITS = ("AS", "CORE", "CPU", "FSIZE", "NOFILE")
_PTRACE_TRACEME = 0
_FOREIGN_MODULES = (
    "mcollector.vault",
    "mcollector.store",
    "mcollector.rules.errors",
    "cryptography",
    "sqlalchemy",
    "http.client",
)


def look_around() -> Proof:
    """Return environment, open descriptors, limits, and how each forbidden deed ended."""
    return Proof(
        environment=dict(os.environ),
        descriptors=_descriptors(),
        limits={
            name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[0] for name in _LIMITS
        },
        attempts={name: _outcome(deed) for name, deed in _deeds().items()},
    )


def _descriptors() -> dict[str, str]:
    open_ones = (number for number in range(_HIGHEST_DESCRIPTOR) if _answers(number, fcntl.F_GETFD))
    return {
        str(number): "pipe" if _answers(number, fcntl.F_GETPIPE_SZ) else "other"
        for number in open_ones
    }


def _answers(descriptor: int, command: int) -> bool:
    try:
        fcntl.fcntl(descriptor, command)
    except OSError:
        return False
    return True


def _outcome(deed: Callable[[], object]) -> str:
    """Return "done", or the name of the error; EPERM is PermissionError."""
    try:
        deed()
    except (OSError, ImportError, RuntimeError) as error:
        return type(error).__name__
    return "done"


def _deeds() -> dict[str, Callable[[], object]]:
    deeds: dict[str, Callable[[], object]] = {
        "start a thread": _start_thread,
        "open a file": lambda: os.close(os.open(__file__, os.O_RDONLY)),
        "open a file to write": lambda: os.close(os.open(os.devnull, os.O_WRONLY)),
        "list a folder": lambda: list(Path("/").iterdir()),
        "ask about a file": Path("/").stat,
        "rename a file": lambda: _NOWHERE.rename("/elsewhere"),
        "unlink a file": _NOWHERE.unlink,
        "chmod a file": lambda: _NOWHERE.chmod(0o600),
        "open a memory file": lambda: os.close(os.memfd_create("probe")),
        "open an internet socket": lambda: _closed(socket.socket(socket.AF_INET)),
        "open a local socket": lambda: _closed(socket.socket(socket.AF_UNIX)),
        "open a pair of sockets": lambda: _closed(*socket.socketpair()),
        "open a pipe": _open_pipe,
        "copy a descriptor": lambda: os.close(os.dup(1)),
        "write to another descriptor": lambda: os.write(2, b""),
        "fork": _fork,
        "become a program": lambda: os.execv(_NOWHERE, ["nowhere"]),
        "start a program": lambda: _ended(
            os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {})
        ),
        "signal the parent": lambda: os.kill(os.getppid(), 0),
        "be traced": _be_traced,
        "map executable memory": _map_executable,
    }
    return deeds | {f"import {name}": _importing(name) for name in _FOREIGN_MODULES}


def _importing(name: str) -> Callable[[], object]:
    return lambda: importlib.import_module(name)


def _closed(*ends: socket.socket) -> None:
    for end in ends:
        end.close()


def _open_pipe() -> None:
    for end in os.pipe():
        os.close(end)


def _start_thread() -> None:
    thread = threading.Thread(target=threading.get_ident)
    thread.start()
    thread.join()


def _fork() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    _ended(child)


def _ended(child: int) -> None:
    os.waitpid(child, 0)


def _be_traced() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(_PTRACE_TRACEME, 0, None, None) != 0:
        raise OSError(ctypes.get_errno(), "ptrace")


def _map_executable() -> None:
    mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC).close()
