"""Cleans photographs for the jobs; the pixels are touched by a locked-in child program only."""

import json
import struct
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from mcollector.images.decoding import jpeg_shape
from mcollector.images.examination import Examination
from mcollector.images.examined import Examined, make_examined
from mcollector.images.questions import Question
from mcollector.images.refusals import ChildDied, PictureRefused
from mcollector.images.results import (
    MAX_BYTES,
    MAX_PAGES,
    SMALL_EDGE,
    Cleaned,
    PrintReading,
    Proof,
    RefusalCode,
)
from mcollector.images.talk import examination_wire, wire
from mcollector.images.talk.process import ChildProcess
from mcollector.images.talk.wire import Kind
from mcollector.images.talk.zygote import Zygote

Answer = TypeVar("Answer")

PICTURES_PER_CHILD = 50
"""A birth costs 70 ms of CPU, so shared a hundredth of a card: docs/decisions/0023."""


class Cleaner:
    """Owns a zygote and its child, replaced after `pictures_per_child` pictures or a failure.

    `wall` and `cpu` are the seconds one picture may take. With `reads_print` the child also reads
    printed numbers, where requirements-ocr.txt is installed; `print_reading` tells. For one thread:
    the child ends with it.
    """

    def __init__(
        self,
        *,
        wall: float = 30.0,
        cpu: int = 25,
        pictures_per_child: int = PICTURES_PER_CHILD,
        reads_print: bool = False,
    ) -> None:
        self._wall, self._cpu = wall, cpu
        self._pictures_per_child = pictures_per_child
        self._word = "print" if reads_print else ""
        self._cleaned = 0
        self._zygote = Zygote(self._word)
        self._child: ChildProcess | None = ChildProcess(self._zygote)

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
        """End child and zygote."""
        self._end_child()
        self._zygote.close()

    def clean(self, data: bytes) -> Cleaned:
        """Return two new JPEGs: long edge ≤ 2,048 px and ≤ 320 px, upright, no metadata.

        Raises PictureRefused for what no second try would mend; ChildDied when the child crashed or
        took too long over this picture (the next picture finds a new child); NotConfined when this
        system cannot lock a child in.
        """
        if len(data) > MAX_BYTES:
            raise PictureRefused(RefusalCode.TOO_LARGE)
        kind, body = self._ask(Kind.CLEAN, data)
        cleaned = self._believed(kind, Kind.CLEANED, body, _cleaned)
        self._retire_in_time()
        return cleaned

    def examine(self, data: bytes, question: Question) -> Examined:
        """Clean the photograph and return with it what it shows; raises as `clean` does.

        What was read is in `reading`, which never prints it; the hints are advice, never refusals.
        """
        if len(data) > MAX_BYTES:
            raise PictureRefused(RefusalCode.TOO_LARGE)
        kind, body = self._ask(Kind.EXAMINE, wire.pair(question.to_bytes(), data))
        cleaned, examination = self._believed(kind, Kind.EXAMINED, body, _examined)
        self._retire_in_time()
        return make_examined(cleaned, examination)

    def print_reading(self) -> PrintReading:
        """Tell whether printed numbers are read here, and if not, why."""
        return self._living_child().print_reading(wall=self._wall)

    def prove(self) -> Proof:
        """Return what the child finds when it tries to break out of its room."""
        _, body = self._ask(Kind.PROVE, b"")
        return Proof(**json.loads(body))

    def _ask(self, kind: Kind, body: bytes) -> tuple[int, bytes]:
        child = self._living_child()
        try:
            return child.ask(kind, body, wall=self._wall, cpu=self._cpu)
        except BaseException:
            self._end_child()  # whatever broke the talk, the next question starts a fresh one
            raise

    def _living_child(self) -> ChildProcess:
        if self._child is not None and not self._child.is_alive():
            self._end_child()
        if self._child is None:
            self._child = self._born()
            self._cleaned = 0
        return self._child

    def _born(self) -> ChildProcess:
        if not self._zygote.is_ready():
            self._zygote.close()
            self._zygote = Zygote(self._word)
        return ChildProcess(self._zygote)

    def _end_child(self) -> None:
        child, self._child = self._child, None  # whatever interrupts its end, it is asked no more
        if child is not None:
            child.close()

    def _retire_in_time(self) -> None:
        """Order the next child now: it is born while the worker seals and fetches."""
        self._cleaned += 1
        if self._cleaned >= self._pictures_per_child:
            self._end_child()
            self._living_child()

    def _believed(
        self, kind: int, wanted: Kind, body: bytes, understand: Callable[[bytes], Answer]
    ) -> Answer:
        """Return the answer once checked: a picture's author may own the child by now."""
        try:
            if kind == Kind.REFUSED:
                raise PictureRefused(RefusalCode(body.decode()))
            return understand(body if kind == wanted else b"")
        except (ValueError, struct.error):
            self._end_child()
            raise ChildDied("the child's answer is not what it was to make") from None


def _cleaned(body: bytes) -> Cleaned:
    return _checked(wire.unpack(body))


def _examined(body: bytes) -> tuple[Cleaned, Examination]:
    examination, cleaned = wire.unpair(body)
    return _cleaned(cleaned), examination_wire.from_bytes(examination)


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
