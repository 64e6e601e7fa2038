"""ユーザーの編集: one person's page - the fields, 雇用状態, and two clerks at once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views import forms
from admin_views.editing.proxy_entry import EntryPages
from admin_views.editing.refusals import RefusalPages
from mcollector.rules.errors import EditConflict, FormRefused, MoveRefused
from mcollector.rules.person import editing, employment
from mcollector.rules.review.marks import has_number
from mcollector.rules.rights import Permission, may
from mcollector.rules.states import Step
from mcollector.services.editing import employment as editing_employment
from mcollector.services.editing import person
from mcollector.services.editing.person import EditPage, MailHeld
from mcollector.services.staff import links as staff_links
from mcollector.services.submissions import proxy_entry
from mcollector.web import state
from mcollector.web.policies import Access, policy

NOTHING: Mapping[str, str] = {}


class EditingView(EntryPages, RefusalPages):
    """The page the list's names lead to; it stands in no menu, for it is always somebody's."""

    permission = Permission.EDIT
    stands_in_menu = False

    def __init__(self, **named: Any) -> None:
        self._default_view = "page"  # there is no page of nobody
        super().__init__(**named)

    @expose("/<uuid:person_id>", methods=("GET",))
    @policy(Access.STAFF, Permission.EDIT)
    def page(self, person_id: UUID) -> str:
        """Show the person as they are now."""
        page = _load_page(person_id)
        return self._show(page, page.values)

    @expose("/<uuid:person_id>", methods=("POST",))
    @policy(Access.STAFF, Permission.EDIT)
    def update(self, person_id: UUID) -> ResponseReturnValue:
        """「更新」: what was typed stays, refused or overtaken."""
        typed, known = _typed(), _known()
        try:
            with state.toolbox().work(state.actor()) as uow:
                person.update(uow, person_id, typed, known, shared="shared" in request.form)
        except EditConflict as conflict:
            mine, theirs = _without_numbers(typed), conflict.theirs or _load_page(person_id).values
            return self._overtaken(person_id, mine, known, theirs), 409
        except FormRefused as refused:
            errors = {name: state.words(sentence) for name, sentence in refused.fields.items()}
            held = isinstance(refused, MailHeld) or "shared" in request.form
            again = {"errors": errors, "held": held, "known": known}
            return self._show(_load_page(person_id), _without_numbers(typed), **again), 422
        flash(_("更新しました。"), "success")
        return redirect(url_for(".page", person_id=person_id))

    @expose("/<uuid:person_id>/entry/read", methods=("POST",))
    @policy(Access.STAFF, Permission.EDIT)
    def read_entry(self, person_id: UUID) -> str:
        """「読む」: show why a clerk entered, once; its line is written before."""
        page, entry_id = _load_page(person_id), forms.optional_id("entry")
        with state.toolbox().work(self._context(person_id).actor) as uow:
            words = proxy_entry.open_words(uow, entry_id) if entry_id else ""
        return self._show(page, page.values, words={entry_id: words})

    @expose("/<uuid:person_id>/employment", methods=("GET",))
    @policy(Access.STAFF, Permission.EDIT)
    def ask_employment(self, person_id: UUID) -> ResponseReturnValue:
        """Say what the step means before it is taken."""
        page, step = _load_page(person_id), _step()
        if step not in page.steps:
            return redirect(url_for(".page", person_id=person_id))
        values = {"page": page, "step": step, "words": employment.WORDS[step]}
        consequence = employment.CONSEQUENCES[step]
        return str(self.render("admin/editing/employment.html", **values, consequence=consequence))

    @expose("/<uuid:person_id>/employment", methods=("POST",))
    @policy(Access.STAFF, Permission.EDIT)
    def employment(self, person_id: UUID) -> ResponseReturnValue:
        """「退職にする」 and its like."""
        step, invite = _step(), "invite" in request.form
        try:
            with state.toolbox().work(state.actor()) as uow:
                editing_employment.change(uow, person_id, step, invite=invite)
        except MoveRefused as refused:
            flash(state.words(refused.sentence), "danger")
        else:
            flash(_("更新しました。"), "success")
        return redirect(url_for(".page", person_id=person_id))

    def _overtaken(
        self,
        person_id: UUID,
        typed: Mapping[str, str],
        known: Mapping[str, str],
        theirs: Mapping[str, str],
    ) -> str:
        """Show both values of every field that differs; what one clerk alone changed is taken."""
        merged = {
            name: theirs[name] if typed[name] == known.get(name, "") else typed[name]
            for name in editing.FIELDS
        }
        both = [(name, theirs[name], typed[name]) for name in editing.FIELDS]
        differing = [one for one in both if one[1] != one[2]]
        return self._show(_load_page(person_id), merged, conflict=differing)

    def _show(self, page: EditPage, values: Mapping[str, str], **more: Any) -> str:
        with state.toolbox().read(self._context(page.person_id).actor) as uow:
            entries, is_entering = proxy_entry.history(uow), proxy_entry.is_open(uow)
            may_link = may(uow.actor.right, Permission.STAFF)
            links = staff_links.load_links(uow, page.person_id) if may_link else None
        shown = {
            "errors": NOTHING,
            "known": page.values,
            "conflict": (),
            "held": False,
            "words": {},
            **more,
        }
        return str(
            self.render(
                "admin/editing/person.html",
                page=page,
                values=values,
                titles=editing.TITLES,
                employment=employment.employment_of(page.state),
                step_words=employment.WORDS,
                entries=entries,
                is_entering=is_entering,
                links=links,
                may_see_log=may(state.actor().right, Permission.AUDIT),
                may_begin=proxy_entry.may_begin(page.state),
                may_letters=may(state.actor().right, Permission.LETTERS),
                may_review=may(state.actor().right, Permission.REVIEW),
                **shown,
            )
        )


def _load_page(person_id: UUID) -> EditPage:
    with state.toolbox().read(state.actor()) as uow:
        return person.get_page(uow, person_id)


def _typed() -> dict[str, str]:
    """Return the fields as typed; a field that was not on the page keeps its known value."""
    fields = {name: request.form[name] for name in editing.FIELDS if name in request.form}
    if "deadline_year" in request.form:
        fields["deadline"] = editing.deadline_of(request.form)
    return {**_known(), **fields}


def _without_numbers(typed: Mapping[str, str]) -> dict[str, str]:
    """Return what may be shown in a page again: a field with a My Number in it is emptied."""
    return {name: "" if has_number(value) else value for name, value in typed.items()}


def _known() -> dict[str, str]:
    return {name: request.form.get(f"known_{name}", "") for name in editing.FIELDS}


def _step() -> Step | None:
    try:
        return Step(request.values.get("step", ""))
    except ValueError:
        return None
