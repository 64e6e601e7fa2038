"""実行 and what follows it: the question before, the letters on their way, 「取り消す」."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views.base import OfficeView
from mcollector.rules.errors import FieldRefused
from mcollector.rules.rights import Permission
from mcollector.services.letters import progress as letter_progress
from mcollector.services.rosters import preview as roster_preview
from mcollector.services.rosters import sending, undo, upload
from mcollector.services.rosters.preview import Preview
from mcollector.services.rosters.undo import UndoRefused
from mcollector.web import state
from mcollector.web.policies import Access, policy


class RunPages(OfficeView):
    """The pages of a roster from the question before 「実行」 on."""

    permission = Permission.ROSTER

    @expose("/<uuid:roster_id>/confirm", methods=("GET",))
    @policy(Access.STAFF, Permission.ROSTER)
    def confirm(self, roster_id: UUID) -> ResponseReturnValue:
        """Ask once more: a sent mail cannot be called back."""
        return self._ask(roster_id, only_good="good" in request.args, errors={})

    @expose("/<uuid:roster_id>/run", methods=("POST",))
    @policy(Access.STAFF, Permission.ROSTER)
    def run(self, roster_id: UUID) -> ResponseReturnValue:
        """「実行」: add everybody and queue their letters; a second press changes nothing."""
        only_good = "good" in request.form
        try:
            send_at = sending.time_of(_wanted_time(), state.toolbox().now())
        except FieldRefused as refused:
            errors = {"send_at": state.words(refused.sentence)}
            return self._ask(roster_id, only_good=only_good, errors=errors)
        try:
            with state.toolbox().work(state.actor()) as uow:
                upload.run(uow, roster_id, only_good=only_good, send_at=send_at)
        except FieldRefused as refused:
            flash(state.words(refused.sentence), "danger")
            return redirect(url_for(".preview", roster_id=roster_id))
        return redirect(url_for(".progress", roster_id=roster_id))

    @expose("/<uuid:roster_id>/progress", methods=("GET",))
    @policy(Access.STAFF, Permission.ROSTER)
    def progress(self, roster_id: UUID) -> ResponseReturnValue:
        """Show how many letters went; the page looks again by itself until all have ended."""
        with state.toolbox().read(state.actor()) as uow:
            outcome = upload.outcome(uow, roster_id)
            batch_id = outcome.batch_id
            progress = letter_progress.progress(uow, batch_id) if batch_id else None
            waits_until = sending.waits_until(uow, batch_id) if batch_id else None
            may_undo = outcome.added > 0 and undo.refusal(uow, roster_id) is None
        if outcome.is_undone or not outcome.added:
            flash(_undone() if outcome.is_undone else _nobody(), "message")
            return redirect(url_for("people.index_view"))
        going = progress is not None and progress.waiting > 0 and waits_until is None
        return str(
            self.render(
                "admin/rosters/progress.html",
                roster_id=roster_id,
                outcome=outcome,
                progress=progress,
                waits_until=waits_until,
                may_undo=may_undo,
                watching="stop" not in request.args and going,
            )
        )

    @expose("/<uuid:roster_id>/now", methods=("POST",))
    @policy(Access.STAFF, Permission.ROSTER)
    def send_now(self, roster_id: UUID) -> ResponseReturnValue:
        """Let the letters go that wait for their time."""
        with state.toolbox().work(state.actor()) as uow:
            sending.send_now(uow, roster_id)
        return redirect(url_for(".progress", roster_id=roster_id))

    @expose("/<uuid:roster_id>/undo", methods=("POST",))
    @policy(Access.STAFF, Permission.ROSTER)
    def undo(self, roster_id: UUID) -> ResponseReturnValue:
        """「取り消す」: everybody the list added goes, or a sentence says why they stay."""
        try:
            with state.toolbox().work(state.actor()) as uow:
                undo.undo(uow, roster_id)
        except UndoRefused as refused:
            flash(state.words(refused.sentence), "danger")
        return redirect(url_for(".progress", roster_id=roster_id))

    def _preview(self, roster_id: UUID) -> Preview | None:
        """Return how the file reads, None once it was run."""
        with state.toolbox().work(state.actor()) as uow:
            if upload.is_run(uow, roster_id):
                return None
            return roster_preview.preview(uow, roster_id)

    def _ask(
        self, roster_id: UUID, *, only_good: bool, errors: dict[str, str]
    ) -> ResponseReturnValue:
        preview = self._preview(roster_id)
        if preview is None or not (preview.can_run or (only_good and preview.new)):
            return redirect(url_for(".preview", roster_id=roster_id))
        page = self.render(
            "admin/rosters/confirm.html",
            preview=preview,
            only_good=only_good and bool(preview.parsed.errors),
            send=request.form.get("send", "now"),
            send_at=request.form.get("send_at", ""),
            errors=errors,
        )
        return str(page), 422 if errors else 200


def _wanted_time() -> str | None:
    """Return the day and time that was typed, None for 今すぐ."""
    return request.form.get("send_at", "") if request.form.get("send") == "later" else None


def _undone() -> str:
    return str(_("この名簿の登録は取り消しました。メールは送信していません。"))


def _nobody() -> str:
    return str(_("追加されたユーザーはいません（全員が登録済みでした）。"))
