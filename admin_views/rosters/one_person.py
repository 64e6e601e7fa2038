"""1名ずつ登録: one person by the rules of a list."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views.base import OfficeView
from mcollector.rules.errors import FormRefused
from mcollector.rules.rights import Permission
from mcollector.rules.text.numbers_in_text import hide_numbers
from mcollector.services.rosters import one_person
from mcollector.services.rosters.one_person import AlreadyThere, NewPerson
from mcollector.web import state
from mcollector.web.policies import Access, policy

TEXTS = ("mail", "family", "middle", "given")


class AddPages(OfficeView):
    """The form for one person."""

    permission = Permission.ROSTER

    @expose("/add", methods=("GET",))
    @policy(Access.STAFF, Permission.ROSTER)
    def add_page(self) -> str:
        """Show the empty form; the letter is ticked."""
        return self._form({}, {"invite": "1"})

    @expose("/add", methods=("POST",))
    @policy(Access.STAFF, Permission.ROSTER)
    def add(self) -> ResponseReturnValue:
        """Add the person, or show the form with everything that is wrong."""
        form = request.form
        texts = {name: form.get(name, "") for name in TEXTS}
        new = NewPerson(**texts, invite="invite" in form, shared="shared" in form)
        try:
            with state.toolbox().work(state.actor()) as uow:
                added = one_person.add(uow, new)
        except FormRefused as refused:
            errors = {name: state.words(sentence) for name, sentence in refused.fields.items()}
            asks = isinstance(refused, AlreadyThere) or new.shared
            return self._form(errors, form.to_dict(), asks_shared=asks), 422
        if not added.mail:
            return redirect(url_for("slips.ask", person_id=added.id))
        flash(_told(added.name, invited=new.invite), "success")
        return redirect(url_for(".add_page"))

    def _form(
        self, errors: dict[str, str], typed: dict[str, str], *, asks_shared: bool = False
    ) -> str:
        shown = {name: hide_numbers(value) for name, value in typed.items()}
        template = "admin/rosters/one_person.html"
        return str(self.render(template, errors=errors, typed=shown, asks_shared=asks_shared))


def _told(name: str, *, invited: bool) -> str:
    if invited:
        return str(_("%(name)sさんを登録しました。招待メールを送信します。", name=name))
    return str(_("%(name)sさんを登録しました。メールは送信していません。", name=name))
