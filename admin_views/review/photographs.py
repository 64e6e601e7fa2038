"""The photographs of a review: sent one by one, and kept as they were turned."""

from functools import partial
from uuid import UUID

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin_views import forms
from admin_views.review.base import ReviewBase, answer, asks_json
from mcollector.rules.rights import Permission
from mcollector.services.reviews import photographs
from mcollector.web import state
from mcollector.web.policies import Access, policy

TURNS = {"right": 1, "left": -1}
"""Quarters to the right, by the button's word."""


class ReviewPhotographs(ReviewBase):
    """One photograph at a time, for our own page only."""

    @expose("/photographs/<uuid:document_id>/<any(large, small, whole):size>")
    @policy(Access.STAFF, Permission.REVIEW)
    def photograph(self, document_id: UUID, size: str) -> Response:
        """Send one photograph after its line was written; it is never cached.

        Where nobody has to see the number it is covered, unless the whole one is asked for.
        It is drawn by our own pages or opened beside them, and by nothing else.
        """
        if not _is_for_a_page_of_ours():
            abort(404)
        with state.toolbox().work(state.actor()) as uow:
            content = photographs.see_photograph(uow, document_id, size)
        response = Response(content, mimetype="image/jpeg")
        response.headers["Content-Disposition"] = 'inline; filename="photograph.jpg"'
        return response

    @expose("/<uuid:person_id>/uncover", methods=("POST",))
    @policy(Access.STAFF, Permission.REVEAL)
    def uncover(self, person_id: UUID) -> str:
        """「番号の部分を見る」 without script: the page again, one photograph whole or none."""
        return self.show(person_id, whole=request.form.get("uncovered", type=UUID))

    @expose("/<uuid:person_id>/turn/<any(left, right):way>", methods=("POST",))
    @policy(Access.STAFF, Permission.REVIEW)
    def turn(self, person_id: UUID, way: str) -> ResponseReturnValue:
        """Turn one photograph by a quarter, for good: nobody has to turn it again."""
        action = partial(
            photographs.turn,
            person_id=person_id,
            document_id=forms.required_id("turned"),
            quarters=TURNS[way],
        )
        if (refused := self.attempt(person_id, action)) is not None:
            return refused
        return answer() if asks_json() else self.show(person_id)


def _is_for_a_page_of_ours() -> bool:
    """Judge by what browsers say of a request; older ones say nothing."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    place = request.headers.get("Sec-Fetch-Dest", "image")
    return site in ("same-origin", "none") and place in ("image", "document")
