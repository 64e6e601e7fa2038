"""What each column of a roster is: by its title, by its place, or as the office said."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Column(StrEnum):
    """What a column holds; an unknown one is ignored, and said to be."""

    MAIL = "mail"
    NAME = "name"
    FAMILY = "family"
    GIVEN = "given"
    MIDDLE = "middle"
    IGNORE = "ignore"


NAMES = (Column.NAME, Column.FAMILY, Column.GIVEN)
"""Any one of these names a person."""

_TITLES = {
    Column.MAIL: "メール メールアドレス mail email eメール mailaddress emailaddress 電子メール",
    Column.NAME: "氏名 名前 お名前 name fullname フルネーム 従業員名 社員名",
    Column.FAMILY: "姓 氏 苗字 名字 last lastname family familyname surname 氏名(姓)",
    Column.GIVEN: "名 first firstname given givenname 氏名(名)",
    Column.MIDDLE: "ミドルネーム ミドルネーム名 ミドル middle middlename",
}
_BY_TITLE = {title: column for column, titles in _TITLES.items() for title in titles.split()}
_NOT_IN_TITLE = re.compile(r"\(?※?(?:必須|任意)\)?|[\s_*※:.-]")

_TWO = (Column.MAIL, Column.NAME)
_THREE = (Column.MAIL, Column.FAMILY, Column.GIVEN)
_MIDDLE_INSIDE = (Column.MAIL, Column.FAMILY, Column.MIDDLE, Column.GIVEN)
_MIDDLE_LAST = (Column.MAIL, Column.FAMILY, Column.GIVEN, Column.MIDDLE)


@dataclass(frozen=True, slots=True)
class Layout:
    """How rows are read: by `columns`; or, where `four` is given, by their own number of cells."""

    columns: tuple[Column, ...]
    four: tuple[Column, ...] | None = None

    def of(self, cells: Sequence[str]) -> tuple[Column, ...] | None:
        """Return the columns of this row; None when it has too many cells or too few."""
        if self.four is None:
            return self.columns if _used(cells, len(self.columns)) <= len(self.columns) else None
        return {2: _TWO, 3: _THREE, 4: self.four}.get(_used(cells, 4))

    @property
    def is_complete(self) -> bool:
        """Tell whether each person gets one mail address and a name."""
        times = Counter(column for column in self.columns if column is not Column.IGNORE)
        has_name = any(column in times for column in NAMES)
        return Column.MAIL in times and has_name and max(times.values()) == 1


def _used(cells: Sequence[str], wanted: int) -> int:
    """Return the number of cells without the empty ones that a spreadsheet leaves at the end."""
    count = len(cells)
    while count > wanted and not cells[count - 1]:
        count -= 1
    return count


def looks_like_header(cells: Sequence[str]) -> bool:
    """Tell whether the first row is titles: no @ in it, and at least one known title.

    A first row with neither is read as data, so that nobody is lost to a missing @.
    """
    return not any("@" in cell or "＠" in cell for cell in cells) and any(map(_column, cells))


def layout_by_titles(cells: Sequence[str]) -> Layout | None:
    """Return the layout the titles tell; None when not one of them is known."""
    columns = tuple(_column(cell) or Column.IGNORE for cell in cells)
    return None if set(columns) == {Column.IGNORE} else Layout(columns)


def layout_by_place(rows: Sequence[Sequence[str]]) -> Layout:
    """Return the layout of rows without titles (architecture §9, rosters).

    Of four columns the middle name is the third, as in the manual, or the last if that one is
    empty more often.
    """
    widths = Counter(_used(cells, 4) for cells in rows)
    width = max((2, 3, 4), key=lambda width: widths[width])
    four = [cells for cells in rows if _used(cells, 4) == 4]
    third, last = (sum(not cells[place] for cells in four) for place in (2, 3))
    with_middle = _MIDDLE_LAST if last > third else _MIDDLE_INSIDE
    return Layout({2: _TWO, 3: _THREE}.get(width, with_middle), four=with_middle)


def _column(title: str) -> Column | None:
    plain = _NOT_IN_TITLE.sub("", unicodedata.normalize("NFKC", title)).lower()
    return _BY_TITLE.get(plain)
