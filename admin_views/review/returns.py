"""差し戻し: the page that asks which photographs and why, and undoing it before the letter goes."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views import forms
from admin_views.review.base import RETURN, ReviewBase, answer, asks_json
from mcollector.rules.errors import FormRefused, MoveRefused
from mcollector.rules.rights import Permission
from mcollector.services.reviews import return_preview, returns, undo
from mcollector.services.reviews.return_preview import ReturnLetter
from mcollector.web import state
from mcollector.web.policies import Access, policy
from mcollector.work.unit import UnitOfWork


class ReviewReturns(ReviewBase):
    """One letter for all photographs that are marked."""

    @expose("/<uuid:person_id>/return", methods=("GET",))
    @policy(Access.STAFF, Permission.RETURN)
    def return_page(self, person_id: UUID) -> str:
        """Ask which photograph is sent back, and why."""
        return self.show(person_id, RETURN)

    @expose("/<uuid:person_id>/return", methods=("POST",))
    @policy(Access.STAFF, Permission.RETURN)
    def send_back(self, person_id: UUID) -> ResponseReturnValue:
        """「差し戻して送信」: the letter waits a few minutes, so that it can be undone.

        「メールの内容を表示」 shows it before; the page's script asks for it at each change.
        """
        asked = (
            person_id,
            forms.required_id("submission_id"),
            _marks(),
            request.form.get("comment", ""),
        )
        if "preview" in request.form:
            return self._previewed(person_id, lambda uow: return_preview.preview(uow, *asked))

        def action(uow: UnitOfWork) -> None:
            returns.send_back(uow, *asked)

        if (refused := self.attempt(person_id, action, RETURN)) is not None:
            return refused
        flash(_("差し戻しました。"), "success")
        return redirect(url_for(".page", person_id=person_id))

    def _previewed(
        self, person_id: UUID, write: Callable[[UnitOfWork], ReturnLetter]
    ) -> ResponseReturnValue:
        """Show the letter that would go, on the page or to its script; nothing is sent."""
        try:
            with state.toolbox().read(state.actor()) as uow:
                preview = write(uow)
        except FormRefused as refused:
            if asks_json():
                return answer(422, sentence=state.words(next(iter(refused.fields.values()))))
            return self.show(person_id, RETURN, errors=refused.fields), 422
        except MoveRefused:
            return self.show(person_id, overtaken=True), 409
        if asks_json():
            letter = preview.letter
            return answer(mail=preview.mail, subject=letter.subject, text=letter.text)
        return self.show(person_id, RETURN, letter=preview)

    @expose("/<uuid:person_id>/return/undo", methods=("POST",))
    @policy(Access.STAFF, Permission.RETURN)
    def undo(self, person_id: UUID) -> ResponseReturnValue:
        """「取り消す」: as if it had not been sent back; no letter goes."""
        action = partial(undo.undo, person_id=person_id)
        if (refused := self.attempt(person_id, action)) is not None:
            return refused
        flash(_("差し戻しを取り消しました。メールは送信しません。"), "success")
        return redirect(url_for(".page", person_id=person_id))

    @expose("/<uuid:person_id>/return/now", methods=("POST",))
    @policy(Access.STAFF, Permission.RETURN)
    def send_now(self, person_id: UUID) -> ResponseReturnValue:
        """「今すぐ送信」: the letter does not wait."""
        action = partial(undo.send_now, person_id=person_id)
        if (refused := self.attempt(person_id, action)) is not None:
            return refused
        flash(_("差し戻しのメールを送信しました。"), "success")
        return redirect(url_for(".page", person_id=person_id))


def _marks() -> list[tuple[UUID, str]]:
    """Return each photograph that is sent back with its reason, as the form says."""
    documents = forms.required_ids("document")
    return [(document, request.form.get(f"reason-{document}", "")) for document in documents]
