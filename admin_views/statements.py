"""本人の申し出: refusals and wishes to change; their words are opened one at a time."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views.base import OfficeView
from mcollector.rules.rights import Permission
from mcollector.services.statements import change_requests, inbox
from mcollector.web import state
from mcollector.web.policies import Access, policy

NOTHING: Mapping[UUID, str] = {}


class StatementsView(OfficeView):
    """What still stands, and everything one person said."""

    permission = Permission.EDIT

    @expose("/")
    @policy(Access.STAFF, Permission.EDIT)
    def index(self) -> str:
        """Show what still stands, the oldest first."""
        with state.toolbox().read(state.actor()) as uow:
            waiting = inbox.waiting(uow)
        return str(self.render("admin/statements/list.html", waiting=waiting))

    @expose("/<uuid:person_id>", methods=("GET",))
    @policy(Access.STAFF, Permission.EDIT)
    def person(self, person_id: UUID) -> str:
        """Show when the person said what kind of thing; its words stay closed."""
        return self._render_page(person_id)

    @expose("/<uuid:person_id>", methods=("POST",))
    @policy(Access.STAFF, Permission.EDIT)
    def read(self, person_id: UUID) -> ResponseReturnValue:
        """「読む」: show the words of one statement once; their line is written before."""
        statement_id = _chosen()
        if statement_id is None:
            return self._render_page(person_id), 422
        with state.toolbox().work(state.actor()) as uow:
            words = inbox.open_statement(uow, person_id, statement_id)
        return self._render_page(person_id, {statement_id: words})

    @expose("/<uuid:person_id>/settle", methods=("POST",))
    @policy(Access.STAFF, Permission.EDIT)
    def settle(self, person_id: UUID) -> ResponseReturnValue:
        """「対応済みにする」."""
        with state.toolbox().work(state.actor()) as uow:
            change_requests.settle(uow, person_id)
        flash(_("対応済みにしました。"), "success")
        return redirect(url_for(".person", person_id=person_id))

    def _render_page(self, person_id: UUID, words: Mapping[UUID, str] = NOTHING) -> str:
        with state.toolbox().read(state.actor()) as uow:
            said = inbox.load_statements(uow, person_id)
        return str(self.render("admin/statements/person.html", said=said, words=words))


def _chosen() -> UUID | None:
    """Return the statement whose button was pressed; None for a value that is no id."""
    try:
        return UUID(request.form.get("statement", ""))
    except ValueError:
        return None
