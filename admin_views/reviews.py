"""本人性確認: photographs beside the masked number, 済, 確認日, 差し戻し."""

from collections.abc import Mapping
from uuid import UUID

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from admin_views import forms
from admin_views.base import OfficeView
from mcollector.rules.deadlines import day
from mcollector.rules.errors import FormRefused, MoveRefused
from mcollector.rules.return_reasons import REASONS
from mcollector.rules.rights import Deed
from mcollector.rules.sentences import Sentence, say
from mcollector.services import reviews
from mcollector.web import state

NOT_DONE = say(
    "証明書確認状況を「済」にしてから「更新」を押してください。まだ何も変わっていません。"
)


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
        owner_id = forms.an_id("number_of")
        with state.toolbox().work(state.actor()) as uow:
            number = reviews.reveal(uow, person_id, owner_id)
        return self._page(person_id, revealed={str(owner_id): number})

    @expose("/<uuid:person_id>", methods=("POST",))
    def update(self, person_id: UUID) -> ResponseReturnValue:
        """「更新」: 済 with its 確認日, when the server agrees that everything was seen."""
        if request.form.get("status") != "done":
            return self._page(person_id, errors={"status": NOT_DONE}), 422
        checks = frozenset(request.form.getlist("check"))
        form = (forms.an_id("submission_id"), checks, forms.a_date("verified_on"))
        try:
            with state.toolbox().work(state.actor()) as uow:
                reviews.approve(uow, person_id, *form)
        except FormRefused as refused:
            return self._page(person_id, errors=refused.fields), 422
        except MoveRefused:
            return self._page(person_id, overtaken=True), 409
        flash(_("証明書確認状況を「済」にしました。"), "success")
        return redirect(url_for("people.index_view"))

    @expose("/<uuid:person_id>/return", methods=("GET",))
    def return_page(self, person_id: UUID) -> str:
        """Ask which photograph is sent back, and why."""
        return self._page(person_id, template="admin/return.html")

    @expose("/<uuid:person_id>/return", methods=("POST",))
    def send_back(self, person_id: UUID) -> ResponseReturnValue:
        """「差し戻して送信」: one letter for all marked photographs."""
        marks = [(one, request.form.get(f"reason-{one}", "")) for one in forms.ids("document")]
        form = (forms.an_id("submission_id"), marks, request.form.get("comment", ""))
        try:
            with state.toolbox().work(state.actor()) as uow:
                reviews.send_back(uow, person_id, *form)
        except FormRefused as refused:
            page = self._page(person_id, errors=refused.fields, template="admin/return.html")
            return page, 422
        except MoveRefused:
            return self._page(person_id, overtaken=True), 409
        flash(_("差し戻しのメールを送信しました。"), "success")
        return redirect(url_for("people.index_view"))

    @expose("/photographs/<uuid:document_id>/<any(large, small):size>")
    def photograph(self, document_id: UUID, size: str) -> Response:
        """Send one photograph after its line was written; it is never cached.

        It is drawn by our own pages or opened beside them, and by nothing else (security §7).
        """
        if not _is_for_a_page_of_ours():
            abort(404)
        with state.toolbox().work(state.actor()) as uow:
            content = reviews.see_photograph(uow, document_id, size)
        response = Response(content, mimetype="image/jpeg")
        response.headers["Content-Disposition"] = 'inline; filename="photograph.jpg"'
        return response

    def _page(
        self,
        person_id: UUID,
        *,
        errors: Mapping[str, Sentence] | None = None,
        revealed: Mapping[str, str] | None = None,
        overtaken: bool = False,
        template: str = "admin/review.html",
    ) -> str:
        with state.toolbox().work(state.actor()) as uow:
            page = reviews.open_review(uow, person_id)
        return str(
            self.render(
                template if page.can_act else "admin/review.html",
                page=page,
                errors={name: state.words(one) for name, one in (errors or {}).items()},
                revealed=revealed or {},
                overtaken=overtaken,
                paper=request.args.get("paper", 0, type=int),
                form=MultiDict() if overtaken else request.form,
                reasons=REASONS,
                today=day(state.toolbox().now()),
            )
        )


def _is_for_a_page_of_ours() -> bool:
    """Judge by what browsers say of a request; older ones say nothing."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    place = request.headers.get("Sec-Fetch-Dest", "image")
    return site in ("same-origin", "none") and place in ("image", "document")
