"""代行入力: the pages of 証明書登録 at the office's door, with a reason and a notice."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import Admin, expose
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from admin_views import forms
from admin_views.base import OfficeView
from mcollector.rules.errors import FormRefused
from mcollector.rules.person.proxy_reasons import REASONS
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import Sentence
from mcollector.services.drafts import notices
from mcollector.services.editing import person
from mcollector.services.submissions import proxy_entry
from mcollector.services.submissions.submit import Receipt
from mcollector.web import errors, form_again, state
from mcollector.web.form import check, dependent_papers, dependents, photographs, profile
from mcollector.web.form.context import FormContext
from mcollector.web.policies import Access, Body, policy
from mcollector.work.unit import UnitOfWork

ELSEWHERE = {"menu": "page", "done": "page", "notice": "entry"}
"""What the form calls otherwise than this door."""


class EntryPages(OfficeView):
    """The form of one person, entered by a clerk; nothing entered is shown after 「更新」."""

    @expose("/<uuid:person_id>/entry", methods=("GET",))
    @policy(Access.STAFF, Permission.EDIT)
    def entry(self, person_id: UUID) -> str:
        """Ask why, and whether the purposes were told."""
        return self._ask_why(person_id, {}, {})

    @expose("/<uuid:person_id>/entry", methods=("POST",))
    @policy(Access.STAFF, Permission.EDIT)
    def begin_entry(self, person_id: UUID) -> ResponseReturnValue:
        """「代行入力を始める」."""
        context, typed = self._context(person_id), dict(form_again.typed_fields())
        try:
            with state.toolbox().work(context.actor) as uow:
                proxy_entry.begin(uow, forms.optional_id("notice"), request.form)
        except FormRefused as refused:
            return self._ask_why(person_id, typed, refused.fields), 422
        return context.go("profile")

    @expose("/<uuid:person_id>/entry/end", methods=("POST",))
    @policy(Access.STAFF, Permission.EDIT)
    def end_entry(self, person_id: UUID) -> ResponseReturnValue:
        """「代行入力をやめる」."""
        with state.toolbox().work(self._context(person_id).actor) as uow:
            proxy_entry.give_up(uow)
        flash(_("代行入力をやめました。入力した内容は消えました。"), "success")
        return redirect(url_for(".page", person_id=person_id))

    @expose("/<uuid:person_id>/entry/profile", methods=("GET",))
    @policy(Access.STAFF, Permission.EDIT)
    def profile(self, person_id: UUID) -> ResponseReturnValue:
        """個人情報の入力."""
        return profile.show_page(self._context(person_id))

    @expose("/<uuid:person_id>/entry/profile", methods=("POST",))
    @policy(Access.STAFF, Permission.EDIT)
    def save_profile(self, person_id: UUID) -> ResponseReturnValue:
        """Keep the fields."""
        return profile.save(self._context(person_id))

    @expose("/<uuid:person_id>/entry/photos", methods=("GET",))
    @policy(Access.STAFF, Permission.EDIT)
    def photos(self, person_id: UUID) -> ResponseReturnValue:
        """マイナンバーと写真."""
        return photographs.show_page(self._context(person_id))

    @expose("/<uuid:person_id>/entry/photos", methods=("POST",))
    @policy(Access.STAFF, Permission.EDIT, Body.PHOTOGRAPH)
    def save_photos(self, person_id: UUID) -> ResponseReturnValue:
        """Keep the number and the photographs."""
        return photographs.save(self._context(person_id))

    @expose("/<uuid:person_id>/entry/dependents/<int:position>", methods=("GET",))
    @policy(Access.STAFF, Permission.EDIT)
    def dependent(self, person_id: UUID, position: int) -> ResponseReturnValue:
        """扶養者: 0 is a new one."""
        return dependents.show_page(self._context(person_id), position)

    @expose("/<uuid:person_id>/entry/dependents/<int:position>", methods=("POST",))
    @policy(Access.STAFF, Permission.EDIT)
    def save_dependent(self, person_id: UUID, position: int) -> ResponseReturnValue:
        """Keep the dependent."""
        return dependents.save(self._context(person_id), position)

    @expose("/<uuid:person_id>/entry/dependents/<int:position>/remove", methods=("GET",))
    @policy(Access.STAFF, Permission.EDIT)
    def ask_remove(self, person_id: UUID, position: int) -> ResponseReturnValue:
        """Ask before the dependent is removed."""
        return dependents.ask_remove(self._context(person_id), position)

    @expose("/<uuid:person_id>/entry/dependents/<int:position>/remove", methods=("POST",))
    @policy(Access.STAFF, Permission.EDIT)
    def remove_dependent(self, person_id: UUID, position: int) -> ResponseReturnValue:
        """Remove the dependent."""
        return dependents.remove(self._context(person_id), position)

    @expose("/<uuid:person_id>/entry/dependents/<int:position>/papers", methods=("GET",))
    @policy(Access.STAFF, Permission.EDIT)
    def dependent_papers(self, person_id: UUID, position: int) -> ResponseReturnValue:
        """扶養者の証明書."""
        return dependent_papers.show_page(self._context(person_id), position)

    @expose("/<uuid:person_id>/entry/dependents/<int:position>/papers", methods=("POST",))
    @policy(Access.STAFF, Permission.EDIT, Body.PHOTOGRAPH)
    def save_dependent_papers(self, person_id: UUID, position: int) -> ResponseReturnValue:
        """Keep the dependent's photographs."""
        return dependent_papers.save(self._context(person_id), position)

    @expose("/<uuid:person_id>/entry/check", methods=("GET",))
    @policy(Access.STAFF, Permission.EDIT)
    def check(self, person_id: UUID) -> ResponseReturnValue:
        """確認: what will be sent."""
        return check.show_page(self._context(person_id))

    @expose("/<uuid:person_id>/entry/submit", methods=("POST",))
    @policy(Access.STAFF, Permission.EDIT)
    def submit(self, person_id: UUID) -> ResponseReturnValue:
        """「更新」 for the person, who is told of it."""
        made: list[Receipt] = []

        def make(uow: UnitOfWork, device_key: bytes, key: UUID | None) -> Receipt:
            made.append(proxy_entry.submit(uow, device_key, key))
            return made[-1]

        answer = check.submit(self._context(person_id), make)
        for receipt in made:
            words = _(
                "代行入力で提出しました（受付番号 %(n)s）。本人に知らせます。", n=receipt.number
            )
            flash(words, "success")
        return answer

    def create_blueprint(self, admin: Admin) -> Blueprint:
        """Answer a body that is too large with the page of the photographs."""
        blueprint: Blueprint = super().create_blueprint(admin)
        blueprint.register_error_handler(RequestEntityTooLarge, self._too_large)
        return blueprint

    def _too_large(self, error: RequestEntityTooLarge) -> ResponseReturnValue:
        if request.endpoint != f"{self.endpoint}.save_photos":
            return errors.show_http_error(error)
        return photographs.refuse_too_large(self._context((request.view_args or {})["person_id"]))

    def _context(self, person_id: UUID) -> FormContext:
        actor, layout = state.actor().entering_for(person_id), "admin/editing/proxy_layout.html"
        with state.toolbox().read(actor) as uow:
            name = person.get_page(uow, person_id).name
        return FormContext(actor, self.endpoint, layout, self.render, person_id, name, ELSEWHERE)

    def _ask_why(
        self, person_id: UUID, values: Mapping[str, str], sentences: Mapping[str, Sentence]
    ) -> str:
        with state.toolbox().read(self._context(person_id).actor) as uow:
            page, notice = person.get_page(uow, person_id), notices.current(uow)
        return self._with(
            "admin/editing/proxy_entry.html",
            page=page,
            notice=notice,
            values=values,
            reasons=REASONS,
            may_begin=proxy_entry.may_begin(page.state),
            errors={name: state.words(sentence) for name, sentence in sentences.items()},
        )

    def _with(self, template: str, **values: Any) -> str:
        return str(self.render(template, **values))
