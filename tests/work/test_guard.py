"""The session is the law: every query is of one company, every change is recorded."""

from uuid import uuid4

import pytest
from sqlalchemy import exists, func, insert, select, text, update
from sqlalchemy.orm import aliased

from mcollector.rules.actions import Action
from mcollector.rules.actor import SYSTEM_COMPANY, Actor
from mcollector.rules.errors import NotFound
from mcollector.store.audit import AuditLine
from mcollector.store.companies import Company, Counter
from mcollector.store.outbox import OutboxRow
from mcollector.store.people import Person
from mcollector.work.guard import GuardBroken, UnrecordedChange
from tests import factories

OTHER = aliased(Person)
SLIPS = [
    select(OTHER.mail),
    select(OTHER.mail).select_from(Company).join(OTHER, OTHER.mail_key.is_not(None)),
    select(select(func.count(OTHER.id)).scalar_subquery()),
    select(Person.__table__),
    select(Person.id, Company.__table__.c.name),
    select(Person).where(Person.id.in_(select(Person.__table__.c.id))),
    select(Person.mail).select_from(Company.__table__),
    text("SELECT mail FROM people"),
    update(Person).values(mail="x@example.com"),
    insert(Person).values(id=uuid4()),
]

FORMS = [
    select(Person.mail),
    select(func.count()).select_from(Person),
    select(Person.mail).where(Person.id.in_(select(Person.id))),
    select(Person.mail).join(Company, Company.id == Person.company_id),
    select(Person.mail).union(select(Person.mail)),
    select(Person.mail).where(exists(select(OTHER.id).where(OTHER.id == Person.id))),
    select(Company.name)
    .where(Company.id.in_(select(OTHER.company_id)))
    .join(Person, Person.company_id == Company.id)
    .with_only_columns(Person.mail),
]


@pytest.mark.parametrize("query", SLIPS, ids=range(len(SLIPS)))
def test_a_statement_that_slips_past_the_filter_is_refused(tools, two, query):
    with tools.work(factories.admin_of(two[0])) as uow, pytest.raises(GuardBroken):
        uow._session.execute(query)


def test_a_select_sees_its_own_company_only(tools, two):
    with tools.read(factories.admin_of(two[0])) as uow:
        mails = sorted(uow.scalars(select(Person.mail)))

    assert mails == [f"own{n}@example.com" for n in range(3)]


def test_an_alias_in_a_subquery_finds_nobody_elsewhere(tools, two):
    foreign = exists(select(OTHER.id).where(OTHER.mail.like("own%")))

    found = []
    for founded in two:
        with tools.read(factories.admin_of(founded)) as uow:
            found.append(len(uow.scalars(select(Person.mail).where(foreign))))

    assert found == [3, 0]


@pytest.mark.parametrize("query", FORMS, ids=range(len(FORMS)))
def test_every_form_of_select_finds_three_rows_of_six(tools, two, query):
    with tools.read(factories.admin_of(two[1])) as uow:
        found = [row[0] for row in uow.rows(query)]

    assert found == [3] or sorted(found) == [f"foreign{n}@example.com" for n in range(3)]


def test_a_foreign_row_is_not_found_by_its_id(tools, two):
    with tools.read(factories.admin_of(two[0])) as uow:
        foreign = uow.scalars(select(Person.id))[0]

    with tools.read(factories.admin_of(two[1])) as uow, pytest.raises(NotFound):
        uow.get(Person, foreign)


def test_a_row_of_another_company_cannot_be_added(tools, two):
    with (
        pytest.raises(GuardBroken, match="another company"),
        tools.work(factories.admin_of(two[0])) as uow,
    ):
        uow.add(Counter(company_id=two[1].company_id, name="x", value=1))


def test_a_change_nobody_speaks_of_is_rolled_back(tools, two):
    actor = factories.admin_of(two[0])
    with pytest.raises(UnrecordedChange), tools.work(actor) as uow:
        uow.scalars(select(Person))[0].mail = "changed@example.com"

    with tools.read(actor) as uow:
        assert uow.count(select(Person.id).where(Person.mail == "changed@example.com")) == 0


def test_a_line_about_somebody_else_does_not_cover_a_change(tools, two):
    with pytest.raises(UnrecordedChange), tools.work(factories.admin_of(two[0])) as uow:
        one, other = uow.scalars(select(Person).order_by(Person.mail))[:2]
        one.mail = "changed@example.com"
        uow.record(Action.PERSON_ADDED, row=other)


def test_a_reading_unit_changes_nothing(tools, two):
    with (
        pytest.raises(GuardBroken, match="only reads"),
        tools.read(factories.admin_of(two[0])) as uow,
    ):
        uow.add(Counter(name="x", value=1))
        uow.flush()


def test_lines_of_the_log_are_the_trails_alone(tools, two):
    with (
        pytest.raises(GuardBroken, match="the trail alone"),
        tools.work(factories.admin_of(two[0])) as uow,
    ):
        uow.add(AuditLine(seq=1, body=b"", leaf=b"", root=b"", at=uow.now, actor="", action=""))
        uow.flush()


def test_units_do_not_nest(tools, two):
    actor = factories.admin_of(two[0])
    with tools.read(actor), pytest.raises(GuardBroken, match="nest"), tools.read(actor):
        pass


def test_the_systems_own_unit_sees_the_outbox_of_all_and_the_people_of_none(tools, two):
    with tools.read(Actor.system("scheduler")) as uow:
        companies = set(uow.scalars(select(OutboxRow.company_id)))
        people = uow.count(select(Person.id))

    assert companies == {founded.company_id for founded in two}
    assert people == 0
    assert SYSTEM_COMPANY not in companies
