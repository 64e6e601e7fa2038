"""An examination as JSON between child and worker, who believes nothing it has not checked."""

import json
from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from typing import Any, TypeVar

from mcollector.images.digits.numerals import can_exist
from mcollector.images.examination import (
    Examination,
    Flag,
    Hint,
    HintCode,
    PictureMark,
    Place,
    Seen,
    Source,
    Words,
)

Item = TypeVar("Item")
Member = TypeVar("Member", bound=StrEnum)

_MOST_NUMBERS, _MOST_WORDS, _MOST_SIGNS, _MOST_CODE = 8, 40, 60, 40
MOST_COVERS = 64
_TURNS = (0, 90, 180, 270)


class Unbelievable(ValueError):
    """The answer is not one that the child was to give; the message repeats nothing of it."""

    def __init__(self) -> None:
        super().__init__("the child's examination is not what it was to tell")


def to_bytes(examination: Examination) -> bytes:
    """Return the examination as JSON."""
    return json.dumps(asdict(examination), ensure_ascii=False).encode()


def from_bytes(data: bytes) -> Examination:
    """Return the examination, every part of it checked; raises Unbelievable."""
    try:
        return _examination(json.loads(data))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Unbelievable from None


def _examination(fields: dict[str, Any]) -> Examination:
    return Examination(
        numbers=_few(fields["numbers"], _seen, _MOST_NUMBERS),
        covers=_few(fields.get("covers", []), _place, MOST_COVERS),
        flags=_few(fields["flags"], Flag, len(Flag)),
        words=_few(fields["words"], _line, _MOST_WORDS),
        hints=_few(fields["hints"], _hint, len(HintCode)),
        fingerprint=_picture_mark(fields["fingerprint"]),
        turn=_one_of(fields["turn"], _TURNS),
        crop=_place_or_none(fields["crop"]),
        layout=_text(fields["layout"], _MOST_CODE),
        print_was_read=fields["print_was_read"] is True,
    )


def _few(values: object, make: Callable[[Any], Item], most: int) -> tuple[Item, ...]:
    if not isinstance(values, list) or len(values) > most:
        raise Unbelievable
    return tuple(make(one) for one in values)


def _seen(fields: dict[str, Any]) -> Seen:
    digits = _text(fields["digits"], 12)
    if not can_exist(digits):
        raise Unbelievable
    return Seen(digits, Source(fields["source"]), _share(fields["sure"]), _place(fields["place"]))


def _line(fields: dict[str, Any]) -> Words:
    return Words(_text(fields["text"], _MOST_SIGNS), _place(fields["place"]))


def _hint(fields: dict[str, Any]) -> Hint:
    return Hint(HintCode(fields["code"]), _place_or_none(fields["place"]))


def _picture_mark(fields: dict[str, Any]) -> PictureMark:
    first, second, third, fourth = (_look(look) for look in fields["looks"])
    return PictureMark(_text(fields["pixels"], 64), (first, second, third, fourth))


def _look(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value < 2**64:
        raise Unbelievable
    return value


def _place_or_none(fields: dict[str, Any] | None) -> Place | None:
    return None if fields is None else _place(fields)


def _place(fields: dict[str, Any]) -> Place:
    return Place(*(_share(fields[name]) for name in ("left", "top", "right", "bottom")))


def _share(value: object) -> float:
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise Unbelievable
    return float(value)


def _one_of(value: object, allowed: tuple[int, ...]) -> int:
    if not isinstance(value, int) or value not in allowed:
        raise Unbelievable
    return value


def _text(value: object, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise Unbelievable
    return value
