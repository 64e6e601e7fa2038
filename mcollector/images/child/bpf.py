"""Assembles the seccomp filter: classic BPF over call number, processor and arguments."""

import errno
import struct
from collections.abc import Iterable

from mcollector.images.child.syscalls import ALLOWED, CLONE3, MACHINES, Call, Check, number

Step = tuple[int, int, int, int]
"""One instruction as struct sock_filter: code, jump if true, jump if false, constant."""

_LOAD, _AND, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_X32_CALLS = 0x4000_0000

_KILL: Step = (_RETURN, 0, 0, 0x8000_0000)
_ALLOW: Step = (_RETURN, 0, 0, 0x7FFF_0000)


def program(machine: str) -> bytes:
    """Return the filter for `platform.machine()`; raises KeyError for a foreign processor.

    A call of another architecture kills the process; one that is not listed, or listed with other
    arguments, meets EPERM. Layout: linux/filter.h and linux/seccomp.h.
    """
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, MACHINES[machine]),
        _KILL,
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32_CALLS),
        _KILL,
    ]
    for call in ALLOWED:
        steps += _when(number(call, machine), [*_checks(call), _ALLOW])
    steps += _when(CLONE3, [_refuse(errno.ENOSYS)])
    steps.append(_refuse(errno.EPERM))
    return assemble(steps)


def assemble(steps: Iterable[Step]) -> bytes:
    """Return the instructions as the kernel reads them."""
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _when(call_number: int, block: list[Step]) -> list[Step]:
    """Return the block behind a jump over it; every block ends with a return."""
    return [(_EQUAL, 0, len(block), call_number), *block]


def _checks(call: Call) -> list[Step]:
    return [step for check in call.checks for step in _check(check)]


def _check(check: Check) -> list[Step]:
    count = len(check.values)
    tests = [(_EQUAL, count - at, 0, value) for at, value in enumerate(check.values)]
    load = (_LOAD, 0, 0, _ARGUMENTS + 4 * check.word)
    return [load, (_AND, 0, 0, check.mask), *tests, _refuse(errno.EPERM)]


def _refuse(error: int) -> Step:
    return (_RETURN, 0, 0, 0x0005_0000 | error)
