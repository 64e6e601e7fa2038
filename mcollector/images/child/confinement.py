"""How the child locks itself in: limits, no new privileges, a filter; no way back."""

import ctypes
import os
import platform
import resource
import signal
from collections.abc import Mapping

from mcollector.images.child.bpf import program

LIMITS = {
    "AS": 1536 * 1024 * 1024,
    "CORE": 0,
    "FSIZE": 0,
    "NOFILE": 2,
}
"""No more than decoding needs; its two pipes are all descriptors. The worker sets CPU."""

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_SECCOMP_CALL = {"x86_64": 317, "aarch64": 277}
_SET_MODE_FILTER, _ALL_THREADS = 1, 1
_HIGHEST_DESCRIPTOR = 1 << 20


class CannotConfine(Exception):
    """This system has no lock for the child; the text is for the operator."""


class _Program(ctypes.Structure):
    """The kernel's struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def die_with_parent() -> None:
    """End this process with the thread that started it; a closed pipe would tell it later."""
    _libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def lock(limits: Mapping[str, int]) -> None:
    """Close everything but descriptors 0 and 1, set the limits, install the filter for all threads.

    Raises CannotConfine when any part of it does not hold; the caller must not go on then.
    """
    os.closerange(2, _HIGHEST_DESCRIPTOR)
    for name, value in limits.items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))
    _filter(platform.machine())


def _filter(machine: str) -> None:
    if machine not in _SECCOMP_CALL:
        raise CannotConfine(_REFUSAL)
    steps = program(machine)
    pointer = ctypes.byref(_Program(len(steps) // 8, steps))
    libc = _libc()
    privileges = libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    call = ctypes.c_long(_SECCOMP_CALL[machine])
    filtered = libc.syscall(call, _SET_MODE_FILTER, _ALL_THREADS, pointer)
    if (privileges, filtered) != (0, 0):
        raise CannotConfine(_REFUSAL)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


_REFUSAL = (
    "このシステムでは seccomp が使えないため、写真の処理を始められません。"
    "seccomp を使える Linux（x86_64 または aarch64）で動かしてください。"
)
