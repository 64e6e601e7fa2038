"""メール送信状況: what became of every letter, and what the office does about those that failed."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views.base import OfficeView
from mcollector.rules.errors import FieldRefused, MoveRefused
from mcollector.rules.rights import Deed
from mcollector.services import addresses, letter_again, letter_lists
from mcollector.services.addresses import AddressHeld
from mcollector.services.letter_lists import LetterQuery
from mcollector.web import state


class LettersView(OfficeView):
    """All letters of the company, those of one person, and the way to a right address."""

    deed = Deed.LETTERS

    @expose("/")
    def index(self) -> str:
        """Show the letters, the newest first."""
        query = LetterQuery(request.args.get("only") == "failed", None, *_beside())
        with state.toolbox().read(state.actor()) as uow:
            page = letter_lists.page(uow, query)
        return self._show("letters", page=page, query=query)

    @expose("/person/<uuid:person_id>")
    def person(self, person_id: UUID) -> str:
        """Show every letter of one person."""
        query = LetterQuery(request.args.get("only") == "failed", person_id, *_beside())
        with state.toolbox().read(state.actor()) as uow:
            whose = letter_lists.addressee(uow, person_id)
            page = letter_lists.page(uow, query)
        return self._show("letters_person", page=page, query=query, whose=whose)

    @expose("/<uuid:letter_id>/again", methods=("POST",))
    def again(self, letter_id: UUID) -> ResponseReturnValue:
        """「再送」."""
        try:
            with state.toolbox().work(state.actor()) as uow:
                letter_again.resend(uow, letter_id)
        except MoveRefused as refused:
            flash(state.words(refused.sentence), "danger")
        else:
            flash(_("再送しました。"), "success")
        return _back()

    @expose("/<uuid:letter_id>/bounced", methods=("POST",))
    def bounced(self, letter_id: UUID) -> ResponseReturnValue:
        """「不達にする」."""
        try:
            with state.toolbox().work(state.actor()) as uow:
                letter_again.bounce(uow, letter_id)
        except MoveRefused as refused:
            flash(state.words(refused.sentence), "danger")
        else:
            flash(_("不達にしました。アドレスを直すか、再送してください。"), "success")
        return _back()

    @expose("/person/<uuid:person_id>/address", methods=("GET",))
    def address(self, person_id: UUID) -> str:
        """Ask for the right address."""
        return self._ask(person_id)

    @expose("/person/<uuid:person_id>/address", methods=("POST",))
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
            whose = addresses.look(uow, person_id)
        return self._show("letters_address", **{"whose": whose, "errors": {}, **values})

    def _show(self, template: str, **values: Any) -> str:
        return str(self.render(f"admin/{template}.html", **values))


def _beside() -> tuple[UUID | None, UUID | None]:
    return _an_id(request.args.get("before", "")), _an_id(request.args.get("after", ""))


def _an_id(text: str) -> UUID | None:
    """Return the id in an address; anything else is as if it were not there."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _back() -> ResponseReturnValue:
    """Return to the page the button stood on."""
    person_id = _an_id(request.form.get("person_id", ""))
    if person_id is not None:
        return redirect(url_for(".person", person_id=person_id))
    return redirect(url_for(".index", only=request.form.get("only") or None))
