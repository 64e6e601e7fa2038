"""Formulas: text of somebody else that a spreadsheet would run, made harmless in files for people.

Every file we write for people passes `guard`, cell by cell; every reader of such a file passes
`unguard`, so that what was written and is uploaded again reads as before (ASVS 1.2.10, CWE-1236).
"""

import re

_SIGNS = r"=+\-@＝＋－＠−﹦﹢﹣﹫⁺⁻⁼₊₋₌"
"""Signs that begin a formula, and every other spelling of them (NFKC)."""

_BLANKS = r"\t\r\n\0"
"""A cell that begins with one of these is taken for what comes after it."""

_BETWEEN = r"(\A|[,;\t\r\n])"
_BEFORE = rf"(?=[\s\0']*[{_SIGNS}])"
_LIVE = re.compile(rf"{_BETWEEN}{_BEFORE}|\A(?='*[{_BLANKS}])")
_GUARDED = re.compile(rf"{_BETWEEN}'{_BEFORE}|\A'(?='*[{_BLANKS}])")
"""Inside a cell too: a program may split at another sign than the one we wrote between cells."""


def guard(cell: str) -> str:
    """Return the cell with a `'` before whatever a spreadsheet would take for a formula."""
    return _LIVE.sub(r"\g<0>'", cell)


def unguard(cell: str) -> str:
    """Return the cell without the `'` that `guard` wrote; any other `'` stays."""
    return _GUARDED.sub(lambda found: found[1] or "", cell) if "'" in cell else cell
