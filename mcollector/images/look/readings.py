"""What was read from one photograph, for the worker: to be sealed and compared, never shown."""

from dataclasses import dataclass
from datetime import date
from hmac import compare_digest
from typing import NoReturn, Self, final

from mcollector.images.digits import shown_dates
from mcollector.images.examination import Examination, Flag, Place, Source, Words
from mcollector.images.talk import examination_wire
from mcollector.rules.photographs.findings import Answer


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, where in the picture the number stands, and what it was read from.

    Of a photograph that carries no number the answer is None.
    """

    answer: Answer | None
    place: Place | None = None
    source: Source | None = None
    flags: tuple[Flag, ...] = ()


@final
class Reading:
    """The few numbers and words that were read. It prints as ●; `to_bytes` is to be sealed at once.

    It refuses to be pickled or copied, and no error of it repeats what it holds.
    """

    __slots__ = ("_examination",)
    _examination: Examination

    def __init__(self, examination: Examination) -> None:
        kept = Examination(
            numbers=examination.numbers,
            covers=examination.covers,
            flags=examination.flags,
            words=examination.words,
            print_was_read=examination.print_was_read,
        )
        object.__setattr__(self, "_examination", kept)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Return what `to_bytes` gave; raises ValueError, without the bytes, for anything else."""
        return cls(examination_wire.from_bytes(data))

    def to_bytes(self) -> bytes:
        """Return it for sealing: this is the only way the digits come out."""
        return examination_wire.to_bytes(self._examination)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Return what a reviewer should know about how it was read."""
        return self._examination.flags

    @property
    def covers(self) -> tuple[Place, ...]:
        """Return all places where a number stands."""
        return self._examination.covers

    @property
    def words(self) -> tuple[Words, ...]:
        """Return the lines of text, without long numbers."""
        return self._examination.words

    @property
    def print_was_read(self) -> bool:
        """Tell whether this installation read print at all."""
        return self._examination.print_was_read

    def shows(self, on: date) -> bool:
        """Tell whether the date stands in one of the lines."""
        return any(on in shown_dates.dates(line.text) for line in self.words)

    def compare(self, typed: str) -> Verdict:
        """Return the verdict on twelve typed ASCII digits.

        With several numbers on the paper (a family's 住民票) only their agreement can be told.
        """
        numbers = self._examination.numbers
        for seen in numbers:
            if compare_digest(seen.digits.encode(), typed.encode()):
                return Verdict(Answer.MATCH, seen.place, seen.source, self.flags)
        if len({seen.digits for seen in numbers}) == 1:
            return Verdict(Answer.DOUBT, numbers[0].place, numbers[0].source, self.flags)
        return Verdict(Answer.UNREAD, flags=self.flags)

    def __repr__(self) -> str:
        return "<Reading ●>"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a reading does not change")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a reading is not pickled or copied; seal its bytes")
