"""アップロード: choose or paste a list, look at what it says, 「実行」, watch the letters go."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views.rosters.one_person import AddPages
from admin_views.rosters.run import RunPages
from mcollector.rules.errors import FieldRefused
from mcollector.rules.rights import Permission, may
from mcollector.rules.text.numbers_in_text import hide_numbers
from mcollector.services.rosters import preview as roster_preview
from mcollector.services.rosters import reading, upload
from mcollector.services.rosters.reading import MOST_COLUMNS, RosterGone
from mcollector.web import state
from mcollector.web.policies import Access, Body, policy

SHOWN_ROWS = 50
SHOWN_ERRORS = 100
COLUMN_WORDS = ("mail", "family", "given", "middle", "name", "ignore")


class RosterView(RunPages, AddPages):
    """The way from a file to invited people."""

    @expose("/", methods=("GET",))
    @policy(Access.STAFF, Permission.ROSTER)
    def index(self) -> str:
        """Show where to choose a file or to paste its lines."""
        return self._choose({})

    @expose("/", methods=("POST",))
    @policy(Access.STAFF, Permission.ROSTER, Body.ROSTER)
    def upload(self) -> ResponseReturnValue:
        """Keep the file sealed and show how it was understood; nobody is added yet."""
        file, pasted = request.files.get("file"), request.form.get("pasted", "")
        chosen = file is not None and bool(file.filename)
        if chosen and pasted.strip():
            return self._refuse(_("ファイルか貼り付けの、どちらか1つにしてください。"))
        if not chosen and not pasted.strip():
            return self._refuse(_("ファイルを選択してください。"))
        data = file.read() if chosen and file is not None else pasted.encode(errors="replace")
        encoding = request.form.get("encoding", "") if chosen else "utf-8"
        header = request.form.get("header", "")
        try:
            kept = reading.bytes_to_keep(state.toolbox(), data)
            with state.toolbox().work(state.actor()) as uow:
                roster_id = upload.upload(uow, kept, encoding=encoding, header=header)
        except FieldRefused as refused:
            return self._refuse(state.words(refused.sentence), "file" if chosen else "pasted")
        return redirect(url_for(".preview", roster_id=roster_id))

    @expose("/<uuid:roster_id>", methods=("GET",))
    @policy(Access.STAFF, Permission.ROSTER)
    def preview(self, roster_id: UUID) -> ResponseReturnValue:
        """Show the rows and whom they would add, or every error with its line."""
        preview = self._preview(roster_id)
        if preview is None:
            return redirect(url_for(".progress", roster_id=roster_id))
        template = "errors" if preview.parsed.errors else "preview"
        return str(
            self.render(
                f"admin/rosters/{template}.html",
                shown_rows=SHOWN_ROWS,
                shown_errors=SHOWN_ERRORS,
                shown_columns=MOST_COLUMNS,
                column_words=COLUMN_WORDS,
                preview=preview,
            )
        )

    @expose("/<uuid:roster_id>/columns", methods=("POST",))
    @policy(Access.STAFF, Permission.ROSTER)
    def columns(self, roster_id: UUID) -> ResponseReturnValue:
        """Read the file as the office says it is to be read."""
        chosen = [word for word in request.form.getlist("column") if word in COLUMN_WORDS]
        encoding, header = request.form.get("encoding", ""), request.form.get("header", "")
        try:
            with state.toolbox().work(state.actor()) as uow:
                upload.choose(uow, roster_id, columns=chosen, encoding=encoding, header=header)
        except FieldRefused as refused:
            flash(state.words(refused.sentence), "danger")
        return redirect(url_for(".preview", roster_id=roster_id))

    @expose("/<uuid:roster_id>/allow", methods=("POST",))
    @policy(Access.STAFF, Permission.ROSTER)
    def allow(self, roster_id: UUID) -> ResponseReturnValue:
        """Take people who share an address, or have none, as the office ticked."""
        with state.toolbox().work(state.actor()) as uow:
            upload.allow(uow, roster_id, request.form.getlist("allow"))
        return redirect(url_for(".preview", roster_id=roster_id))

    @expose("/<uuid:roster_id>/wrong", methods=("GET",))
    @policy(Access.STAFF, Permission.ROSTER)
    def wrong(self, roster_id: UUID) -> ResponseReturnValue:
        """Give the wrong lines as a file in the encoding of the text, or as CSV for a workbook."""
        with state.toolbox().work(state.actor()) as uow:
            data = roster_preview.wrong_lines(uow, roster_id)
        headers = {"Content-Disposition": 'attachment; filename="roster-errors.csv"'}
        return data, 200, {"Content-Type": "text/csv", **headers}

    def _choose(self, errors: dict[str, str]) -> str:
        may_print = may(state.actor().right, Permission.LETTERS)
        pasted = hide_numbers(request.form.get("pasted", ""))
        template = "admin/rosters/upload.html"
        return str(self.render(template, errors=errors, pasted=pasted, may_print=may_print))

    def _refuse(self, sentence: str, field: str = "file", status: int = 422) -> ResponseReturnValue:
        return self._choose({field: sentence}), status

    def _run_view(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        """Offer a new file where the old one was forgotten."""
        try:
            return super()._run_view(fn, *args, **kwargs)
        except RosterGone as gone:
            return self._refuse(state.words(gone.sentence), status=410)
