"""本人性確認: photographs beside the masked number, 済, 確認日, and who has the person open."""

from functools import partial
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views import forms
from admin_views.review.base import CANCEL, PAGES, REVIEW
from admin_views.review.memos import ReviewMemos, keep_typed
from admin_views.review.numbers import ReviewNumbers, typed_into
from admin_views.review.photographs import ReviewPhotographs
from admin_views.review.returns import ReviewReturns
from mcollector.rules.review.methods import Manner, Method
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import say
from mcollector.services.login import own_account
from mcollector.services.reviews import decision, locks, people, queue
from mcollector.web import state
from mcollector.web.policies import Access, policy
from mcollector.work.unit import UnitOfWork

NOT_DONE = say(
    "証明書確認状況を「済」にしてから「更新」を押してください。まだ何も変わっていません。"
)


class ReviewView(ReviewNumbers, ReviewPhotographs, ReviewReturns, ReviewMemos):
    """One person on one screen."""

    @expose("/")
    @policy(Access.STAFF, Permission.REVIEW)
    def index(self) -> ResponseReturnValue:
        """Open the next person who waits, or say that nobody does."""
        with state.toolbox().read(state.actor()) as uow:
            first, done = queue.first(uow), queue.done_today(uow)
        if first is None:
            return str(self.render("admin/review/none.html", done=done, before=_just_confirmed()))
        return redirect(url_for(".page", person_id=first, done=_just_confirmed()))

    @expose("/<uuid:person_id>", methods=("GET",))
    @policy(Access.STAFF, Permission.REVIEW)
    def page(self, person_id: UUID) -> str:
        """Show the person's papers, and the number masked."""
        return self.show(person_id)

    @expose("/<uuid:person_id>", methods=("POST",))
    @policy(Access.STAFF, Permission.REVIEW)
    def update(self, person_id: UUID) -> ResponseReturnValue:
        """「更新」: 済 with its 確認日, when the server agrees that everything was seen."""
        if (owner_id := typed_into()) is not None:
            return self.comparing(person_id, owner_id)
        if request.form.get("status") != "done":
            return self.show(person_id, errors={"status": NOT_DONE}), 422
        approve = partial(
            decision.approve,
            person_id=person_id,
            submission_id=forms.required_id("submission_id"),
            checks=frozenset(request.form.getlist("check")),
            verified_on=forms.typed_date("verified_on"),
            method=_method(),
        )

        def action(uow: UnitOfWork) -> None:
            approve(uow)
            keep_typed(uow, person_id)

        if (refused := self.attempt(person_id, action)) is not None:
            return refused
        with state.toolbox().read(state.actor()) as uow:
            name = people.whole_name(uow, person_id)
        flash(_("%(name)sさんの証明書確認状況を「済」にしました。", name=name), "success")
        return redirect(url_for(".index", done=person_id))

    @expose("/<uuid:person_id>/take", methods=("POST",))
    @policy(Access.STAFF, Permission.REVIEW)
    def take(self, person_id: UUID) -> ResponseReturnValue:
        """「担当を代わる」: go on where the colleague was, with what was typed here."""
        with state.toolbox().work(state.actor()) as uow:
            locks.take(uow, person_id)
        return self.show(person_id, PAGES.get(request.form.get("then", ""), REVIEW))

    @expose("/<uuid:person_id>/cancel", methods=("GET",))
    @policy(Access.STAFF, Permission.REVIEW)
    def cancel_page(self, person_id: UUID) -> str:
        """Ask why the confirmation is taken back."""
        return self.show(person_id, CANCEL)

    @expose("/<uuid:person_id>/cancel", methods=("POST",))
    @policy(Access.STAFF, Permission.REVIEW)
    def cancel(self, person_id: UUID) -> ResponseReturnValue:
        """「確認を取り消す」: the person waits for a review again."""
        action = partial(
            decision.cancel, person_id=person_id, reason=request.form.get("reason", "")
        )
        if (refused := self.attempt(person_id, action, CANCEL)) is not None:
            return refused
        flash(_("確認を取り消しました。もう一度、本人性確認をしてください。"), "success")
        return redirect(url_for(".page", person_id=person_id))

    @expose("/<uuid:person_id>/keys", methods=("POST",))
    @policy(Access.STAFF, Permission.REVIEW)
    def keys(self, person_id: UUID) -> str:
        """Switch the single keys of the page on or off, for whoever presses it."""
        with state.toolbox().work(state.actor()) as uow:
            own_account.switch_shortcuts(uow, on=request.form.get("shortcuts") == "on")
        return self.show(person_id)


def _method() -> Method:
    return Method(
        request.form.get("manner", Manner.REMOTE),
        request.form.get("hired_by", ""),
        forms.typed_date("hired_on"),
    )


def _just_confirmed() -> UUID | None:
    return request.args.get("done", type=UUID)
