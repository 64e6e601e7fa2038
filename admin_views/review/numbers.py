"""The number of a review: 「30秒表示」 and 「照合入力」, with the page's script or without."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin_views import forms
from admin_views.review.base import ReviewBase, answer, asks_json
from mcollector.rules.errors import FieldRefused, HeldByAnother
from mcollector.rules.rights import Permission
from mcollector.services.reviews import numbers
from mcollector.services.reviews.numbers import Comparison
from mcollector.web import state
from mcollector.web.policies import Access, policy

TYPED = "typed_"
"""A field of 照合入力 is called so, then by whose number it is."""


class ReviewNumbers(ReviewBase):
    """One number at a time; to the script it goes as JSON and never stands in the page."""

    @expose("/<uuid:person_id>/reveal", methods=("POST",))
    @policy(Access.STAFF, Permission.REVEAL)
    def reveal(self, person_id: UUID) -> ResponseReturnValue:
        """Show one number once; its line is written before."""
        owner_id = forms.required_id("number_of")
        try:
            with state.toolbox().work(state.actor()) as uow:
                number = numbers.reveal(uow, person_id, owner_id)
        except HeldByAnother as held:
            return self.show(person_id, held=held.sentence), 409
        if asks_json():
            return answer(number=number)
        return self.show(person_id, revealed={str(owner_id): number})

    @expose("/<uuid:person_id>/compare", methods=("POST",))
    @policy(Access.STAFF, Permission.REVIEW)
    def compare(self, person_id: UUID) -> ResponseReturnValue:
        """「照合入力」: compare what was read on the paper; the number is not shown."""
        return self.comparing(person_id, forms.required_id("compare_of"))

    def comparing(self, person_id: UUID, owner_id: UUID) -> ResponseReturnValue:
        """Compare what was typed for this number."""
        typed = request.form.get(f"{TYPED}{owner_id}", "")
        status = 200
        try:
            with state.toolbox().work(state.actor()) as uow:
                comparison = numbers.compare(uow, person_id, owner_id, typed)
        except FieldRefused as refused:
            comparison, status = Comparison(is_same=False, sentence=refused.sentence), 422
        except HeldByAnother as held:
            return self.show(person_id, held=held.sentence), 409
        if asks_json():
            return answer(
                status, same=comparison.is_same, sentence=state.words(comparison.sentence)
            )
        return self.show(person_id, compared=(owner_id, comparison)), status


def typed_into() -> UUID | None:
    """Return whose number was typed but not compared yet: the Enter key sends the whole form."""
    for name, value in request.form.items():
        if name.startswith(TYPED) and value.strip():
            return forms.parse_id(name.removeprefix(TYPED))
    return None
