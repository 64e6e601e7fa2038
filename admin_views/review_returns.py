"""差し戻し: the page that asks which photographs and why, and undoing it before the letter goes."""

from functools import partial
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views import forms
from admin_views.review_base import RETURN, ReviewBase
from mcollector.services import review_undo, reviews


class ReviewReturns(ReviewBase):
    """One letter for all photographs that are marked."""

    @expose("/<uuid:person_id>/return", methods=("GET",))
    def return_page(self, person_id: UUID) -> str:
        """Ask which photograph is sent back, and why."""
        return self.show(person_id, RETURN)

    @expose("/<uuid:person_id>/return", methods=("POST",))
    def send_back(self, person_id: UUID) -> ResponseReturnValue:
        """「差し戻して送信」: the letter waits a few minutes, so that it can be undone."""
        marks = [(one, request.form.get(f"reason-{one}", "")) for one in forms.ids("document")]
        deed = partial(
            reviews.send_back,
            person_id=person_id,
            submission_id=forms.an_id("submission_id"),
            marks=marks,
            comment=request.form.get("comment", ""),
        )
        if (refused := self.doing(person_id, deed, RETURN)) is not None:
            return refused
        flash(_("差し戻しました。"), "success")
        return redirect(url_for(".page", person_id=person_id))

    @expose("/<uuid:person_id>/return/undo", methods=("POST",))
    def undo(self, person_id: UUID) -> ResponseReturnValue:
        """「取り消す」: as if it had not been sent back; no letter goes."""
        deed = partial(review_undo.undo, person_id=person_id)
        if (refused := self.doing(person_id, deed)) is not None:
            return refused
        flash(_("差し戻しを取り消しました。メールは送信しません。"), "success")
        return redirect(url_for(".page", person_id=person_id))

    @expose("/<uuid:person_id>/return/now", methods=("POST",))
    def send_now(self, person_id: UUID) -> ResponseReturnValue:
        """「今すぐ送信」: the letter does not wait."""
        deed = partial(review_undo.send_now, person_id=person_id)
        if (refused := self.doing(person_id, deed)) is not None:
            return refused
        flash(_("差し戻しのメールを送信しました。"), "success")
        return redirect(url_for(".page", person_id=person_id))
