"""Names of people: kept byte for byte, with a folded key beside them for search and comparison."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Protocol

from mcollector.rules.text import variants

MAX_LENGTH = 100
"""Characters a part of a name may have; the manual's 40 is too short for Roman names."""

MAX_FOLDED = 620
"""Characters a folded key may have: one sign can unfold into fifteen (U+FDFA)."""

_OUTER = " \t\r\n\u00a0\u3000\u200b\u2060\ufeff"
_DROPPED = re.compile(
    "[\\s\\-‐‑‒–—―−_・·‧.,'’‘`´ʼ\u200b\u2060\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)

_ACCENTED = re.compile("[\u0080-\u2e7f]")


class Named(Protocol):
    """Anything with the three parts of a name: a row, a profile, a line of a roster."""

    @property
    def family(self) -> str: ...
    @property
    def given(self) -> str: ...
    @property
    def middle(self) -> str: ...


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its parts; a name of one word leaves the others empty."""

    family: str
    given: str = ""
    middle: str = ""

    @property
    def full(self) -> str:
        """Return 姓 ミドルネーム 名 with half-width spaces, without the empty ones."""
        return _joined(self.family, self.middle, self.given)


def full_of(named: Named) -> str:
    """Return the full name of anything that has the three parts."""
    return _joined(named.family, named.middle, named.given)


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))


def trim(text: str) -> str:
    """Return the text without spaces around it, full-width and invisible ones too."""
    return text.strip(_OUTER)


def is_printable(text: str) -> bool:
    """Tell whether a name has no control character, line break or broken character in it."""
    return text.isprintable() or not any(map(_is_control, text))


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cs", "Co", "Zl", "Zp"}


def fold(text: str) -> str:
    """Return the key under which the same name in another spelling is found, 620 signs at most.

    Width, case, spaces, accents, kana script and size, and 異体字 (髙=高, 﨑=崎) do not matter.
    Never stored in place of the name, never enough to call two people the same.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).upper())
    kept = _DROPPED.sub("", plain)
    return _ACCENTED.sub(_without_accent, kept).translate(variants.FOLDED)[:MAX_FOLDED]


def _without_accent(sign: re.Match[str]) -> str:
    """Return a Latin letter's base letter; a kana keeps its 濁点, for it is not asked about."""
    parts = unicodedata.normalize("NFD", sign[0])
    return "".join(part for part in parts if not unicodedata.combining(part))
