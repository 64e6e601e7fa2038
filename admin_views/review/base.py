"""The page every part of the review comes back to; what was ticked stays ticked."""

from collections.abc import Callable, Mapping
from uuid import UUID, uuid4

from flask import Response, jsonify, make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from admin_views.base import OfficeView
from mcollector.rules.deadlines import day
from mcollector.rules.errors import FormRefused, HeldByAnother, MoveRefused
from mcollector.rules.review import methods
from mcollector.rules.review.methods import Manner
from mcollector.rules.review.return_reasons import REASONS
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import Sentence
from mcollector.services.reviews import decision
from mcollector.services.reviews.numbers import Comparison
from mcollector.services.reviews.return_preview import ReturnLetter
from mcollector.web import state
from mcollector.work.unit import UnitOfWork

REVIEW = "admin/review/page.html"
RETURN = "admin/review/return.html"
CANCEL = "admin/review/cancel.html"
PAGES = {"review": REVIEW, "return": RETURN}
"""The pages 「担当を代わる」 can go on with, by the word in its form."""

CARRIED = (
    "submission_id",
    "check",
    "status",
    "verified_on_year",
    "verified_on_month",
    "verified_on_day",
    "manner",
    "hired_by",
    "hired_on_year",
    "hired_on_month",
    "hired_on_day",
    "document",
    "comment",
    "memo",
)
"""What the page carries through 「担当を代わる」; a number that was typed is never among it."""


class ReviewBase(OfficeView):
    """What every part of the review stands on."""

    permission = Permission.REVIEW

    def show(
        self,
        person_id: UUID,
        template: str = REVIEW,
        *,
        errors: Mapping[str, Sentence] | None = None,
        revealed: Mapping[str, str] | None = None,
        compared: tuple[UUID, Comparison] | None = None,
        held: Sentence | None = None,
        overtaken: bool = False,
        letter: ReturnLetter | None = None,
        noted: bool = False,
        whole: UUID | None = None,
    ) -> str:
        """Return a page of the person's review, opened anew; a colleague's is for reading only."""
        with state.toolbox().work(state.actor()) as uow:
            page = decision.open_review(uow, person_id)
        fits = page.is_confirmed if template == CANCEL else page.can_act
        return str(
            self.render(
                template if fits else REVIEW,
                page=page,
                errors={name: state.words(sentence) for name, sentence in (errors or {}).items()},
                revealed=revealed or {},
                compared=compared,
                held=held,
                overtaken=overtaken,
                letter=letter,
                noted=noted,
                whole=whole if page.can_act else None,
                memo_key=uuid4(),
                **_sent_values(is_void=overtaken),
                then="return" if template == RETURN else "review",
                reasons=REASONS,
                manners=tuple(Manner),
                hire_papers=methods.papers_at_hire(),
                today=day(state.toolbox().now()),
            )
        )

    def attempt(
        self, person_id: UUID, action: Callable[[UnitOfWork], object], template: str = REVIEW
    ) -> ResponseReturnValue | None:
        """Do it in one unit; return the page that says why not, or None when it is done."""
        try:
            with state.toolbox().work(state.actor()) as uow:
                action(uow)
        except FormRefused as refused:
            return self.show(person_id, template, errors=refused.fields), 422
        except HeldByAnother as held:
            return self.show(person_id, template, held=held.sentence), 409
        except MoveRefused:
            return self.show(person_id, overtaken=True), 409
        return None


def _sent_values(*, is_void: bool) -> dict[str, object]:
    """Return what the request brought; a form that was overtaken is void."""
    return {
        "before": request.args.get("done", type=UUID),
        "paper": request.values.get("paper", 0, type=int),
        "form": MultiDict() if is_void else request.form,
        "carried": [] if is_void else _carried(),
    }


def _carried() -> list[tuple[str, str]]:
    names = [name for name in request.form if name in CARRIED or name.startswith("reason-")]
    return [(name, value) for name in names for value in request.form.getlist(name)]


def asks_json() -> bool:
    """Tell whether the page's own script asks; it shows the answer without a new page."""
    return request.headers.get("Accept") == "application/json"


def answer(status: int = 200, **values: object) -> Response:
    """Return the values for the page's own script."""
    return make_response(jsonify(values), status)
