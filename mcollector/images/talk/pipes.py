"""The conversation with a child over two pipes: frames, each with a time limit."""

import fcntl
import os
import select
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from mcollector.images.refusals import ChildDied
from mcollector.images.talk import wire

_PIECE = 1024 * 1024
"""Bytes a pipe may hold: what a process without privileges may ask for (pipe(7))."""


class HungUp(Exception):
    """The other side has closed its ends."""


class Talk:
    """Our ends of two pipes; deadlines are times of the monotonic clock."""

    def __init__(self) -> None:
        its_in, self._to_it = os.pipe()
        self._from_it, its_out = os.pipe()
        self._its = (its_in, its_out)
        for pipe in (self._to_it, self._from_it):
            os.set_blocking(pipe, False)
            with suppress(PermissionError):  # who has too many wide pipes keeps the usual ones
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIECE)

    @contextmanager
    def other_ends(self) -> Iterator[tuple[int, int]]:
        """Lend the ends to read from and to write to, for somebody else; here they are closed."""
        try:
            yield self._its
        finally:
            for pipe in self._its:
                os.close(pipe)

    def is_open(self) -> bool:
        """Tell whether somebody holds the other ends."""
        poll = select.poll()
        poll.register(self._from_it, 0)  # a hang-up is told unasked
        return not poll.poll(0)

    def hang_up(self) -> None:
        """Close our ends; once only."""
        os.close(self._to_it)
        os.close(self._from_it)

    def say(self, data: bytes, deadline: float) -> None:
        """Send all of it; raises HungUp, or ChildDied when it is not taken in time."""
        rest = memoryview(data)
        while rest:
            _await(self._to_it, select.POLLOUT, deadline)
            try:
                rest = rest[os.write(self._to_it, rest[:_PIECE]) :]
            except BrokenPipeError:
                raise HungUp from None

    def hear(self, deadline: float) -> tuple[int, bytes]:
        """Return the next frame's kind and body; raises HungUp, or ChildDied: late, or too long."""
        kind, length = wire.HEAD.unpack(self._read(wire.HEAD.size, deadline))
        if length > wire.MAX_ANSWER:
            raise ChildDied("the child's answer is longer than any picture")
        return kind, self._read(length, deadline)

    def _read(self, length: int, deadline: float) -> bytes:
        data = bytearray()
        while len(data) < length:
            _await(self._from_it, select.POLLIN, deadline)
            piece = os.read(self._from_it, min(length - len(data), _PIECE))
            if not piece:
                raise HungUp
            data += piece
        return bytes(data)


def _await(pipe: int, event: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(pipe, event)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise ChildDied("the child gave no answer in time")
