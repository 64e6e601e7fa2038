"""How the allocator keeps memory: some for the next picture, none against the networks' peak."""

import ctypes

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_MIB = 1024 * 1024
_libc = ctypes.CDLL(None)


def keep_memory() -> None:
    """Let the allocator keep what a picture used for the next one.

    Getting 40 MiB anew for every picture costs a quarter of its time in page faults (mallopt(3)).
    """
    _libc.mallopt(_TRIM_THRESHOLD, 64 * _MIB)
    _libc.mallopt(_MMAP_THRESHOLD, 32 * _MIB)


def give_back() -> None:
    """Return what lies free between the pictures' remains to the system (malloc_trim(3)).

    The text detector takes 160 MiB at once: a hundred MiB of free pieces would come on top.
    """
    _libc.malloc_trim(0)
