"""ユーザー一覧: the list with its red rows, and 「メール送信」."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_admin.model import BaseModelView
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from admin_views.base import ListView, generated
from admin_views.people import query as people_query
from admin_views.people.actions import PeopleActions
from admin_views.people.cells import RowMaker
from admin_views.people.paging import paging
from mcollector.rules.rights import Permission
from mcollector.rules.states import PersonState
from mcollector.services.people import columns
from mcollector.services.people import list as people_list
from mcollector.services.people.list import PeoplePage
from mcollector.services.people.query import SIZES
from mcollector.services.people.rows import PersonRow
from mcollector.services.reminders import by_hand
from mcollector.services.reminders.by_hand import TooSoon
from mcollector.web import state
from mcollector.web.policies import Access, policy


class PeopleView(PeopleActions, ListView):
    """Everybody of the company, late ones first.

    The last two columns are orders only: they stand in the choice of orders, not in the table.
    """

    permission = Permission.LIST
    list_template = "admin/people/list.html"
    column_list = ("name", "mail", "uploaded", "verified", "due", "registered")
    column_sortable_list = ("name", "uploaded", "verified", "due", "registered")
    column_labels = {  # noqa: RUF012 - Flask-Admin reads it
        "name": lazy_gettext("氏名"),
        "mail": lazy_gettext("メール"),
        "uploaded": lazy_gettext("アップロード日"),
        "verified": lazy_gettext("確認日"),
        "due": lazy_gettext("期限"),
        "registered": lazy_gettext("登録日"),
    }
    page_size = 20

    index_view = policy(Access.STAFF, Permission.LIST)(generated(BaseModelView.index_view))
    action_view = policy(Access.STAFF, Permission.LIST)(generated(BaseModelView.action_view))

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
        query = people_query.asked_for(
            sort_field,
            desc=bool(sort_desc),
            search=search,
            page=page or 0,
            size=page_size or self.page_size,
        )
        with state.toolbox().read(state.actor()) as uow:
            people_page = people_list.get_page(uow, query)
            state.remember("people_now", uow.now)
        self._remember(people_page)
        return people_page.total, people_page.rows

    def _remember(self, people_page: PeoplePage) -> None:
        state.remember("people_page", people_page)

    def render(self, template: str, **kwargs: Any) -> str:
        """Render with the tabs' counts and the pages beside Flask-Admin's arguments."""
        people_page = state.recall("people_page")
        more = {} if people_page is None else _list_values(people_page)
        return str(super().render(template, **more, **kwargs))

    @expose("/remind/<uuid:person_id>", methods=("GET",))
    @policy(Access.STAFF, Permission.REMIND)
    def remind_page(self, person_id: UUID) -> str:
        """Ask before the reminder goes, with what was sent before."""
        return self._ask_one(person_id)

    @expose("/remind/<uuid:person_id>", methods=("POST",))
    @policy(Access.STAFF, Permission.REMIND)
    def remind(self, person_id: UUID) -> ResponseReturnValue:
        """Queue the reminder."""
        try:
            with state.toolbox().work(state.actor()) as uow:
                preview = by_hand.preview(uow, person_id)
                by_hand.remind(uow, person_id)
        except TooSoon:
            return self._ask_one(person_id), 422
        flash(_("%(name)sさんに催促メールを送信しました。", name=preview.name), "success")
        return redirect(url_for("people.index_view"))

    @expose("/columns", methods=("POST",))
    @policy(Access.STAFF, Permission.LIST)
    def columns(self) -> ResponseReturnValue:
        """「表示する項目」: keep them for this account and show the same list again."""
        with state.toolbox().work(state.actor()) as uow:
            columns.choose(uow, request.form.getlist("column"))
        return redirect(people_query.address_in(request.form))

    def _ask_one(self, person_id: UUID) -> str:
        with state.toolbox().read(state.actor()) as uow:
            preview = by_hand.preview(uow, person_id)
        return str(self.render("admin/people/remind.html", preview=preview))


def _list_values(people_page: PeoplePage) -> dict[str, Any]:
    """Return what only the list shows."""
    rows = RowMaker(state.actor().right)
    return {
        "found": people_page,
        "now": state.recall("people_now"),
        "tab": people_query.tab(),
        "tab_titles": people_query.TITLES,
        "states": tuple(PersonState),
        "sizes": SIZES,
        "address": people_query.address,
        "paging": paging(people_page, people_query.address),
        "columns": columns.known(state.session().list_columns.split()),
        "titles": columns.TITLES,
        "cells": [rows.cells(row) for row in people_page.rows],
    }
