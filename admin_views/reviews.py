"""本人性確認: photographs beside the masked number, 済, 確認日, 差し戻し."""

from datetime import date
from uuid import UUID

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views.base import OfficeView
from mcollector.rules.deadlines import day
from mcollector.rules.errors import FormRefused
from mcollector.rules.return_reasons import REASONS
from mcollector.rules.rights import Deed
from mcollector.services import reviews
from mcollector.web import state


class ReviewView(OfficeView):
    """One person on one screen."""

    deed = Deed.REVIEW

    @expose("/")
    def index(self) -> ResponseReturnValue:
        """Open the next person who waits, or say that nobody does."""
        with state.toolbox().read(state.actor()) as uow:
            waiting = reviews.queue(uow)
        if not waiting:
            return str(self.render("admin/review_none.html"))
        return redirect(url_for(".page", person_id=waiting[0]))

    @expose("/<uuid:person_id>", methods=("GET",))
    def page(self, person_id: UUID) -> str:
        """Show the person's papers, and the number masked."""
        return self._page(person_id)

    @expose("/<uuid:person_id>/reveal", methods=("POST",))
    def reveal(self, person_id: UUID) -> str:
        """Show one number once; its line is written before."""
        with state.toolbox().work(state.actor()) as uow:
            number = reviews.reveal(uow, UUID(request.form["number_of"]))
        return self._page(person_id, revealed={request.form["number_of"]: number})

    @expose("/<uuid:person_id>", methods=("POST",))
    def update(self, person_id: UUID) -> ResponseReturnValue:
        """「更新」: 済 with its 確認日, when the server agrees that everything was seen."""
        form = request.form
        if form.get("status") != "done":
            return redirect(url_for(".page", person_id=person_id))
        try:
            with state.toolbox().work(state.actor()) as uow:
                reviews.approve(
                    uow,
                    person_id,
                    UUID(form["submission_id"]),
                    frozenset(form.getlist("check")),
                    _date(),
                )
        except FormRefused as refused:
            return self._page(person_id, errors=refused.fields), 422
        flash(_("証明書確認状況を「済」にしました。"), "success")
        return redirect(url_for("people.index_view"))

    @expose("/<uuid:person_id>/return", methods=("GET",))
    def return_page(self, person_id: UUID) -> str:
        """Ask which photograph is sent back, and why."""
        return self._page(person_id, template="admin/return.html")

    @expose("/<uuid:person_id>/return", methods=("POST",))
    def send_back(self, person_id: UUID) -> ResponseReturnValue:
        """「差し戻して送信」: one letter for all marked photographs."""
        form = request.form
        marks = [(UUID(one), form.get(f"reason-{one}", "")) for one in form.getlist("document")]
        try:
            with state.toolbox().work(state.actor()) as uow:
                reviews.send_back(
                    uow, person_id, UUID(form["submission_id"]), marks, form.get("comment", "")
                )
        except FormRefused as refused:
            page = self._page(person_id, errors=refused.fields, template="admin/return.html")
            return page, 422
        flash(_("差し戻しのメールを送信しました。"), "success")
        return redirect(url_for("people.index_view"))

    @expose("/photographs/<uuid:document_id>/<any(large, small):size>")
    def photograph(self, document_id: UUID, size: str) -> Response:
        """Send one photograph after its line was written; it is never cached."""
        with state.toolbox().work(state.actor()) as uow:
            content = reviews.see_photograph(uow, document_id, size)
        response = Response(content, mimetype="image/jpeg")
        response.headers["Content-Disposition"] = 'inline; filename="photograph.jpg"'
        return response

    def _page(
        self,
        person_id: UUID,
        *,
        errors: object = None,
        revealed: dict[str, str] | None = None,
        template: str = "admin/review.html",
    ) -> str:
        with state.toolbox().work(state.actor()) as uow:
            page = reviews.open_review(uow, person_id)
        return str(
            self.render(
                template,
                page=page,
                errors=errors or {},
                revealed=revealed or {},
                form=request.form,
                reasons=REASONS,
                today=day(state.toolbox().now()),
            )
        )


def _date() -> date:
    parts = [request.form.get(f"verified_on_{part}", "") for part in ("year", "month", "day")]
    try:
        year, month, day_ = (int(part) for part in parts)
        return date(year, month, day_)
    except ValueError:
        raise FormRefused({"verified_on": state.NO_DATE}) from None
