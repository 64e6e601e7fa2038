"""What is done with the ticked people of ユーザー一覧: asked on a page of its own, then done."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_admin.actions import action
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from admin_views import forms
from mcollector.rules import deadlines
from mcollector.rules.errors import FormRefused
from mcollector.rules.rights import Deed, may
from mcollector.services import people_bulk
from mcollector.web import state

_DEEDS = {"remind": Deed.REMIND, "deadline": Deed.EDIT, "retire": Deed.RETIRE}


class PeopleActions:
    """The three things that can be done with several people; a part of the list's view."""

    render: Any

    def is_action_allowed(self, name: str) -> bool:
        """Tell whether the right covers what the action does."""
        return may(state.actor().right, _DEEDS[name])

    @action("remind", lazy_gettext("催促メールを一括送信"))
    def ask_remind(self, _ids: Sequence[str]) -> ResponseReturnValue:
        """Say who would get a reminder."""
        return self._ask("remind", forms.ids("rowid"))

    @action("deadline", lazy_gettext("締め切りを変更"))
    def ask_deadline(self, _ids: Sequence[str]) -> ResponseReturnValue:
        """Ask for the day."""
        return self._ask("deadline", forms.ids("rowid"))

    @action("retire", lazy_gettext("退職にする"))
    def ask_retire(self, _ids: Sequence[str]) -> ResponseReturnValue:
        """Say who would be retired."""
        return self._ask("retire", forms.ids("rowid"))

    @expose("/bulk/remind", methods=("POST",))
    def bulk_remind(self) -> ResponseReturnValue:
        """「送信」."""
        with state.toolbox().work(state.actor()) as uow:
            done = people_bulk.remind(uow, forms.ids("rowid"))
        return _told(_("%(n)d名に催促メールを送信しました。", n=len(done.taken)), done)

    @expose("/bulk/deadline", methods=("POST",))
    def bulk_deadline(self) -> ResponseReturnValue:
        """「変更」; what is no day of today or later is asked again."""
        ids = forms.ids("rowid")
        try:
            with state.toolbox().work(state.actor()) as uow:
                done = people_bulk.set_deadline(uow, ids, forms.a_date("deadline"))
        except FormRefused as refused:
            errors = {name: state.words(words) for name, words in refused.fields.items()}
            return self._ask("deadline", ids, errors)
        return _told(_("%(n)d名の締め切りを変更しました。", n=len(done.taken)), done)

    @expose("/bulk/retire", methods=("POST",))
    def bulk_retire(self) -> ResponseReturnValue:
        """「退職にする」."""
        with state.toolbox().work(state.actor()) as uow:
            done = people_bulk.retire(uow, forms.ids("rowid"))
        return _told(_("%(n)d名を退職にしました。", n=len(done.taken)), done)

    def _ask(
        self, name: str, ids: list[UUID], errors: dict[str, str] | None = None
    ) -> ResponseReturnValue:
        with state.toolbox().read(state.actor()) as uow:
            chosen = people_bulk.look(uow, _DEEDS[name], ids)
            today = deadlines.day(uow.now)
        if not chosen.asked:
            flash(_("ユーザーを選んでください。"), "danger")
            return redirect(url_for(".index_view"))
        shown = {"name": name, "chosen": chosen, "today": today, "errors": errors or {}}
        page = str(self.render("admin/people_bulk.html", typed=request.form, **shown))
        return page, 422 if errors else 200


def _told(words: str, done: people_bulk.Sorted) -> ResponseReturnValue:
    """Say what was done and go back to the list."""
    if done.left_out:
        words += _("%(n)d名は除外しました。", n=len(done.left_out))
    flash(words, "success" if done.taken else "warning")
    return redirect(url_for(".index_view"))
