"""紙の招待状: people without a mail address get paper; each printing makes a new code."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views import forms
from admin_views.base import OfficeView
from mcollector.rules.rights import Permission
from mcollector.services.deliveries import slips
from mcollector.web import qr, state
from mcollector.web.policies import Access, policy


class SlipView(OfficeView):
    """The way to a printed invitation; it has no place in the menu of its own."""

    permission = Permission.LETTERS
    stands_in_menu = False

    @expose("/", methods=("GET",))
    @policy(Access.STAFF, Permission.LETTERS)
    def index(self) -> str:
        """Show everybody without a mail address who has not begun."""
        with state.toolbox().read(state.actor()) as uow:
            waiting = slips.find_waiting(uow)
        return str(self.render("admin/slips/choice.html", waiting=waiting))

    @expose("/", methods=("POST",))
    @policy(Access.STAFF, Permission.LETTERS)
    def print_many(self) -> ResponseReturnValue:
        """Print a slip for each of the ticked people."""
        chosen = forms.required_ids("person_id")[: slips.AT_ONCE]
        if not chosen:
            flash(_("印刷する人を選んでください。"), "danger")
            return redirect(url_for(".index"))
        return self._print(chosen)

    @expose("/<uuid:person_id>", methods=("GET",))
    @policy(Access.STAFF, Permission.LETTERS)
    def ask(self, person_id: UUID) -> str:
        """Say what printing does before it is done."""
        with state.toolbox().read(state.actor()) as uow:
            asked = slips.load_recipient(uow, person_id)
        return str(self.render("admin/slips/ask.html", asked=asked))

    @expose("/<uuid:person_id>", methods=("POST",))
    @policy(Access.STAFF, Permission.LETTERS)
    def print_one(self, person_id: UUID) -> ResponseReturnValue:
        """Print a slip; its code is on this page and nowhere else."""
        return self._print([person_id])

    def _print(self, person_ids: list[UUID]) -> str:
        with state.toolbox().work(state.actor()) as uow:
            printed = slips.print_slips(uow, person_ids)
        pages = [(slip, qr.draw(slip.link)) for slip in printed]
        return str(self.render("admin/slips/paper.html", pages=pages))
