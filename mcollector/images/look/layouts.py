"""Which layout a photograph shows, by its words; which slots are read for a number at all."""

from collections.abc import Iterable, Sequence
from datetime import date

from mcollector.images.look.layout import Layout
from mcollector.images.look.layout_table import EXPIRING, LAYOUTS

_KNOWN = frozenset(slot for one in LAYOUTS for slot in one.slots)
_WITH_NUMBER = frozenset(slot for one in LAYOUTS if one.carries_number for slot in one.slots)
_EXPIRING = EXPIRING | {slot for one in LAYOUTS if one.expires for slot in one.slots}


def may_carry_number(slot: str) -> bool:
    """Tell whether a photograph of the slot is read for a number at all."""
    return slot in _WITH_NUMBER


def is_known(slot: str) -> bool:
    """Tell whether a layout describes what belongs into the slot; else any paper may be right."""
    return slot in _KNOWN


def may_expire(slot: str) -> bool:
    """Tell whether the slot's paper says until when it is valid."""
    return slot in _EXPIRING


def in_use(on: date) -> tuple[Layout, ...]:
    """Return the layouts that can be in people's hands on that day; what was issued stays valid."""
    return tuple(one for one in LAYOUTS if one.valid_from is None or one.valid_from <= on)


def seen_in(texts: Sequence[str], slot: str, on: date) -> Layout | None:
    """Return the layout the words show, the slot's own first; None when they show none."""
    own_first = sorted(in_use(on), key=lambda one: slot not in one.slots)
    return next((one for one in own_first if _shows(texts, one)), None)


def others_of(slot: str) -> Iterable[Layout]:
    """Return the other faces of the paper that the slot belongs to."""
    papers = {one.paper for one in LAYOUTS if slot in one.slots}
    return (one for one in LAYOUTS if one.paper in papers and slot not in one.slots)


def _shows(texts: Sequence[str], one: Layout) -> bool:
    has = any(word in text for text in texts for word in one.words)
    return has and not any(word in text for text in texts for word in one.without)
