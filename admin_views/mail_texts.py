"""メール文面: the company's words of each letter, with a preview beside them, as versions."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views.asked import a_version
from admin_views.base import OfficeView
from mcollector.rules import mail_texts as rules
from mcollector.rules.errors import FormRefused
from mcollector.rules.letters import LetterKind
from mcollector.rules.mail_texts import Wording
from mcollector.rules.mail_words import INITIAL
from mcollector.rules.rights import Deed
from mcollector.services import mail_texts
from mcollector.web import state


class MailTextsView(OfficeView):
    """The list of letters, and a page for the words of each."""

    deed = Deed.SETTINGS
    stands_in_menu = False

    @expose("/")
    def index(self) -> str:
        """Show every letter the company may word."""
        with state.toolbox().read(state.actor()) as uow:
            texts = mail_texts.all_now(uow)
        return str(self.render("admin/mail_texts.html", texts=texts))

    @expose("/edit", methods=("GET",))
    def page(self) -> ResponseReturnValue:
        """Show the letter's words, and how it looks with them."""
        kind = _kind(request.args.get("kind", ""))
        return redirect(url_for(".index")) if kind is None else self._page(kind, None, {})

    @expose("/edit", methods=("POST",))
    def update(self) -> ResponseReturnValue:
        """「プレビュー」 shows what was typed as a letter; 「更新」 keeps it as a version."""
        kind = _kind(request.form.get("kind", ""))
        if kind is None:
            return redirect(url_for(".index"))
        typed = Wording(request.form.get("subject", ""), request.form.get("body", ""))
        try:
            wording = rules.check(kind, typed.subject, typed.body)
            if "preview" in request.form:
                return self._page(kind, wording, {})
            self._keep(kind, wording)
        except FormRefused as refused:
            errors = {name: state.words(words) for name, words in refused.fields.items()}
            return self._page(kind, typed, errors), 422
        return redirect(url_for(".page", kind=kind.value))

    @expose("/initial", methods=("POST",))
    def initial(self) -> ResponseReturnValue:
        """「初期文面に戻す」: the house's words, as a new version."""
        kind = _kind(request.form.get("kind", ""))
        if kind is None:
            return redirect(url_for(".index"))
        try:
            self._keep(kind, INITIAL[kind])
        except FormRefused as refused:
            flash(state.words(refused.fields["body"]), "danger")
        return redirect(url_for(".page", kind=kind.value))

    def _keep(self, kind: LetterKind, wording: Wording) -> None:
        with state.toolbox().work(state.actor()) as uow:
            mail_texts.change(uow, kind, wording, a_version("number"))
        flash(_("メール文面を更新しました。"), "success")

    def _page(self, kind: LetterKind, typed: Wording | None, errors: dict[str, str]) -> str:
        """Show what was typed, or the newest words; the preview is of what may be sent."""
        with state.toolbox().read(state.actor()) as uow:
            now = mail_texts.look(uow, kind)
            shown = now.wording if errors or typed is None else typed
            known: dict[str, Any] = {
                "now": now,
                "typed": typed or now.wording,
                "preview": mail_texts.preview(uow, kind, shown),
                "versions": mail_texts.versions(uow, kind),
            }
        usable = rules.usable(kind)
        return str(self.render("admin/mail_text.html", errors=errors, usable=usable, **known))


def _kind(word: str) -> LetterKind | None:
    """Return the letter; None for what is none, or is the house's alone."""
    return next((kind for kind in rules.KINDS if kind.value == word), None)
