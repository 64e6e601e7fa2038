"""The made-up company: every state, lived through as a real one, on any day and at any hour."""

from collections import Counter
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from sqlalchemy import select

import app as entry
from mcollector import bootstrap
from mcollector.demo import company
from mcollector.demo.plots import FEWEST
from mcollector.demo.stage import set_up
from mcollector.images.refusals import ChildDied
from mcollector.rules.actor import Actor
from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.rules.rights import Right
from mcollector.rules.states import DocumentState, PersonState
from mcollector.services.audit import checkpoints, notes
from mcollector.services.people import list as people_list
from mcollector.services.people.query import PeopleQuery
from mcollector.services.reviews import numbers
from mcollector.store.accounts import Account
from mcollector.store.audit import AuditLine
from mcollector.store.companies import Company
from mcollector.store.documents import Document
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.store.submissions import Submission
from tests import factories
from tests.web.visitor import Visitor

pytestmark = [pytest.mark.one_house, pytest.mark.wide]

P = PersonState
WAITS_FOR_THE_EMPLOYEE = (P.INVITED_NOT_SENT, P.WAITING, P.DRAFTING, P.RETURNED)


@pytest.fixture(scope="module")
def filled(tmp_path_factory, new_database):
    """A home with the demo in it: its toolbox, what was drawn, what was shown."""
    folder = Path(tmp_path_factory.mktemp("demo"))
    url = new_database()
    drawn, told, asked = [], [], []

    def draw(slot, **facts):
        drawn.append((slot, facts))
        return bootstrap.draw(slot, **facts)

    def work_off(tools, *, reads_print):
        asked.append(reads_print)
        bootstrap.work_off(tools, reads_print=reads_print)

    with factories.closing(factories.toolbox_for(factories.config_for(folder, url))) as tools:
        shown = company.fill(tools, FEWEST, draw, work_off, told.append)
        with tools.read(Actor.system("test")) as uow:
            company_id = uow.first(select(Company.id))
        office = Actor(Actor.system("test").kind, company_id, right=Right.ADMIN, name="test")
        yield SimpleNamespace(
            tools=tools,
            drawn=drawn,
            told=told,
            asked=asked,
            shown=shown,
            company_id=company_id,
            office=office,
        )


def test_every_state_is_there_and_what_is_late_is_red(filled):
    with filled.tools.read(filled.office) as uow:
        rows = people_list.get_page(uow, PeopleQuery(size=100)).rows

    found = {(row.state, row.cue.red) for row in rows}
    late_too = (*WAITS_FOR_THE_EMPLOYEE, P.SUBMITTED)
    assert found == {(state, False) for state in P} | {(state, True) for state in late_too}
    assert [row.state for row in rows if row.bounced] == [P.INVITED_NOT_SENT]


def test_it_tells_how_far_it_is(filled):
    assert filled.told == sorted(filled.told)
    assert (filled.told[0] < 10, filled.told[-1]) == (True, 100)


def test_what_waits_for_a_review_was_read_and_nothing_else(filled):
    with filled.tools.read(filled.office) as uow:
        rows = people_list.get_page(uow, PeopleQuery(size=100)).rows

    assert filled.asked.count(True) == [row.state for row in rows].count(P.SUBMITTED)


def test_the_passwords_are_new_in_each_home(filled):
    passwords = {login.password for login in filled.shown.logins}

    assert len(passwords) == len(filled.shown.logins)
    assert all(len(password) == 19 for password in passwords)


def test_one_password_is_hashed_for_each_login(filled):
    with filled.tools.read(filled.office) as uow:
        with_password = select(Account.user_id).where(Account.password_hash.is_not(None))
        found = set(uow.scalars(with_password))

    assert found == {login.user_id for login in filled.shown.logins}


def test_the_papers_carry_the_digits_the_person_typed(filled):
    drawn = {(facts["name"], facts["number"]) for _slot, facts in filled.drawn}
    with filled.tools.read(filled.office) as uow:
        rows = uow.rows(
            select(
                Submission.id,
                Person.id.label("person_id"),
                Person.family,
                Person.middle,
                Person.given,
            ).join(Person, Person.id == Submission.person_id)
        )
    typed = set()
    for row in rows:
        with filled.tools.work(filled.office) as uow:
            name = " ".join(filter(None, (row.family, row.middle, row.given)))
            typed.add((name, numbers.reveal(uow, row.person_id, row.id)))

    assert len(typed) == 7
    assert typed == drawn


