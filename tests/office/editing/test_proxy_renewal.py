"""氏名・住所・番号の変更 after 済: a new generation, reviewed again; the former kept by itself."""

import pytest
from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import NotFound
from mcollector.rules.sealed import BoxKind, Purpose
from mcollector.rules.states import DocumentState, PersonState
from mcollector.services.reviews import decision
from mcollector.store.boxes import Box
from mcollector.store.documents import Document
from mcollector.store.submissions import Submission
from tests import factories
from tests.office import desk
from tests.office.editing.editing_page import path_of
from tests.office.editing.entering import NUMBER, Clerk

BEFORE = factories.number()


@pytest.fixture
def verified(tools, founded, person_id):
    desk.approve(tools, founded, person_id)
    return person_id


@pytest.fixture
def clerk(admin, verified):
    return Clerk(admin, verified)


def boxes(tools, founded, person_id):
    with tools.read(factories.admin_of(founded)) as uow:
        mine = select(Box.kind, Box.generation).where(Box.owner_id == person_id)
        return sorted(tuple(row) for row in uow.rows(mine))


def submissions_of(uow, person_id):
    mine = select(Submission).where(Submission.person_id == person_id)
    return list(uow.scalars(mine.order_by(Submission.made_at)))


def number_of(uow, row):
    return uow.open(row, "number", Purpose.REVIEW).decode()


def test_the_person_stays_verified_until_the_update(clerk, tools, founded, verified):
    clerk.begin(reason="changed")
    clerk.fill_profile(address="新しい町9")

    assert desk.person(tools, founded, verified).state is PersonState.VERIFIED


def test_a_changed_number_is_reviewed_again(clerk, tools, founded, verified, clock):
    clock.move(minutes=1)
    clerk.fill_in()

    answer = clerk.press_update()

    found = desk.person(tools, founded, verified)
    assert answer.location == path_of(verified)
    assert (found.state, found.verified_on) == (PersonState.SUBMITTED, None)
    assert found.due_on == desk.TODAY.replace(day=27)
    with tools.work(factories.admin_of(founded)) as uow:
        assert decision.open_review(uow, verified).can_act
        former, renewed = submissions_of(uow, verified)
        assert (number_of(uow, former), number_of(uow, renewed)) == (BEFORE, NUMBER)


def test_the_former_has_boxes_and_photographs_of_its_own(clerk, tools, founded, verified, clock):
    former = desk.newest(tools, founded, verified)
    clock.move(minutes=1)
    clerk.fill_in().press_update()

    assert boxes(tools, founded, verified) == [
        (BoxKind.NUMBER, 1),
        (BoxKind.NUMBER, 2),
        (BoxKind.PAPERS, 1),
        (BoxKind.PROFILE, 1),
        (BoxKind.PROFILE, 2),
    ]
    with tools.read(factories.admin_of(founded)) as uow:
        kept = select(Document.state).where(Document.submission_id == former.id)
        assert list(uow.scalars(kept)) == [DocumentState.CLEAN] * 2


def test_the_end_of_the_formers_box_ends_the_former_alone(clerk, tools, founded, verified, clock):
    clock.move(minutes=1)
    clerk.fill_in().press_update()
    admin = factories.admin_of(founded)

    with tools.work(admin) as uow:
        mine = select(Box).where(Box.owner_id == verified, Box.kind == BoxKind.NUMBER)
        first = uow.first(mine.where(Box.generation == 1))
        uow.record(Action.BOX_CREATED, row=first)
        uow.delete(first)

    with tools.work(admin) as uow:
        former, renewed = submissions_of(uow, verified)
        assert number_of(uow, renewed) == NUMBER
        with pytest.raises(NotFound):
            number_of(uow, former)
