"""提出拒否 at the office's door: the course, one talk at a time, and the way back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views import forms
from admin_views.base import OfficeView
from mcollector.rules.deadlines import day
from mcollector.rules.errors import FormRefused, MoveRefused
from mcollector.rules.rights import Permission
from mcollector.services.editing import refusals
from mcollector.web import form_again, state
from mcollector.web.policies import Access, policy


class RefusalPages(OfficeView):
    """When the office explained what; the words are opened one at a time."""

    @expose("/<uuid:person_id>/refusal", methods=("GET",))
    @policy(Access.STAFF, Permission.EDIT)
    def refusal(self, person_id: UUID) -> str:
        """Show what was said so far, and the form for another talk."""
        return self._course(person_id)

    @expose("/<uuid:person_id>/refusal", methods=("POST",))
    @policy(Access.STAFF, Permission.EDIT)
    def note_refusal(self, person_id: UUID) -> ResponseReturnValue:
        """「経過を記録」; a refused page keeps what was typed."""
        key = forms.optional_id("key") or uuid4()
        try:
            with state.toolbox().work(state.actor()) as uow:
                refusals.add_note(uow, person_id, key, request.form)
        except FormRefused as refused:
            errors = {name: state.words(sentence) for name, sentence in refused.fields.items()}
            values = dict(form_again.typed_fields())
            return self._course(person_id, errors=errors, values=values, key=key), 422
        except MoveRefused as refused:
            flash(state.words(refused.sentence), "danger")
            return self._course(person_id, values=dict(form_again.typed_fields()), key=key), 409
        flash(_("経過を記録しました。"), "success")
        return redirect(url_for(".refusal", person_id=person_id))

    @expose("/<uuid:person_id>/refusal/read", methods=("POST",))
    @policy(Access.STAFF, Permission.EDIT)
    def read_refusal(self, person_id: UUID) -> ResponseReturnValue:
        """「読む」: show the words of one talk once; their line is written before."""
        note_id = forms.optional_id("note")
        with state.toolbox().work(state.actor()) as uow:
            refusals.load_course(uow, person_id)
            words = refusals.open_note(uow, person_id, note_id) if note_id else ""
        return self._course(person_id, words={note_id: words})

    @expose("/<uuid:person_id>/refusal/end", methods=("POST",))
    @policy(Access.STAFF, Permission.EDIT)
    def end_refusal(self, person_id: UUID) -> ResponseReturnValue:
        """「取り消す」."""
        with state.toolbox().work(state.actor()) as uow:
            refusals.take_back(uow, person_id)
        flash(_("提出拒否を取り消しました。今日から、もう一度提出を求めます。"), "success")
        return redirect(url_for(".refusal", person_id=person_id))

    def _course(self, person_id: UUID, **values: Any) -> str:
        with state.toolbox().read(state.actor()) as uow:
            course = refusals.load_course(uow, person_id)
        nothing: Mapping[str, str] = {}
        shown = {"errors": nothing, "values": nothing, "words": nothing, "key": uuid4(), **values}
        today = day(state.toolbox().now())
        return str(self.render("admin/editing/refusal.html", course=course, today=today, **shown))
