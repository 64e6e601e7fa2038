"""監査ログ: who did what to whom, for administrators and auditors; it never shows a value."""

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from flask import request, url_for
from flask_admin import expose
from flask_babel import gettext as _

from admin_views import forms
from admin_views.base import OfficeView
from mcollector.rules.audit import action_words
from mcollector.rules.deadlines import day
from mcollector.rules.rights import Permission, may
from mcollector.services.audit import lines, person
from mcollector.services.audit import standing as audit_standing
from mcollector.services.audit.lines import LogQuery
from mcollector.web import state
from mcollector.web.policies import Access, policy


class AuditLogView(OfficeView):
    """The company's log, narrowed by days, people and kinds of action."""

    permission = Permission.AUDIT
    stands_in_menu = False

    @expose("/")
    @policy(Access.STAFF, Permission.AUDIT)
    def index(self) -> str:
        """Show the lines, the newest first, and what the last signature says of them."""
        query = _query()
        with state.toolbox().read(state.actor()) as uow:
            page = lines.get_page(uow, query)
            staff = lines.staff(uow)
            standing = audit_standing.standing(uow)
            today = day(uow.now)
        return str(
            self.render(
                "admin/audit/log.html",
                page=page,
                staff=staff,
                standing=standing,
                query=query,
                kept=_kept(query),
                groups=action_words.GROUPS,
                presets=_presets(query, today),
            )
        )

    @expose("/person/<uuid:person_id>")
    @policy(Access.STAFF, Permission.AUDIT)
    def person(self, person_id: UUID) -> str:
        """履歴: show what was done with one person, the newest first."""
        before, after = forms.optional_line("before"), forms.optional_line("after")
        with state.toolbox().read(state.actor()) as uow:
            history = person.get_page(uow, person_id, before, after)
        may_edit = may(state.actor().right, Permission.EDIT)
        return str(self.render("admin/audit/history.html", history=history, may_edit=may_edit))


def _query() -> LogQuery:
    return LogQuery(
        group=request.args.get("group", ""),
        actor=forms.optional_id("actor"),
        subject=forms.optional_id("subject"),
        only_failed=request.args.get("only") == "failed",
        first=forms.optional_day("first"),
        last=forms.optional_day("last"),
        before=forms.optional_line("before"),
        after=forms.optional_line("after"),
    )


def _kept(query: LogQuery) -> dict[str, str]:
    """Return the query as arguments of an address, without the place in the log."""
    words = {
        "group": query.group,
        "actor": query.actor,
        "subject": query.subject,
        "only": "failed" if query.only_failed else "",
        "first": query.first,
        "last": query.last,
    }
    return {name: str(word) for name, word in words.items() if word}


def _presets(query: LogQuery, today: date) -> list[dict[str, object]]:
    """Return the tabs: everything, today, this month."""
    spans = (
        (_("すべて"), None),
        (_("今日"), today),
        (_("今月"), today.replace(day=1)),
    )
    return [
        {
            "text": text,
            "href": _address(replace(query, first=first, last=None)),
            "current": (query.first, query.last) == (first, None),
        }
        for text, first in spans
    ]


def _address(query: LogQuery) -> str:
    return f"{url_for('.index')}?{urlencode(_kept(query))}"