def test_every_photograph_went_through_the_real_child(filled):
    with filled.tools.read(filled.office) as uow:
        states = Counter(uow.scalars(select(Document.state)))

    assert states == {
        DocumentState.CLEAN: len(filled.drawn) - 3,
        DocumentState.RETURNED: 2,
        DocumentState.REPLACED: 1,
    }


def test_letters_lie_in_the_maildir_and_few_still_open_anything(filled):
    now = filled.tools.now()
    with filled.tools.read(filled.office) as uow:
        letters = uow.scalars(select(Letter))
        queued = {letter.id: letter.created_at for letter in letters}
    states = Counter(letter.state for letter in letters)
    living = [one for one in letters if one.secret_digest and not one.used_at]
    living = [one for one in living if one.valid_until > now]
    mails = list((filled.tools.config.home / "mail" / "new").iterdir())

    assert states.keys() == {
        LetterState.SENT,
        LetterState.RETRY,
        LetterState.FAILED,
        LetterState.VOID,
    }
    assert len(mails) == states[LetterState.SENT]
    assert all(now - queued[one.id] < timedelta(hours=72) for one in living)
    assert len(living) == 3


def test_nobody_is_written_to_again_before_most_of_a_day(filled):
    with filled.tools.read(filled.office) as uow:
        waiting = select(Letter.next_at).where(Letter.state == LetterState.RETRY)
        next_at = uow.first(waiting)

    assert next_at - filled.tools.now() > timedelta(hours=19)
    assert filled.tools.doorbell.rung == []


def test_every_login_opens_its_door_and_is_told_of_where_it_is_not_the_first(filled):
    app = entry.create_app(filled.tools, frozenset({"portal", "admin"}))
    with filled.tools.read(filled.office) as uow:
        been_in = set(
            uow.scalars(select(Account.user_id).where(Account.last_login_at.is_not(None)))
        )
    opened = {}
    for login in filled.shown.logins:
        answer = Visitor(app.test_client()).log_in(login.user_id, login.password)
        opened[login.title] = answer.location

    with filled.tools.read(filled.office) as uow:
        told = uow.scalars(select(Letter.id).where(Letter.kind == LetterKind.NEW_DEVICE))
    staff = [right.label for right in Right if right is not Right.MEMBER]
    assert opened == dict.fromkeys(staff, "/admin/") | {s.label: "/my/" for s in P}
    assert len(told) == len(been_in & {login.user_id for login in filled.shown.logins})


def test_the_log_is_whole_and_in_the_order_of_time(filled):
    with filled.tools.read(Actor.system("test")) as uow:
        public = notes.audit_key(uow)
    with filled.tools.read(filled.office) as uow:
        verdict = checkpoints.verify_log(uow, public)
        times = list(uow.scalars(select(AuditLine.at).order_by(AuditLine.seq)))

    assert verdict.fault is None
    assert times == sorted(times)
    assert timedelta(days=59) < filled.tools.now() - times[0] < timedelta(days=61)


@pytest.mark.parametrize("deaths", [0, 1, 2, 3])
def test_a_child_that_is_late_twice_costs_the_demo_nothing(tmp_path, deaths):
    moment, tried = datetime(2026, 12, 1, tzinfo=UTC), []

    def work_off(tools, *, reads_print):
        tried.append(tools.now())
        if len(tried) <= deaths:
            raise ChildDied("the child gave no answer in time")

    tools = factories.toolbox_for(factories.config_for(tmp_path, f"sqlite:///{tmp_path}/a.db"))
    with factories.closing(tools), pytest.raises(ChildDied) if deaths == 3 else nullcontext():
        set_up(tools, uuid4(), bootstrap.draw, work_off).play(moment, lambda: None)

    after = [moment + timedelta(minutes=2 * at) for at in range(3)]
    assert tried == after[: deaths + 1]
