"""会社設定: every section is a form of its own with its own 「更新」."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views.base import OfficeView
from admin_views.forms import sent_version
from mcollector.rules.errors import FormRefused
from mcollector.rules.letters import reminder_plan
from mcollector.rules.profile import company
from mcollector.rules.purposes import PURPOSES
from mcollector.rules.rights import Permission
from mcollector.services.company import settings_page
from mcollector.services.overview import digest
from mcollector.web import state
from mcollector.web.policies import Access, policy
from mcollector.work.unit import UnitOfWork


class SettingsView(OfficeView):
    """Contact, days, purposes, reminders and the morning's letter of the company."""

    permission = Permission.SETTINGS
    stands_in_menu = False

    @expose("/")
    @policy(Access.STAFF, Permission.SETTINGS)
    def index(self) -> str:
        """Show every section."""
        return self._render_page("", {})

    @expose("/contact", methods=("POST",))
    @policy(Access.STAFF, Permission.SETTINGS)
    def contact(self) -> ResponseReturnValue:
        """「更新」 of name and contact."""
        typed = {name: request.form.get(name, "") for name in company.CONTACT}
        return self._done(
            "contact",
            lambda uow: settings_page.change_contact(uow, typed, sent_version("version")),
        )

    @expose("/collecting", methods=("POST",))
    @policy(Access.STAFF, Permission.SETTINGS)
    def collecting(self) -> ResponseReturnValue:
        """「更新」 of days and papers."""
        return self._done(
            "collecting",
            lambda uow: settings_page.change_collecting(
                uow,
                request.form.get("late_days", ""),
                request.form.get("review_days", ""),
                card_back_only="card_back_only" in request.form,
                version=sent_version("version"),
            ),
        )

    @expose("/purposes", methods=("POST",))
    @policy(Access.STAFF, Permission.SETTINGS)
    def purposes(self) -> ResponseReturnValue:
        """「更新」 of the purposes: a new version of the notice."""
        codes = request.form.getlist("purposes")
        return self._done(
            "purposes", lambda uow: settings_page.publish(uow, codes, sent_version("number"))
        )

    @expose("/digest", methods=("POST",))
    @policy(Access.STAFF, Permission.SETTINGS)
    def digest(self) -> ResponseReturnValue:
        """「更新」 of the morning's letter."""
        hour = _hour("digest_hour", digest.HOURS)
        return self._done("digest", lambda uow: digest.set_hour(uow, hour))

    @expose("/reminding", methods=("POST",))
    @policy(Access.STAFF, Permission.SETTINGS)
    def reminding(self) -> ResponseReturnValue:
        """「更新」 of the plan of reminders."""
        return self._done(
            "reminding",
            lambda uow: settings_page.change_reminding(
                uow,
                _hour("remind_hour", reminder_plan.HOURS),
                request.form.get("remind_days", ""),
                request.form.get("remind_most", ""),
                version=sent_version("version"),
            ),
        )

    @expose("/openings", methods=("POST",))
    @policy(Access.STAFF, Permission.SETTINGS)
    def openings(self) -> ResponseReturnValue:
        """「更新」 of how many people somebody may open a day."""
        most, version = request.form.get("open_most", ""), sent_version("version")
        return self._done(
            "openings", lambda uow: settings_page.change_openings(uow, most, version=version)
        )

    def _done(self, section: str, action: Callable[[UnitOfWork], None]) -> ResponseReturnValue:
        """Do it; show what was wrong in its section, with what was typed."""
        try:
            with state.toolbox().work(state.actor()) as uow:
                action(uow)
        except FormRefused as refused:
            errors = {name: state.words(words) for name, words in refused.fields.items()}
            return self._render_page(section, errors), 422
        flash(_("会社設定を更新しました。"), "success")
        return redirect(url_for(".index"))

    def _render_page(self, section: str, errors: dict[str, str]) -> str:
        with state.toolbox().read(state.actor()) as uow:
            settings = settings_page.load_settings(uow)
        values: dict[str, Any] = {
            "settings": settings,
            "chosen": [one.code for one in PURPOSES if one.title in settings.notice.purposes],
        }
        if section == "purposes":
            values["chosen"] = request.form.getlist("purposes")
        typed = request.form if section else {}
        return str(
            self.render(
                "admin/settings/company.html",
                section=section,
                errors=errors,
                typed=typed,
                purposes=PURPOSES,
                hours=digest.HOURS,
                remind_hours=reminder_plan.HOURS,
                **values,
            )
        )


def _hour(field: str, hours: range) -> int | None:
    """Return the chosen hour; what is none is 「送らない」."""
    word = request.form.get(field, "")
    return next((one for one in hours if str(one) == word), None)
