"""The pages of ユーザー一覧: numbers for the first 500, beyond them 前へ／次へ beside a person."""

from collections.abc import Callable
from dataclasses import dataclass

from mcollector.services.people.list import PeoplePage

NUMBERED = 500
_AROUND = 2

Address = Callable[..., str]
"""Gives the list's address with some of its arguments changed; None takes one out."""


@dataclass(frozen=True, slots=True)
class Paging:
    """What stands under the list: addresses, and the numbers with None where some are left out."""

    before: str | None
    after: str | None
    numbers: tuple[tuple[int, str] | None, ...]
    current: int | None
    shown: str


def paging(people_page: PeoplePage, address: Address) -> Paging:
    """Return the pages around the one that is shown."""
    here = people_page.query
    beside = here.after or here.before
    if beside or here.page > NUMBERED:
        return Paging(*_beside(people_page, address), (), None, "")
    last = min(people_page.pages, NUMBERED)
    before = address(page=here.page - 2) if here.page > 1 else None
    after = address(page=here.page) if here.page < last else _beside(people_page, address)[1]
    first = (here.page - 1) * here.size
    shown = f"{first + 1}–{first + len(people_page.rows)} / {people_page.total}"
    numbers = tuple(
        None if n is None else (n, address(page=n - 1)) for n in _around(here.page, last)
    )
    return Paging(before, after, numbers, here.page, shown)


def _beside(people_page: PeoplePage, address: Address) -> tuple[str | None, str | None]:
    if not people_page.rows:
        return None, None
    before = None if people_page.is_first else address(before=people_page.rows[0].id.hex)
    after = None if people_page.is_last else address(after=people_page.rows[-1].id.hex)
    return before, after


def _around(page: int, last: int) -> list[int | None]:
    """Return the numbers to offer: the first, some around the page, the last; None for a gap."""
    offered = sorted({1, last, *range(max(1, page - _AROUND), min(last, page + _AROUND) + 1)})
    shown: list[int | None] = []
    for number in offered:
        if shown and shown[-1] is not None and number > shown[-1] + 1:
            shown.append(None)
        shown.append(number)
    return shown
