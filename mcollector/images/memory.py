"""How the allocator keeps memory: some for the next picture, none against the networks' peak."""

import ctypes

_SET_THP_DISABLE = 41
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_MIB = 1024 * 1024
_libc = ctypes.CDLL(None)


def keep_memory() -> None:
    """Let the allocator keep what a picture used for the next one, and hold nothing else.

    Getting 40 MiB anew for every picture costs a quarter of its time in page faults (mallopt(3)).
    numpy asks for huge pages, and then the kernel fills 2 MiB around every byte in use, whenever it
    finds the time: 100 MiB more, in another place in every run (PR_SET_THP_DISABLE(2const)).
    """
    _libc.prctl(_SET_THP_DISABLE, 1, 0, 0, 0)
    _libc.mallopt(_TRIM_THRESHOLD, 64 * _MIB)
    _libc.mallopt(_MMAP_THRESHOLD, 32 * _MIB)


def give_back() -> None:
    """Return what lies free between the pictures' remains to the system (malloc_trim(3)).

    The text detector takes 160 MiB at once: a hundred MiB of free pieces would come on top.
    """
    _libc.malloc_trim(0)
