"""アップロード: choose a file, look at what it says, 「実行」, watch the letters go."""

from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views.base import OfficeView
from mcollector.rules.errors import FieldRefused
from mcollector.rules.rights import Deed
from mcollector.services import letter_states, rosters
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
            preview = rosters.preview(uow, roster_id)
        if preview.state == "run":
            return redirect(url_for(".progress", roster_id=roster_id))
        template = "roster_errors" if preview.parsed.errors else "roster_preview"
        return str(
            self.render(
                f"admin/{template}.html",
                preview=preview,
                shown_rows=SHOWN_ROWS,
                shown_errors=SHOWN_ERRORS,
                column_words=COLUMN_WORDS,
            )
        )

    @expose("/<uuid:roster_id>/columns", methods=("POST",))
    def columns(self, roster_id: UUID) -> ResponseReturnValue:
        """Read the file as the office says it is to be read."""
        chosen = [word for word in request.form.getlist("column") if word in COLUMN_WORDS]
        with state.toolbox().work(state.actor()) as uow:
            rosters.choose(
                uow,
                roster_id,
                columns=chosen,
                encoding=request.form.get("encoding", ""),
                header=request.form.get("header", ""),
            )
        return redirect(url_for(".preview", roster_id=roster_id))

    @expose("/<uuid:roster_id>/confirm", methods=("GET",))
    def confirm(self, roster_id: UUID) -> ResponseReturnValue:
        """Ask once more: a sent mail cannot be called back."""
        with state.toolbox().work(state.actor()) as uow:
            preview = rosters.preview(uow, roster_id)
        if not preview.can_run:
            return redirect(url_for(".preview", roster_id=roster_id))
        return str(self.render("admin/roster_confirm.html", preview=preview))

    @expose("/<uuid:roster_id>/run", methods=("POST",))
    def run(self, roster_id: UUID) -> ResponseReturnValue:
        """「実行」: add everybody and queue their letters; a second press changes nothing."""
        with state.toolbox().work(state.actor()) as uow:
            rosters.run(uow, roster_id)
        return redirect(url_for(".progress", roster_id=roster_id))

    @expose("/<uuid:roster_id>/progress", methods=("GET",))
    def progress(self, roster_id: UUID) -> str:
        """Show how many letters went; the page looks again by itself until all have ended."""
        with state.toolbox().read(state.actor()) as uow:
            progress = letter_states.progress(uow, rosters.batch_of(uow, roster_id))
        return str(
            self.render(
                "admin/roster_progress.html",
                progress=progress,
                watching="stop" not in request.args and progress.waiting > 0,
            )
        )

    def _refuse(self, sentence: str) -> ResponseReturnValue:
        return self.render("admin/roster_upload.html", errors={"file": sentence}), 422
