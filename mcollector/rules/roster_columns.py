"""How a roster's columns are understood: from their heads, or from what stands in them."""

import unicodedata
from collections.abc import Sequence

from mcollector.rules.errors import FieldRefused
from mcollector.rules.roster_text import Line
from mcollector.rules.sentences import say

WORDS = ("mail", "family", "given", "middle", "name", "ignore")

_HEADS = {
    "mail": ("メール", "メールアドレス", "eメール", "email", "e-mail", "mail", "mailaddress"),
    "family": ("姓", "氏", "苗字", "名字", "last", "lastname", "familyname", "surname"),
    "given": ("名", "first", "firstname", "givenname"),
    "middle": ("ミドルネーム", "ミドルネーム名", "middle", "middlename"),
    "name": ("氏名", "名前", "フルネーム", "name", "fullname"),
}
_BY_HEAD = {head: word for word, heads in _HEADS.items() for head in heads}
_USUAL = {
    1: ("mail",),
    2: ("mail", "name"),
    3: ("mail", "family", "given"),
}
_AS_THE_MANUAL = ("mail", "family", "middle", "given")
_MIDDLE_LAST = ("mail", "family", "given", "middle")


def has_header(cells: Sequence[str]) -> bool:
    """Tell whether the first line names the columns: it has no address and a word we know."""
    return not any("@" in fold(cell) for cell in cells) and any(
        _key(cell) in _BY_HEAD for cell in cells
    )


def header_columns(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the columns as the first line names them; unknown ones are ignored."""
    return tuple(_BY_HEAD.get(_key(cell), "ignore") for cell in cells)


def guess_columns(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the columns of a file without a header, by how many there are (architecture §9).

    Four are mail, 姓, ミドルネーム, 名 as the manual orders them, unless the last column is the
    mostly empty one; then that is the middle name.
    """
    width = max((len(line.cells) for line in lines), default=1)
    if width in _USUAL:
        return _USUAL[width]
    if width > len(_AS_THE_MANUAL):
        raise FieldRefused(
            say(
                "項目が%(n)d個あります。2つから4つにするか、1行目に見出しを書いてください。",
                n=width,
            )
        )
    third, fourth = (_filled(lines, place) for place in (2, 3))
    return _MIDDLE_LAST if fourth < third else _AS_THE_MANUAL


def _filled(lines: Sequence[Line], place: int) -> int:
    return sum(1 for line in lines if len(line.cells) > place and line.cells[place])


def _key(cell: str) -> str:
    return fold(cell).lower().replace(" ", "").replace("_", "")


def fold(cell: str) -> str:
    """Return the cell with full-width letters and signs made narrow, for comparing only."""
    return unicodedata.normalize("NFKC", cell)
