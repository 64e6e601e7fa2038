"""When a number that was read counts: these rules, in this order."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from mcollector.images.digits import words
from mcollector.images.digits.numerals import in_common, long_runs
from mcollector.images.digits.qr import Code, Content
from mcollector.images.examination import Flag, Place, Seen, Source


class Printed(Protocol):
    """A printed number that the votes agreed on."""

    @property
    def digits(self) -> str: ...
    @property
    def mean(self) -> float: ...
    @property
    def is_labelled(self) -> bool: ...
    @property
    def is_grouped(self) -> bool: ...
    @property
    def passes(self) -> bool: ...


class Found(NamedTuple):
    """One page's codes, printed numbers with their places, and the words around them."""

    codes: Sequence[tuple[Code, Place]]
    prints: Sequence[tuple[Printed, Place]]
    texts: Sequence[str]


class Decision(NamedTuple):
    """The numbers that count, and what a reviewer should know."""

    numbers: tuple[Seen, ...]
    flags: tuple[Flag, ...]


_MOST = 8
_DIFFERENT = 3
"""In so many digits must a print differ to speak against a QR code: fewer are a misreading."""


def decide(evidence: Found) -> Decision:
    """Return what the paper's number is, or which ones; never a guess."""
    flags = _flags_of_codes(evidence.codes)
    is_foreign = any(map(words.is_of_another_paper, evidence.texts))
    labelled = [pair for pair in evidence.prints if pair[0].is_labelled]
    if is_foreign and not labelled:
        return Decision((), tuple(flags))
    claims = _of_codes(evidence.codes)
    coded = {claim.digits for claim in claims}
    believed = [
        (number, place)
        for number, place in evidence.prints
        if number.is_labelled or (not is_foreign and (number.is_grouped or number.digits in coded))
    ]
    if claims and _contradicted(claims, evidence):
        return Decision((), (*flags, Flag.QR_DIFFERS_FROM_PRINT))
    if not any(code.is_sure for code, _ in evidence.codes):
        claims = _of_print([pair for pair in believed if pair[0].passes])
        if any(not number.passes for number, _ in believed):
            flags.append(Flag.PRINT_WRONG_CHECK)
    if len({claim.digits for claim in claims}) > 1:
        flags.append(Flag.SEVERAL_NUMBERS)
    return Decision(tuple(claims[:_MOST]), tuple(flags))


def _flags_of_codes(codes: Sequence[tuple[Code, Place]]) -> list[Flag]:
    contents = {code.content for code, _ in codes}
    flags = []
    if Content.WRONG_CHECK in contents:
        flags.append(Flag.QR_WRONG_CHECK)
    if Content.APPLICATION in contents:
        flags.append(Flag.APPLICATION_QR)
    return flags


def _of_codes(codes: Sequence[tuple[Code, Place]]) -> list[Seen]:
    claims: dict[str, Seen] = {}
    for code, place in codes:
        if code.content is Content.NUMBER:
            claims.setdefault(code.digits, Seen(code.digits, Source.QR, 1.0, place))
    return list(claims.values())


def _of_print(prints: Sequence[tuple[Printed, Place]]) -> list[Seen]:
    claims: dict[str, Seen] = {}
    for number, place in prints:
        seen = Seen(number.digits, Source.PRINT, round(number.mean, 3), place)
        claims.setdefault(number.digits, seen)
    return list(claims.values())


def _contradicted(claims: Sequence[Seen], evidence: Found) -> bool:
    """Tell whether what is printed speaks against every code: another number, or most of one."""
    from_codes = [claim.digits for claim in claims]
    for number, _ in evidence.prints:
        nearest = min(_distance(number.digits, digits) for digits in from_codes)
        if nearest and (number.passes or nearest >= _DIFFERENT):
            return True
    if any(number.digits in from_codes for number, _ in evidence.prints):
        return False
    return any(_is_foreign(part, from_codes) for text in evidence.texts for part in long_runs(text))


def _is_foreign(part: str, from_codes: Sequence[str]) -> bool:
    """Tell whether the digits, be some of them missing, are a piece of no code's number."""
    return all(in_common(part, digits) < len(part) - _DIFFERENT + 1 for digits in from_codes)


def _distance(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))
