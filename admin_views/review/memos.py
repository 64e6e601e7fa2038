"""社内メモ: kept with what else was pressed on the page, for the other reviewers only."""

from functools import partial
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin_views import forms
from admin_views.review.base import ReviewBase
from mcollector.rules.rights import Permission
from mcollector.services.reviews import memos
from mcollector.web.policies import Access, policy
from mcollector.work.unit import UnitOfWork


class ReviewMemos(ReviewBase):
    """One memo at a time; it stands beside whatever the review does."""

    @expose("/<uuid:person_id>/memo", methods=("POST",))
    @policy(Access.STAFF, Permission.REVIEW)
    def note(self, person_id: UUID) -> ResponseReturnValue:
        """「メモを保存」: keep it, and the page as it was."""
        action = partial(
            memos.add,
            person_id=person_id,
            key=forms.required_id("memo_key"),
            text=request.form.get("memo", ""),
        )
        if (refused := self.attempt(person_id, action)) is not None:
            return refused
        return self.show(person_id, noted=True)


def keep_typed(uow: UnitOfWork, person_id: UUID) -> None:
    """Keep what was typed as a memo and not saved by itself: 「更新」 loses nothing."""
    if text := request.form.get("memo", "").strip():
        memos.add(uow, person_id, forms.required_id("memo_key"), text)
