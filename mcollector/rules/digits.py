"""Digits as people type them: full-width, of another script, with spaces and hyphens between."""

import re
import unicodedata

SEPARATORS = re.compile(r"[\s\-\u200b\u2060\ufeff‐‑‒–—―−－ーｰ_＿]+")
"""What people put between groups; ー and − are what a Japanese keyboard gives for a hyphen."""


def ascii_digits(text: str) -> str:
    """Return the text without separators, every decimal digit of any script as 0-9.

    Anything else stays, so that `isdecimal()` of the result tells whether only digits were typed.
    """
    return "".join(_ascii_digit(sign) for sign in SEPARATORS.sub("", text))


def _ascii_digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)
