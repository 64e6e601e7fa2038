"""メール文面: the company's words of each letter, by language, with a preview, as versions."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views.base import OfficeView
from admin_views.forms import sent_version
from mcollector.rules.errors import FormRefused
from mcollector.rules.letters import texts as rules
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.letters.languages import WITH_SUBJECT, MailLanguage
from mcollector.rules.letters.texts import Wording
from mcollector.rules.letters.words_other import initial
from mcollector.rules.rights import Permission
from mcollector.services.letters import previews, trial_letters
from mcollector.services.letters import texts as mail_texts
from mcollector.web import state
from mcollector.web.policies import Access, policy


class MailTextsView(OfficeView):
    """The list of letters, and a page for the words of each, a language at a time."""

    permission = Permission.SETTINGS
    stands_in_menu = False

    @expose("/")
    @policy(Access.STAFF, Permission.SETTINGS)
    def index(self) -> str:
        """Show every letter the company may word."""
        with state.toolbox().read(state.actor()) as uow:
            texts = mail_texts.load_texts(uow)
        return str(self.render("admin/settings/mail_texts.html", texts=texts, fixed=rules.FIXED))

    @expose("/edit", methods=("GET",))
    @policy(Access.STAFF, Permission.SETTINGS)
    def page(self) -> ResponseReturnValue:
        """Show the letter's words, and how it looks with them."""
        text = _text(request.args)
        return redirect(url_for(".index")) if text is None else self._render_page(*text, None, {})

    @expose("/edit", methods=("POST",))
    @policy(Access.STAFF, Permission.SETTINGS)
    def update(self) -> ResponseReturnValue:
        """Show what was typed as a letter, send it as a test, or keep it as a version."""
        text = _text(request.form)
        if text is None:
            return redirect(url_for(".index"))
        kind, language = text
        typed = Wording(request.form.get("subject", ""), request.form.get("body", ""))
        try:
            wording = rules.check_texts(kind, typed.subject, typed.body, language)
            if "test" in request.form:
                self._test(kind, language, wording)
            if "test" in request.form or "preview" in request.form:
                return self._render_page(kind, language, wording, {})
            self._keep(kind, language, wording)
        except FormRefused as refused:
            errors = {name: state.words(words) for name, words in refused.fields.items()}
            return self._render_page(kind, language, typed, errors), 422
        return redirect(_address(kind, language))

    @expose("/initial", methods=("POST",))
    @policy(Access.STAFF, Permission.SETTINGS)
    def initial(self) -> ResponseReturnValue:
        """「初期文面に戻す」: the house's words, as a new version."""
        text = _text(request.form)
        if text is None:
            return redirect(url_for(".index"))
        kind, language = text
        try:
            self._keep(kind, language, initial(kind, language))
        except FormRefused as refused:
            flash(state.words(refused.fields["body"]), "danger")
        return redirect(_address(kind, language))

    def _keep(self, kind: LetterKind, language: MailLanguage, wording: Wording) -> None:
        with state.toolbox().work(state.actor()) as uow:
            mail_texts.change(uow, kind, wording, sent_version("number"), language)
        flash(_("メール文面を更新しました。"), "success")

    def _test(self, kind: LetterKind, language: MailLanguage, wording: Wording) -> None:
        with state.toolbox().work(state.actor()) as uow:
            mail = trial_letters.send(uow, kind, language, wording)
        words = _(
            "%(mail)sにテスト送信しました。数分で届きます。文面は「更新」を押すまで変わりません。",
            mail=mail,
        )
        flash(words, "success")

    def _render_page(
        self,
        kind: LetterKind,
        language: MailLanguage,
        typed: Wording | None,
        errors: dict[str, str],
    ) -> str:
        """Show what was typed, or the newest words; the preview is of what may be sent."""
        with state.toolbox().read(state.actor()) as uow:
            now = mail_texts.load_text(uow, kind, language)
            shown = now.wording if errors or typed is None else typed
            known: dict[str, Any] = {
                "now": now,
                "typed": typed or now.wording,
                "preview": previews.preview(uow, kind, language, shown),
                "versions": mail_texts.versions(uow, kind, language),
            }
        return str(
            self.render(
                "admin/settings/mail_text.html",
                errors=errors,
                usable=rules.usable_words(kind, language),
                languages=[(one, _address(kind, one)) for one in MailLanguage],
                with_subject=language is WITH_SUBJECT,
                **known,
            )
        )


def _text(asked: Mapping[str, str]) -> tuple[LetterKind, MailLanguage] | None:
    """Return the letter and the language, Japanese unless said; None for what is none.

    A letter of the house alone is none.
    """
    kinds = {kind.value: kind for kind in rules.KINDS}
    languages = {language.value: language for language in MailLanguage}
    kind = kinds.get(asked.get("kind", ""))
    language = languages.get(asked.get("language", WITH_SUBJECT.value))
    return None if kind is None or language is None else (kind, language)


def _address(kind: LetterKind, language: MailLanguage) -> str:
    """Return the page of the letter; Japanese needs no word for it."""
    more = None if language is WITH_SUBJECT else language.value
    return url_for("mail_texts.page", kind=kind.value, language=more)
