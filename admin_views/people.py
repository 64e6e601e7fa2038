"""ユーザー一覧: the list with its red rows, and 「メール送信」."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from admin_views.base import ListView
from mcollector.rules.rights import Deed, may
from mcollector.services import people, reminders
from mcollector.services.people import SIZES, TABS, PeoplePage, PeopleQuery, PersonRow
from mcollector.services.reminders import TooSoon
from mcollector.web import state

SORTS = {"name": "name", "mail": "mail", "uploaded": "uploaded", "verified": "verified"}


class PeopleView(ListView):
    """Everybody of the company, late ones first."""

    deed = Deed.LIST
    list_template = "admin/people.html"
    column_list = ("name", "mail", "uploaded", "verified")
    column_sortable_list = ("name", "mail", "uploaded", "verified")
    column_labels = {  # noqa: RUF012 - Flask-Admin reads it
        "name": lazy_gettext("氏名"),
        "mail": lazy_gettext("メール"),
        "uploaded": lazy_gettext("アップロード日"),
        "verified": lazy_gettext("確認日"),
    }
    page_size = 20

    def get_list(
        self,
        page: int | None,
        sort_field: str | None,
        sort_desc: bool | None,  # noqa: FBT001 - Flask-Admin's signature
        search: str | None,
        _filters: Any,
        page_size: int | None = None,
    ) -> tuple[int, tuple[PersonRow, ...]]:
        """Return how many people were found and one page of them."""
        query = PeopleQuery(
            tab=_tab(),
            text=search or "",
            sort=SORTS.get(sort_field or "", "due"),
            desc=bool(sort_desc),
            page=(page or 0) + 1,
            size=page_size if page_size in SIZES else self.page_size,
        )
        with state.toolbox().read(state.actor()) as uow:
            found = people.page(uow, query)
        self._remember(found)
        return found.total, found.rows

    def _remember(self, found: PeoplePage) -> None:
        state.note("people_page", found)

    def render(self, template: str, **kwargs: Any) -> str:
        """Render with the tabs' counts and the tab's name beside Flask-Admin's arguments."""
        more = {
            "tab": _tab(),
            "found": state.noted("people_page"),
            "may_review": may(state.actor().right, Deed.REVIEW),
            "may_edit": may(state.actor().right, Deed.EDIT),
            "may_letters": may(state.actor().right, Deed.LETTERS),
        }
        return str(super().render(template, **more, **kwargs))

    def row_class(self, row: PersonRow) -> str:
        """Return "late" for a red row."""
        return "late" if row.cue.red else ""

    @expose("/remind/<uuid:person_id>", methods=("GET",))
    def remind_page(self, person_id: UUID) -> str:
        """Ask before the reminder goes, with what was sent before."""
        return self._ask(person_id)

    @expose("/remind/<uuid:person_id>", methods=("POST",))
    def remind(self, person_id: UUID) -> ResponseReturnValue:
        """Queue the reminder."""
        try:
            with state.toolbox().work(state.actor()) as uow:
                preview = reminders.preview(uow, person_id)
                reminders.remind(uow, person_id)
        except TooSoon:
            return self._ask(person_id), 422
        flash(_("%(name)sさんに催促メールを送信しました。", name=preview.name), "success")
        return redirect(url_for("people.index_view"))

    def _ask(self, person_id: UUID) -> str:
        with state.toolbox().read(state.actor()) as uow:
            preview = reminders.preview(uow, person_id)
        return str(self.render("admin/remind.html", preview=preview))


def _tab() -> str:
    tab = request.args.get("tab", "all")
    return tab if tab in TABS else "all"
