"""雇用状態: 内定, 就業中, 退職 - who may, what follows, and nothing twice."""

from datetime import date

import pytest
from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.rules.rights import Right
from mcollector.rules.states import PersonState
from mcollector.services.reviews import decision
from mcollector.store.letters import Letter
from tests import factories
from tests.office import desk
from tests.office.editing.editing_page import path_of
from tests.web.visitor import title


def take(visitor, person_id, step, **more):
    path = path_of(person_id, "/employment")
    asked = visitor.get(f"{path}?step={step}")
    return asked, visitor.post(path, {"step": step, **more})


def where(tools, founded, person_id):
    found = desk.person(tools, founded, person_id)
    return found.state, found.due_on


def letters_to(tools, founded, person_id):
    with tools.read(factories.admin_of(founded)) as uow:
        mine = select(Letter.kind, Letter.state).where(Letter.person_id == person_id)
        return [tuple(row) for row in uow.rows(mine.order_by(Letter.created_at))]


def test_an_offer_asks_for_nothing_until_the_day_of_hire(
    app, admin, tools, founded, other_id, clock
):
    asked, _ = take(admin, other_id, "offer")
    offered = where(tools, founded, other_id)
    clock.move(days=40)

    take(desk.sign_in(app, tools, founded), other_id, "hire", invite="1")

    assert title(asked) == "山田 太郎1さんを内定にする"
    assert offered == (PersonState.OFFERED, None)
    assert where(tools, founded, other_id) == (PersonState.INVITED_NOT_SENT, date(2027, 1, 6))
    assert letters_to(tools, founded, other_id) == [
        (LetterKind.INVITATION, LetterState.VOID),
        (LetterKind.INVITATION, LetterState.READY),
    ]


def test_who_leaves_is_white_and_asked_for_nothing(admin, tools, founded, other_id):
    asked, answer = take(admin, other_id, "retire")
    take(admin, other_id, "retire")

    assert (title(asked), answer.location) == ("山田 太郎1さんを退職にする", path_of(other_id))
    assert where(tools, founded, other_id) == (PersonState.RETIRED, None)
    assert letters_to(tools, founded, other_id) == [(LetterKind.INVITATION, LetterState.VOID)]
    assert len(desk.lines(tools, founded.company_id, Action.PERSON_MOVED)) == 1


def test_who_comes_back_begins_anew_and_without_a_letter_if_so_wished(
    app, admin, tools, founded, person_id, clock
):
    take(admin, person_id, "retire")
    clock.move(days=400)

    take(desk.sign_in(app, tools, founded), person_id, "rehire")

    found = desk.person(tools, founded, person_id)
    assert (found.state, found.uploaded_at) == (PersonState.INVITED_NOT_SENT, None)
    assert found.registered_at == clock()
    assert desk.newest(tools, founded, person_id) is not None
    assert len(letters_to(tools, founded, person_id)) == 1


def test_who_leaves_while_being_reviewed_is_not_approved(admin, tools, founded, person_id):
    submission = desk.newest(tools, founded, person_id)
    page = admin.get(f"/admin/reviews/{person_id}")
    take(admin, person_id, "retire")

    values = {"submission_id": str(submission.id), "status": "done"}
    answer = admin.post(f"/admin/reviews/{person_id}", values)

    assert page.status_code == 200
    assert answer.status_code == 409
    assert where(tools, founded, person_id) == (PersonState.RETIRED, None)
    with tools.work(factories.admin_of(founded)) as uow:
        assert not decision.open_review(uow, person_id).can_act


@pytest.mark.parametrize("step", ["hire", "rehire", "approve", "x", ""])
def test_a_step_that_is_not_there_is_refused_in_words(admin, tools, founded, other_id, step):
    before = where(tools, founded, other_id)

    asked, answer = take(admin, other_id, step)

    assert (asked.status_code, answer.status_code) == (302, 302)
    assert where(tools, founded, other_id) == before


def test_only_an_administrator_lets_somebody_leave(app, tools, founded, other_id):
    clerk = desk.sign_in(app, tools, founded, Right.DATA)

    asked, answer = take(clerk, other_id, "retire")

    assert (asked.status_code, answer.status_code) == (302, 403)
    assert "退職にする" not in clerk.get(path_of(other_id)).text
    assert "内定にする" in clerk.get(path_of(other_id)).text
    assert where(tools, founded, other_id)[0] is PersonState.INVITED_NOT_SENT
