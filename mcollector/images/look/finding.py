"""Are the name and the birth date on the paper those that were typed? For the worker only.

Old forms of characters are folded for the comparison alone (髙=高): what is stored and shown keeps
its own, and the reviewer is told what was taken for what.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mcollector.images.digits.shown_dates import dates
from mcollector.images.sights import Place, Words
from mcollector.rules.text.names import fold


class Presence(StrEnum):
    """Whether something is on the paper; a paper whose words were not read says nothing."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer, where, and the pairs of characters that count as one: typed, printed."""

    presence: Presence
    place: Place | None = None
    folded: tuple[tuple[str, str], ...] = ()


def find_name(words: Sequence[Words], names: Iterable[str]) -> Finding:
    """Look for any of the full names (姓 名, as typed) in the lines that were read."""
    if not words:
        return Finding(Presence.NOT_READ)
    for name in names:
        wanted = fold(name)
        for line in words:
            at = fold(line.text).find(wanted)
            if wanted and at >= 0:
                return Finding(Presence.FOUND, line.place, _folded(name, line.text))
    return Finding(Presence.NOT_FOUND)


def find_birth(words: Sequence[Words], birth: date) -> Finding:
    """Look for the birth date, western or in an era, in the lines that were read."""
    if not words:
        return Finding(Presence.NOT_READ)
    for line in words:
        if birth in dates(line.text):
            return Finding(Presence.FOUND, line.place)
    return Finding(Presence.NOT_FOUND)


def _folded(name: str, text: str) -> tuple[tuple[str, str], ...]:
    """Return the characters of the name that stand on the paper in another form."""
    printed = {fold(sign): sign for sign in text}
    pairs = ((sign, printed.get(fold(sign), sign)) for sign in name if fold(sign))
    return tuple(dict.fromkeys(pair for pair in pairs if pair[0] not in text))
