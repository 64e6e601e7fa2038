"""What is done with the chosen people of ユーザー一覧: asked on a page of its own, then done.

Chosen are the ticked ones, or everybody the list's conditions find.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_admin.actions import action
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from admin_views import forms
from admin_views.people import query
from mcollector.rules import deadlines
from mcollector.rules.errors import FormRefused
from mcollector.rules.rights import Permission, may
from mcollector.services.editing import bulk, selection
from mcollector.services.editing.bulk import Sorted
from mcollector.services.editing.selection import Everyone, TooMany
from mcollector.web import state
from mcollector.web.policies import Access, policy
from mcollector.work.unit import UnitOfWork

_PERMISSIONS = {
    "remind": Permission.REMIND,
    "deadline": Permission.EDIT,
    "retire": Permission.RETIRE,
}

Work = Callable[[UnitOfWork, Sequence[UUID]], Sorted]


class PeopleActions:
    """The three things that can be done with several people; a part of the list's view."""

    render: Any

    def is_action_allowed(self, name: str) -> bool:
        """Tell whether the right covers what the action does."""
        return may(state.actor().right, _PERMISSIONS[name])

    @action("remind", lazy_gettext("催促メールを一括送信"))
    def ask_remind(self, _ids: Sequence[str]) -> ResponseReturnValue:
        """Say who would get a reminder."""
        return self._ask("remind", query.everyone())

    @action("deadline", lazy_gettext("締め切りを変更"))
    def ask_deadline(self, _ids: Sequence[str]) -> ResponseReturnValue:
        """Ask for the day."""
        return self._ask("deadline", query.everyone())

    @action("retire", lazy_gettext("退職にする"))
    def ask_retire(self, _ids: Sequence[str]) -> ResponseReturnValue:
        """Say who would be retired."""
        return self._ask("retire", query.everyone())

    @expose("/bulk/remind", methods=("POST",))
    @policy(Access.STAFF, Permission.REMIND)
    def bulk_remind(self) -> ResponseReturnValue:
        """「送信」."""
        return self._do("remind", bulk.remind)

    @expose("/bulk/deadline", methods=("POST",))
    @policy(Access.STAFF, Permission.EDIT)
    def bulk_deadline(self) -> ResponseReturnValue:
        """「変更」; what is no day of today or later is asked again."""
        day = forms.typed_date("deadline")
        return self._do("deadline", lambda uow, ids: bulk.set_deadline(uow, ids, day))

    @expose("/bulk/retire", methods=("POST",))
    @policy(Access.STAFF, Permission.RETIRE)
    def bulk_retire(self) -> ResponseReturnValue:
        """「退職にする」."""
        return self._do("retire", bulk.retire)

    def _do(self, name: str, work: Work) -> ResponseReturnValue:
        everyone = query.everyone()
        try:
            if everyone is not None:
                return self._do_all(name, work, everyone)
            with state.toolbox().work(state.actor()) as uow:
                done = work(uow, forms.required_ids("rowid"))
        except FormRefused as refused:
            errors = {field: state.words(words) for field, words in refused.fields.items()}
            return self._ask(name, everyone, errors=errors)
        _flash_done(name, len(done.taken), len(done.left_out))
        return redirect(url_for(".index_view"))

    def _do_all(self, name: str, work: Work, everyone: Everyone) -> ResponseReturnValue:
        """Do it to everybody found; ask again when they are not as many as the page said."""
        with state.toolbox().read(state.actor()) as uow:
            chosen = selection.preview(uow, _PERMISSIONS[name], everyone)
        if (chosen.asked, len(chosen.taken)) != _announced_counts():
            return self._ask(name, everyone, was=_announced_counts())
        taken, left_out = 0, len(chosen.left_out)
        for ids in selection.pieces(chosen):
            with state.toolbox().work(state.actor()) as uow:
                done = work(uow, ids)
            taken, left_out = taken + len(done.taken), left_out + len(done.left_out)
        rest = selection.rest(everyone, chosen)
        _flash_done(name, taken, 0 if rest else left_out)
        return self._ask(name, rest) if rest else redirect(url_for(".index_view"))

    def _ask(
        self,
        name: str,
        everyone: Everyone | None,
        *,
        errors: dict[str, str] | None = None,
        was: tuple[int, int] | None = None,
    ) -> ResponseReturnValue:
        try:
            with state.toolbox().read(state.actor()) as uow:
                chosen = _sort_chosen(uow, _PERMISSIONS[name], everyone)
                today = deadlines.day(uow.now)
        except TooMany as refused:
            return _go_back(state.words(refused.sentence))
        if not chosen.asked:
            return _go_back(_("ユーザーを選んでください。"))
        shown = {"name": name, "chosen": chosen, "today": today, "errors": errors or {}, "was": was}
        titles = query.TITLES
        values = {"everyone": everyone, "titles": titles, "typed": request.form}
        page = str(self.render("admin/people/bulk.html", **shown, **values))
        return page, 422 if errors else 409 if was else 200


def _sort_chosen(uow: UnitOfWork, permission: Permission, everyone: Everyone | None) -> Sorted:
    if everyone is None:
        return bulk.preview(uow, permission, forms.required_ids("rowid"))
    return selection.preview(uow, permission, everyone)


def _announced_counts() -> tuple[int, int]:
    """Return the two numbers the page showed: how many were found, and to how many it is done."""
    return forms.sent_version("asked"), forms.sent_version("taken")


def _go_back(words: str) -> ResponseReturnValue:
    flash(words, "danger")
    return redirect(url_for(".index_view"))


def _flash_done(name: str, taken: int, left_out: int) -> None:
    """Say what was done."""
    words = {
        "remind": _("%(n)d名に催促メールを送信しました。", n=taken),
        "deadline": _("%(n)d名の締め切りを変更しました。", n=taken),
        "retire": _("%(n)d名を退職にしました。", n=taken),
    }[name]
    if left_out:
        words += _("%(n)d名は除外しました。", n=left_out)
    flash(words, "success" if taken else "warning")
