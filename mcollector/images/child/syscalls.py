"""The system calls a decoder needs, by processor; whatever is not listed here is refused."""

from dataclasses import dataclass

_THREAD = 0x0001_0000
_NEW_NAMESPACES = 0x7E02_0000
_PROT_EXEC = 4
_PR_SET_NAME = 15
_F_GETFD, _F_GETPIPE_SZ = 1, 1032


@dataclass(frozen=True, slots=True)
class Check:
    """One 32-bit half of an argument, masked, must be one of `values`.

    `word` counts halves: argument 2 is words 4 (low) and 5 (high); both processors are
    little-endian.
    """

    word: int
    mask: int
    values: tuple[int, ...]


def _is(argument: int, *values: int) -> Check:
    return Check(2 * argument, 0xFFFF_FFFF, values)


@dataclass(frozen=True, slots=True)
class Call:
    """One allowed call: its numbers on both processors, and what its arguments must be."""

    name: str
    x86_64: int
    aarch64: int
    checks: tuple[Check, ...] = ()


_NOT_EXECUTABLE = (Check(4, _PROT_EXEC, (0,)),)

ALLOWED = (
    Call("read", 0, 63, (_is(0, 0),)),
    Call("write", 1, 64, (_is(0, 1),)),
    Call("futex", 202, 98),
    Call("mmap", 9, 222, _NOT_EXECUTABLE),
    Call("mprotect", 10, 226, _NOT_EXECUTABLE),
    Call("munmap", 11, 215),
    Call("mremap", 25, 216),
    Call("brk", 12, 214),
    Call("madvise", 28, 233),
    Call("rt_sigaction", 13, 134),
    Call("rt_sigprocmask", 14, 135),
    Call("rt_sigreturn", 15, 139),
    Call("sigaltstack", 131, 132),
    Call("restart_syscall", 219, 128),
    Call("clock_gettime", 228, 113),
    Call("clock_getres", 229, 114),
    Call("clock_nanosleep", 230, 115),
    Call("nanosleep", 35, 101),
    Call("gettimeofday", 96, 169),
    Call("getrandom", 318, 278),
    Call("getrusage", 98, 165),
    Call("sysinfo", 99, 179),
    Call("getpid", 39, 172),
    Call("getppid", 110, 173),
    Call("gettid", 186, 178),
    Call("sched_yield", 24, 124),
    Call("sched_getaffinity", 204, 123),
    Call("membarrier", 324, 283),
    # Threads, never processes: later readers compute on several.
    Call("clone", 56, 220, (Check(0, _THREAD | _NEW_NAMESPACES, (_THREAD,)),)),
    Call("set_robust_list", 273, 99),
    Call("rseq", 334, 293),
    Call("prctl", 157, 167, (_is(0, _PR_SET_NAME),)),
    # To look around (`prove`) without changing anything: own limits, kinds of descriptors.
    Call("prlimit64", 302, 261, (_is(0, 0), _is(2, 0), Check(5, 0xFFFF_FFFF, (0,)))),
    Call("fcntl", 72, 25, (_is(1, _F_GETFD, _F_GETPIPE_SZ),)),
    Call("exit", 60, 93),
    Call("exit_group", 231, 94),
)

CLONE3 = 435
"""Answered with ENOSYS: its flags lie out of a filter's sight; libc falls back to clone."""

MACHINES = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}
"""What `platform.machine()` says → AUDIT_ARCH of linux/audit.h."""


def number(call: Call, machine: str) -> int:
    """Return the call's number on the machine."""
    return call.x86_64 if machine == "x86_64" else call.aarch64
