"""アップロード: choose a file, look at what it says, 「実行」, watch the letters go."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views.base import OfficeView
from mcollector.rules.errors import FieldRefused
from mcollector.rules.rights import Deed
from mcollector.services import letter_states, rosters
from mcollector.services.roster_reading import MOST_COLUMNS
from mcollector.services.rosters import RosterGone
from mcollector.web import state

SHOWN_ROWS = 50
SHOWN_ERRORS = 100
COLUMN_WORDS = ("mail", "family", "given", "middle", "name", "ignore")


class RosterView(OfficeView):
    """The way from a text file to invited people."""

    deed = Deed.ROSTER

    @expose("/", methods=("GET",))
    def index(self) -> str:
        """Show where to choose a file."""
        return str(self.render("admin/roster_upload.html", errors={}))

    @expose("/", methods=("POST",))
    def upload(self) -> ResponseReturnValue:
        """Keep the file sealed and show how it was understood; nobody is added yet."""
        file = request.files.get("file")
        if file is None or not file.filename:
            return self._refuse(_("ファイルを選択してください。"))
        try:
            with state.toolbox().work(state.actor()) as uow:
                roster_id = rosters.upload(
                    uow,
                    file.read(),
                    encoding=request.form.get("encoding", ""),
                    header=request.form.get("header", ""),
                )
        except FieldRefused as refused:
            return self._refuse(state.words(refused.sentence))
        return redirect(url_for(".preview", roster_id=roster_id))

    @expose("/<uuid:roster_id>", methods=("GET",))
    def preview(self, roster_id: UUID) -> ResponseReturnValue:
        """Show the rows and whom they would add, or every error with its line."""
        with state.toolbox().work(state.actor()) as uow:
            is_run = rosters.is_run(uow, roster_id)
            preview = None if is_run else rosters.preview(uow, roster_id)
        if preview is None:
            return redirect(url_for(".progress", roster_id=roster_id))
        template = "roster_errors" if preview.parsed.errors else "roster_preview"
        return self._show(template, preview=preview)

    @expose("/<uuid:roster_id>/columns", methods=("POST",))
    def columns(self, roster_id: UUID) -> ResponseReturnValue:
        """Read the file as the office says it is to be read."""
        chosen = [word for word in request.form.getlist("column") if word in COLUMN_WORDS]
        encoding, header = request.form.get("encoding", ""), request.form.get("header", "")
        try:
            with state.toolbox().work(state.actor()) as uow:
                rosters.choose(uow, roster_id, columns=chosen, encoding=encoding, header=header)
        except FieldRefused as refused:
            flash(state.words(refused.sentence), "danger")
        return redirect(url_for(".preview", roster_id=roster_id))

    @expose("/<uuid:roster_id>/confirm", methods=("GET",))
    def confirm(self, roster_id: UUID) -> ResponseReturnValue:
        """Ask once more: a sent mail cannot be called back."""
        with state.toolbox().work(state.actor()) as uow:
            is_run = rosters.is_run(uow, roster_id)
            preview = None if is_run else rosters.preview(uow, roster_id)
        if preview is None or not preview.can_run:
            return redirect(url_for(".preview", roster_id=roster_id))
        return self._show("roster_confirm", preview=preview)

    @expose("/<uuid:roster_id>/run", methods=("POST",))
    def run(self, roster_id: UUID) -> ResponseReturnValue:
        """「実行」: add everybody and queue their letters; a second press changes nothing."""
        try:
            with state.toolbox().work(state.actor()) as uow:
                rosters.run(uow, roster_id)
        except FieldRefused as refused:
            flash(state.words(refused.sentence), "danger")
            return redirect(url_for(".preview", roster_id=roster_id))
        return redirect(url_for(".progress", roster_id=roster_id))

    @expose("/<uuid:roster_id>/progress", methods=("GET",))
    def progress(self, roster_id: UUID) -> ResponseReturnValue:
        """Show how many letters went; the page looks again by itself until all have ended."""
        with state.toolbox().read(state.actor()) as uow:
            batch_id = rosters.batch_of(uow, roster_id)
            progress = letter_states.progress(uow, batch_id) if batch_id else None
        if progress is None:
            flash(_("追加されたユーザーはいません（全員が登録済みでした）。"), "message")
            return redirect(url_for("people.index_view"))
        watching = "stop" not in request.args and progress.waiting > 0
        return self._show("roster_progress", progress=progress, watching=watching)

    def _show(self, template: str, **values: Any) -> str:
        return str(
            self.render(
                f"admin/{template}.html",
                shown_rows=SHOWN_ROWS,
                shown_errors=SHOWN_ERRORS,
                shown_columns=MOST_COLUMNS,
                column_words=COLUMN_WORDS,
                **values,
            )
        )

    def _refuse(self, sentence: str, status: int = 422) -> ResponseReturnValue:
        return self.render("admin/roster_upload.html", errors={"file": sentence}), status

    def _run_view(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        """Offer a new file where the old one was forgotten."""
        try:
            return super()._run_view(fn, *args, **kwargs)
        except RosterGone as gone:
            return self._refuse(state.words(gone.sentence), 410)
