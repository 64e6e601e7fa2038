"""What each row of ユーザー一覧 shows: words and addresses made once a page, not once a row."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from mcollector.rules.deadlines import CueKind
from mcollector.rules.rights import Deed, Right, may
from mcollector.rules.states import PersonState
from mcollector.services.people import PersonRow

_NOBODY = UUID(int=0)
_KINDS = {PersonState.SUBMITTED: "info", PersonState.RETURNED: "returned"}


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: the chip of its state with its link, and what can be pressed beside it.

    An empty address means that there is nothing to press.
    """

    row: PersonRow
    kind: str
    words: str
    link: str = ""
    remind: str = ""
    slip: str = ""


class RowMaker:
    """Makes the cells of every row of a page for somebody of this right."""

    def __init__(self, right: Right) -> None:
        self._may_review = may(right, Deed.REVIEW)
        self._may_edit = may(right, Deed.EDIT)
        self._may_print = may(right, Deed.LETTERS)
        self._late = cache(lambda n: _("未登録 %(n)d日", n=n))
        self._unreviewed = cache(lambda n: _("未確認 %(n)d日", n=n))
        self._label = cache(lambda state: _(state.label))
        self.review = _addresses("reviews.page")
        self.letters = _addresses("letters.person")
        self.edit = _addresses("editing.page")
        self._remind = _addresses("people.remind_page")
        self._slip = _addresses("slips.ask")
        self._statement = _addresses("statements.person")

    def cells(self, row: PersonRow) -> Cells:
        """Return what the row shows."""
        if row.cue.kind is CueKind.UNREVIEWED:
            link = self.review(row.id) if self._may_review else ""
            return Cells(row, "late", self._unreviewed(row.cue.days), link)
        if row.cue.kind is CueKind.LATE:
            remind = self._remind(row.id) if row.mail else ""
            slip = self._slip(row.id) if not row.mail and self._may_print else ""
            return Cells(row, "late", self._late(row.cue.days), "", remind, slip)
        if row.verified_on and row.state is PersonState.VERIFIED:
            return Cells(row, "ok", self._label(PersonState.VERIFIED))
        said = row.state is PersonState.REFUSED and self._may_edit
        link = self._statement(row.id) if said else ""
        return Cells(row, _KINDS.get(row.state, "grey"), self._label(row.state), link)


def _addresses(endpoint: str) -> Callable[[UUID], str]:
    """Return what makes a person's address of the endpoint."""
    before, after = url_for(endpoint, person_id=_NOBODY).split(str(_NOBODY))
    return lambda person_id: f"{before}{person_id}{after}"
