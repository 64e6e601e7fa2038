"""Twelve digits where no My Number may stand: a roster, a comment, a free text."""

import re
import unicodedata

from mcollector.rules.my_number import MASK

_TWELVE = re.compile(r"(?<![0-9A-Za-z+])[0-9](?:[\s-]{0,3}[0-9]){11}(?![0-9A-Za-z@])")
"""Not a part of a longer number, a telephone number with its country, or a mail address."""


_SHORTEST = 4
"""Signs that can hold twelve digits: NFKC makes three digits of one at most (⅒ is 1⁄10)."""


def hide_numbers(text: str) -> str:
    """Return the text with ● for whatever looks like a My Number, its check digit right or not."""
    if len(text) < _SHORTEST:
        return text
    plain = unicodedata.normalize("NFKC", text)
    return _TWELVE.sub(MASK, plain) if _TWELVE.search(plain) else text


def holds_number(text: str) -> bool:
    """Tell whether twelve digits stand somewhere in the text."""
    return hide_numbers(text) != text
