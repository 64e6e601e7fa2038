"""What the worker found on one photograph: three words, flags and places; no digit is in it."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from mcollector.rules import canonical
from mcollector.rules.sentences import Sentence, say

Place = tuple[int, int, int, int]
"""Left, top, right and bottom in the upright picture, in ten-thousandths of its sides."""


class Answer(StrEnum):
    """The only three words about a typed number; the value is what people read."""

    MATCH = "一致"
    DOUBT = "不一致の疑い"
    UNREAD = "読み取れず"


class Trace(StrEnum):
    """Whether something typed stands on the paper: `folded` is in other forms of its characters."""

    FOUND = "found"
    FOLDED = "folded"
    MISSING = "missing"
    UNREAD = "unread"


FLAGS = {
    "qr_wrong_check": say("QRコードの12桁が、存在しないマイナンバーです。"),
    "qr_differs_from_print": say("QRコードと印刷された番号が違います。"),
    "print_wrong_check": say("印刷された12桁が、存在しないマイナンバーのように見えます。"),
    "several_numbers": say("番号が2つ以上写っています（家族の住民票など）。"),
    "application_qr": say("「個人番号通知書」か交付申請書のようです。番号確認には使えません。"),
    "print_not_read": say("QRコードだけを読みました。印刷された番号も画像で確認してください。"),
}
"""What a reviewer should know about how the number was read, by the flag's code."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`answer` is None where no number can be; `signs` tell which characters were read as others.

    `crop` is a proposal for a preview of the paper, `twins` are ids of the same photographs of
    other people, in hexadecimal. Without `reads_print` this installation read QR codes only.
    `covers` are all places where a number stands.
    """

    answer: Answer | None
    place: Place | None = None
    flags: tuple[str, ...] = ()
    name: Trace = Trace.UNREAD
    signs: tuple[str, ...] = ()
    birth: Trace = Trace.UNREAD
    twins: tuple[str, ...] = ()
    crop: Place | None = None
    reads_print: bool = True
    covers: tuple[Place, ...] = ()

    @property
    def flag_sentences(self) -> tuple[Sentence, ...]:
        """Return the flags as the reviewer reads them."""
        return tuple(FLAGS[flag] for flag in self.flags)

    @property
    def covered(self) -> tuple[Place, ...]:
        """Return what nobody has to see: the number's places once it is 一致, its print read too.

        A number that is doubted, was not read, or was read from its code alone has to be looked at.
        """
        if self.answer is not Answer.MATCH or "print_not_read" in self.flags:
            return ()
        return self.covers or ((self.place,) if self.place else ())

    def to_bytes(self) -> bytes:
        """Return it for sealing."""
        return canonical.encode(asdict(self))

    @classmethod
    def from_bytes(cls, data: bytes) -> "Finding":
        """Return what `to_bytes` gave."""
        fields: dict[str, Any] = canonical.decode(data)
        return cls(
            answer=Answer(fields["answer"]) if fields["answer"] else None,
            place=place_of(fields["place"]),
            flags=tuple(fields["flags"]),
            name=Trace(fields["name"]),
            signs=tuple(fields["signs"]),
            birth=Trace(fields["birth"]),
            twins=tuple(fields["twins"]),
            crop=place_of(fields["crop"]),
            reads_print=fields["reads_print"],
            covers=tuple(_place(one) for one in fields.get("covers", ())),
        )


def place_of(told: list[int] | None) -> Place | None:
    """Return the place from JSON."""
    return None if told is None else _place(told)


def _place(told: list[int]) -> Place:
    left, top, right, bottom = told
    return left, top, right, bottom
