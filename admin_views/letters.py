"""メール送信状況: what became of every letter, and what the office does about those that failed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views import forms
from admin_views.base import OfficeView
from mcollector.rules.errors import FieldRefused, MoveRefused
from mcollector.rules.rights import Permission
from mcollector.services.deliveries import list as letter_list
from mcollector.services.deliveries import resend
from mcollector.services.deliveries.list import LetterQuery
from mcollector.services.editing import addresses
from mcollector.services.editing.addresses import AddressHeld
from mcollector.web import state
from mcollector.web.policies import Access, policy
from mcollector.work.unit import UnitOfWork


class LettersView(OfficeView):
    """All letters of the company, those of one person, and the way to a right address."""

    permission = Permission.LETTERS

    @expose("/")
    @policy(Access.STAFF, Permission.LETTERS)
    def index(self) -> str:
        """Show the letters, the newest first."""
        query = _query(None)
        with state.toolbox().read(state.actor()) as uow:
            page = letter_list.get_page(uow, query)
        return self._show("list", page=page, query=query)

    @expose("/person/<uuid:person_id>")
    @policy(Access.STAFF, Permission.LETTERS)
    def person(self, person_id: UUID) -> str:
        """Show every letter of one person."""
        query = _query(person_id)
        with state.toolbox().read(state.actor()) as uow:
            whose = letter_list.addressee(uow, person_id)
            page = letter_list.get_page(uow, query)
        return self._show("person", page=page, query=query, whose=whose)

    @expose("/<uuid:letter_id>/again", methods=("POST",))
    @policy(Access.STAFF, Permission.LETTERS)
    def again(self, letter_id: UUID) -> ResponseReturnValue:
        """「再送」."""
        return _done(resend.resend, letter_id, _("再送しました。"))

    @expose("/<uuid:letter_id>/bounced", methods=("POST",))
    @policy(Access.STAFF, Permission.LETTERS)
    def bounced(self, letter_id: UUID) -> ResponseReturnValue:
        """「不達にする」."""
        words = _("不達にしました。アドレスを直すか、再送してください。")
        return _done(resend.bounce, letter_id, words)

    @expose("/person/<uuid:person_id>/address", methods=("GET",))
    @policy(Access.STAFF, Permission.LETTERS)
    def address(self, person_id: UUID) -> str:
        """Ask for the right address."""
        return self._ask(person_id)

    @expose("/person/<uuid:person_id>/address", methods=("POST",))
    @policy(Access.STAFF, Permission.LETTERS)
    def correct(self, person_id: UUID) -> ResponseReturnValue:
        """「アドレスを直す」: both addresses are told."""
        typed = request.form.get("mail", "")
        known, shared = request.form.get("known", ""), "shared" in request.form
        try:
            with state.toolbox().work(state.actor()) as uow:
                addresses.correct(uow, person_id, typed, known=known, shared=shared)
        except FieldRefused as refused:
            held = shared or isinstance(refused, AddressHeld)
            errors = {"mail": state.words(refused.sentence)}
            return self._ask(person_id, typed=typed, held=held, errors=errors), 422
        flash(
            _("メールアドレスを直しました。前のアドレスと新しいアドレスに知らせます。"), "success"
        )
        return redirect(url_for(".person", person_id=person_id))

    def _ask(self, person_id: UUID, **values: Any) -> str:
        with state.toolbox().read(state.actor()) as uow:
            whose = addresses.find_addressee(uow, person_id)
        return self._show("address", **{"whose": whose, "errors": {}, **values})

    def _show(self, template: str, **values: Any) -> str:
        return str(self.render(f"admin/letters/{template}.html", **values))


def _done(
    action: Callable[[UnitOfWork, UUID], object], letter_id: UUID, words: str
) -> ResponseReturnValue:
    """Do the action, say what came of it, and return to the page the button stood on."""
    try:
        with state.toolbox().work(state.actor()) as uow:
            action(uow, letter_id)
    except MoveRefused as refused:
        flash(state.words(refused.sentence), "danger")
    else:
        flash(words, "success")
    person_id = forms.optional_id("person_id")
    if person_id is not None:
        return redirect(url_for(".person", person_id=person_id))
    return redirect(url_for(".index", only=request.form.get("only") or None))


def _query(person_id: UUID | None) -> LetterQuery:
    """Return the query in the page's address; an argument that cannot be read is ignored."""
    return LetterQuery(
        request.args.get("only") == "failed",
        request.args.get("search", ""),
        person_id,
        forms.optional_id("before"),
        forms.optional_id("after"),
    )
