"""Cleans photographs for the jobs; the pixels are touched by a locked-in child program only."""

import json
import struct
from types import TracebackType
from typing import Self

from mcollector.images import jpeg_shape, wire
from mcollector.images.process import ChildProcess
from mcollector.images.refusals import ChildDied, PictureRefused
from mcollector.images.results import MAX_BYTES, MAX_PAGES, SMALL_EDGE, Cleaned, Proof, RefusalCode
from mcollector.images.wire import Kind


class Cleaner:
    """Owns one pre-warmed child; replaces it after `pictures_per_child` pictures or a failure.

    `wall` and `cpu` are the seconds one picture may take. For one thread: the child ends with it.
    """

    def __init__(self, *, wall: float = 30.0, cpu: int = 25, pictures_per_child: int = 50) -> None:
        self._wall, self._cpu = wall, cpu
        self._pictures_per_child = pictures_per_child
        self._cleaned = 0
        self._child: ChildProcess | None = ChildProcess()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def clean(self, data: bytes) -> Cleaned:
        """Return two new JPEGs: long edge ≤ 2,048 px and ≤ 320 px, upright, no metadata.

        Raises PictureRefused for what no second try would mend; ChildDied when the child crashed or
        took too long over this picture (the next picture finds a new child); NotConfined when this
        system cannot lock a child in.
        """
        if len(data) > MAX_BYTES:
            raise PictureRefused(RefusalCode.TOO_LARGE)
        kind, body = self._ask(Kind.CLEAN, data)
        cleaned = self._believed(kind, body)
        self._retire_in_time()
        return cleaned

    def prove(self) -> Proof:
        """Return what the child finds when it tries to break out of its room."""
        _, body = self._ask(Kind.PROVE, b"")
        return Proof(**json.loads(body))

    def _ask(self, kind: Kind, body: bytes) -> tuple[int, bytes]:
        child = self._living_child()
        try:
            return child.ask(kind, body, wall=self._wall, cpu=self._cpu)
        except BaseException:
            self.close()  # whatever broke the talk, the next question starts a fresh one
            raise

    def _living_child(self) -> ChildProcess:
        if self._child is not None and not self._child.is_alive():
            self.close()
        if self._child is None:
            self._child = ChildProcess()
            self._cleaned = 0
        return self._child

    def _retire_in_time(self) -> None:
        """Start the next child now: it warms up while the worker seals and fetches."""
        self._cleaned += 1
        if self._cleaned >= self._pictures_per_child:
            self.close()
            self._living_child()

    def _believed(self, kind: int, body: bytes) -> Cleaned:
        """Return the answer once checked: a picture's author may own the child by now."""
        try:
            if kind == Kind.REFUSED:
                raise PictureRefused(RefusalCode(body.decode()))
            return _checked(wire.unpack(body))
        except (ValueError, struct.error) as error:
            self.close()
            raise ChildDied("the child's answer is not what it was to make") from error


def _checked(cleaned: Cleaned) -> Cleaned:
    large, small = jpeg_shape.size_of(cleaned.large), jpeg_shape.size_of(cleaned.small)
    if (
        large != (cleaned.width, cleaned.height)
        or not 1 <= cleaned.pages <= MAX_PAGES
        or max(large) > cleaned.longest
        or max(small) > SMALL_EDGE
    ):
        raise jpeg_shape.Misshapen("wrong size")
    return cleaned
