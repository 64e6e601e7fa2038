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


def _examination(told: dict[str, Any]) -> Examination:
    return Examination(
        numbers=_few(told["numbers"], _seen, _MOST_NUMBERS),
        covers=_few(told.get("covers", []), _place, MOST_COVERS),
        flags=_few(told["flags"], Flag, len(Flag)),
        words=_few(told["words"], _line, _MOST_WORDS),
        hints=_few(told["hints"], _hint, len(HintCode)),
        fingerprint=_picture_mark(told["fingerprint"]),
        turn=_one_of(told["turn"], _TURNS),
        crop=_place_or_none(told["crop"]),
        layout=_text(told["layout"], _MOST_CODE),
        print_was_read=told["print_was_read"] is True,
    )


def _few(told: object, make: Callable[[Any], Item], most: int) -> tuple[Item, ...]:
    if not isinstance(told, list) or len(told) > most:
        raise Unbelievable
    return tuple(make(one) for one in told)


def _seen(told: dict[str, Any]) -> Seen:
    digits = _text(told["digits"], 12)
    if not can_exist(digits):
        raise Unbelievable
    return Seen(digits, Source(told["source"]), _share(told["sure"]), _place(told["place"]))


def _line(told: dict[str, Any]) -> Words:
    return Words(_text(told["text"], _MOST_SIGNS), _place(told["place"]))


def _hint(told: dict[str, Any]) -> Hint:
    return Hint(HintCode(told["code"]), _place_or_none(told["place"]))


def _picture_mark(told: dict[str, Any]) -> PictureMark:
    first, second, third, fourth = (_look(look) for look in told["looks"])
    return PictureMark(_text(told["pixels"], 64), (first, second, third, fourth))


def _look(told: object) -> int:
    if not isinstance(told, int) or not 0 <= told < 2**64:
        raise Unbelievable
    return told


def _place_or_none(told: dict[str, Any] | None) -> Place | None:
    return None if told is None else _place(told)


def _place(told: dict[str, Any]) -> Place:
    return Place(*(_share(told[name]) for name in ("left", "top", "right", "bottom")))


def _share(told: object) -> float:
    if not isinstance(told, int | float) or not 0 <= told <= 1:
        raise Unbelievable
    return float(told)


def _one_of(told: object, allowed: tuple[int, ...]) -> int:
    if not isinstance(told, int) or told not in allowed:
        raise Unbelievable
    return told


def _text(told: object, most: int) -> str:
    if not isinstance(told, str) or len(told) > most:
        raise Unbelievable
    return told
