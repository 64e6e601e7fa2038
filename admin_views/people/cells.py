"""What each row of ユーザー一覧 shows: words and addresses made once a page, not once a row."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from mcollector.rules.deadlines import CueKind
from mcollector.rules.rights import Permission, Right, may
from mcollector.rules.states import PersonState
from mcollector.services.people.rows import PersonRow

_NOBODY = UUID(int=0)
_KINDS = {PersonState.SUBMITTED: "info", PersonState.RETURNED: "returned"}


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: the chip of its state with its link, and what can be pressed beside it.

    An empty address means that there is nothing to press.
    """

    row: PersonRow
    edit: str
    review: str
    letters: str
    kind: str
    words: str
    link: str = ""
    remind: str = ""
    slip: str = ""


class RowMaker:
    """Makes the cells of every row of a page for somebody of this right."""

    def __init__(self, right: Right) -> None:
        self._late = cache(lambda n: _("未登録 %(n)d日", n=n))
        self._unreviewed = cache(lambda n: _("未確認 %(n)d日", n=n))
        self._label = cache(lambda state: _(state.label))
        self._review = _addresses("reviews.page", may(right, Permission.REVIEW))
        self._letters = _addresses("letters.person", may(right, Permission.LETTERS))
        self._edit = _addresses("editing.page", may(right, Permission.EDIT))
        self._remind = _addresses("people.remind_page")
        self._slip = _addresses("slips.ask", may(right, Permission.LETTERS))
        self._statement = _addresses("statements.person", may(right, Permission.EDIT))

    def cells(self, row: PersonRow) -> Cells:
        """Return what the row shows."""
        who = (row, self._edit(row.id), self._review(row.id), self._letters(row.id))
        if row.cue.kind is CueKind.UNREVIEWED:
            return Cells(*who, "late", self._unreviewed(row.cue.days), who[2])
        if row.cue.kind is CueKind.LATE:
            remind, slip = (self._remind(row.id), "") if row.mail else ("", self._slip(row.id))
            return Cells(*who, "late", self._late(row.cue.days), "", remind, slip)
        if row.verified_on and row.state is PersonState.VERIFIED:
            return Cells(*who, "ok", self._label(PersonState.VERIFIED))
        link = self._statement(row.id) if row.state is PersonState.REFUSED else ""
        return Cells(*who, _KINDS.get(row.state, "grey"), self._label(row.state), link)


def _addresses(endpoint: str, may_go: bool = True) -> Callable[[UUID], str]:  # noqa: FBT001, FBT002
    """Return what makes a person's address of the endpoint; empty ones for who may not go there."""
    if not may_go:
        return lambda _person_id: ""
    before, after = url_for(endpoint, person_id=_NOBODY).split(str(_NOBODY))
    return lambda person_id: f"{before}{person_id}{after}"
