"""紙の招待状: who has no mail gets paper; each printing makes a new code."""

from uuid import UUID

import segno
from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views import forms
from admin_views.base import OfficeView
from mcollector.rules.rights import Deed
from mcollector.services import slips
from mcollector.services.slips import Slip
from mcollector.web import state


class SlipView(OfficeView):
    """The way to a printed invitation; it has no place in the menu of its own."""

    deed = Deed.LETTERS

    def is_visible(self) -> bool:
        """Stand behind アップロード, not in the menu."""
        return False

    @expose("/", methods=("GET",))
    def index(self) -> str:
        """Show everybody without a mail address who has not begun."""
        with state.toolbox().read(state.actor()) as uow:
            waiting = slips.waiting(uow)
        return str(self.render("admin/slip_choice.html", waiting=waiting))

    @expose("/", methods=("POST",))
    def print_many(self) -> ResponseReturnValue:
        """Print a slip for each of the ticked people."""
        chosen = forms.ids("person_id")[: slips.AT_ONCE]
        if not chosen:
            flash(_("印刷する人を選んでください。"), "danger")
            return redirect(url_for(".index"))
        return self._print(chosen)

    @expose("/<uuid:person_id>", methods=("GET",))
    def ask(self, person_id: UUID) -> str:
        """Say what printing does before it is done."""
        with state.toolbox().read(state.actor()) as uow:
            asked = slips.ask(uow, person_id)
        return str(self.render("admin/slip_ask.html", asked=asked))

    @expose("/<uuid:person_id>", methods=("POST",))
    def print_one(self, person_id: UUID) -> ResponseReturnValue:
        """Print a slip; its code is on this page and nowhere else."""
        return self._print([person_id])

    def _print(self, person_ids: list[UUID]) -> str:
        with state.toolbox().work(state.actor()) as uow:
            printed = slips.print_slips(uow, person_ids)
        pages = [(slip, _qr(slip)) for slip in printed]
        return str(self.render("admin/slip.html", pages=pages))


def _qr(slip: Slip) -> tuple[int, str]:
    """Return the QR code's size and its dark runs as an SVG path, the quiet zone included."""
    code = segno.make(slip.link, error="m", micro=False)
    rows = [bytes(row) for row in code.matrix_iter(border=4)]
    runs = (
        f"M{start} {y}h{end - start}v1H{start}z"
        for y, row in enumerate(rows)
        for start, end in _runs(row)
    )
    return len(rows), "".join(runs)


def _runs(row: bytes) -> list[tuple[int, int]]:
    edges = [
        x
        for x in range(len(row) + 1)
        if bool(row[x : x + 1].strip(b"\0")) != bool(x and row[x - 1])
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))
