"""閲覧の上限: so many people a day and clerk; an alarm at four fifths, a stop at the limit."""

import pytest
from sqlalchemy import event, select, text

from mcollector import jobs
from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.daily_limit import alarm_at
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.rights import Right
from mcollector.rules.sealed import Purpose
from mcollector.services.audit import openings
from mcollector.services.reviews import decision, numbers, photographs
from mcollector.services.statements import inbox, refusals
from mcollector.store.accounts import Account
from mcollector.store.companies import Company
from mcollector.store.letters import Letter
from mcollector.store.refusals import Refusal
from mcollector.work.daily_limit import OpeningsSpent
from tests import factories
from tests.gate.choice import DATABASE
from tests.office import desk
from tests.office.pages import wrong
from tests.office.test_in_parallel import together, unit
from tests.web.visitor import Visitor, said

STOP = "今日は、1人が1日に開ける上限（5名）まで開いたため、開けません。"


@pytest.fixture
def said_by(tools, founded):
    """Eight people who said something; person → statement, in the order of their addresses."""
    factories.people_in(tools, founded, 8, "p")
    for one in factories.people_ids(tools, founded):
        with tools.work(Actor.person(founded.company_id, one)) as uow:
            refusals.tell(uow, {"reason": "unwilling", "text": "家族に相談しています。"})
    with tools.read(factories.admin_of(founded)) as uow:
        found = {row.person_id: row.id for row in uow.scalars(select(Refusal))}
    return {one: found[one] for one in factories.people_ids(tools, founded)}


@pytest.fixture
def five(tools, founded):
    """The company lets a clerk open five people a day."""
    set_most(tools, founded, 5)


@pytest.fixture
def clerk(tools, founded):
    return desk.account(tools, founded, Right.DATA)


def set_most(tools, founded, most):
    with tools.work(factories.admin_of(founded)) as uow:
        row = uow.get(Company, founded.company_id)
        row.open_most = most
        uow.record(Action.SETTINGS_CHANGED, row=row)


def actor_of(founded, account):
    return Actor.staff(founded.company_id, account.id, account.right)


def visitor_of(app, tools, founded, account):
    visitor = Visitor(app.test_client())
    visitor.client.set_cookie("mc-office", desk.cookie_of(tools, founded, account.id))
    return visitor


def read(tools, actor, said_by, person_id):
    """Open what the person said; tell whether it was opened."""
    try:
        with tools.work(actor) as uow:
            inbox.open_statement(uow, person_id, said_by[person_id])
    except OpeningsSpent:
        return False
    return True


def opened_in(tools, founded):
    """Return how many openings for an eye the log has; the roster was opened by a machine."""
    found = desk.lines(tools, founded.company_id, Action.VALUE_OPENED)
    return sum(b'"column":"text"' in line.body for line in found)


def read_all(tools, actor, said_by, count):
    return [read(tools, actor, said_by, one) for one in list(said_by)[:count]]


def lines(tools, founded, action):
    return len(desk.lines(tools, founded.company_id, action))


def letters(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        mine = select(Account.name).join(Letter, Letter.account_id == Account.id)
        return list(uow.scalars(mine.where(Letter.kind == LetterKind.OPENINGS)))


@pytest.mark.parametrize(("most", "people"), [(300, 240), (5, 4), (4, 4), (1, 1), (9, 8)])
def test_the_alarm_goes_at_four_fifths(most, people):
    assert alarm_at(most) == people


def test_a_company_begins_with_three_hundred(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        assert uow.get(Company, founded.company_id).open_most == 300


def test_the_sixth_person_of_five_is_not_opened(app, tools, founded, clerk, five, said_by):
    actor, visitor = actor_of(founded, clerk), visitor_of(app, tools, founded, clerk)
    opened = read_all(tools, actor, said_by, 5)
    sixth = list(said_by)[5]
    before = lines(tools, founded, Action.VALUE_OPENED)

    answer = visitor.post(f"/admin/statements/{sixth}", {"statement": str(said_by[sixth])})

    assert opened == [True] * 5
    assert answer.status_code == 403
    assert said(answer).startswith(STOP)
    assert "家族に相談" not in answer.text
    assert lines(tools, founded, Action.VALUE_OPENED) == before
    assert lines(tools, founded, Action.POLICY_DENIED) == 1


def test_whoever_was_opened_today_may_be_opened_again(tools, founded, clerk, five, said_by):
    actor = actor_of(founded, clerk)
    read_all(tools, actor, said_by, 6)

    assert read_all(tools, actor, said_by, 6) == [True] * 5 + [False]


def test_every_clerk_has_a_day_of_their_own(tools, founded, clerk, five, said_by, clock):
    second = desk.account(tools, founded, Right.DATA, mail="second@example.com")
    read_all(tools, actor_of(founded, clerk), said_by, 6)

    others = read_all(tools, actor_of(founded, second), said_by, 6)
    clock.move(hours=11, minutes=59)
    late = read_all(tools, actor_of(founded, clerk), said_by, 6)
    clock.move(minutes=1)
    next_day = read_all(tools, actor_of(founded, clerk), said_by, 6)

    assert others == late == [True] * 5 + [False]
    assert next_day == [True] * 5 + [False]


def test_photographs_number_and_profile_of_one_are_one_person(tools, founded, person_id):
    set_most(tools, founded, 1)
    admin, papers = factories.admin_of(founded), desk.papers(tools, founded, person_id)
    submission_id = desk.newest(tools, founded, person_id).id
    for paper in papers:
        with tools.work(admin) as uow:
            photographs.see_photograph(uow, paper.id, "large")

    with tools.work(admin) as uow:
        decision.open_review(uow, person_id)
    with tools.work(admin) as uow:
        assert numbers.reveal(uow, person_id, submission_id)


@pytest.mark.parametrize("way", ["photograph", "reveal", "compare", "page"])
def test_each_way_of_opening_stops(app, tools, founded, clerk, person_id, other_id, way):
    with tools.work(Actor.person(founded.company_id, other_id)) as uow:
        refusals.tell(uow, {"reason": "unwilling", "text": "家族に相談しています。"})
        statement = uow.first(select(Refusal.id))
    read(tools, actor_of(founded, clerk), {other_id: statement}, other_id)
    set_most(tools, founded, 1)
    visitor = visitor_of(app, tools, founded, clerk)
    paper, number = desk.papers(tools, founded, person_id)[0], factories.number()
    submission_id = str(desk.newest(tools, founded, person_id).id)
    path = f"/admin/reviews/{person_id}"

    answer = {
        "photograph": lambda: visitor.get(f"/admin/reviews/photographs/{paper.id}/large"),
        "reveal": lambda: visitor.post(f"{path}/reveal", {"number_of": submission_id}),
        "compare": lambda: visitor.post(
            f"{path}/compare", {"compare_of": submission_id, f"typed_{submission_id}": number}
        ),
        "page": lambda: visitor.get(path),
    }[way]()

    assert answer.status_code == 403
    assert said(answer).startswith(STOP.replace("5", "1"))


def test_who_is_no_clerk_is_not_counted(tools, founded, five, said_by):
    with tools.work(Actor.system("worker", founded.company_id)) as uow:
        for row in uow.scalars(select(Refusal)):
            uow.open(row, "text", Purpose.STATEMENT)

    assert opened_in(tools, founded) == 8


def test_the_alarm_is_one_line_and_a_letter_to_each_administrator(
    tools, founded, clerk, five, said_by
):
    second = desk.account(tools, founded, Right.ADMIN, mail="second@example.com")
    actor = actor_of(founded, clerk)
    read_all(tools, actor, said_by, 3)
    quiet = lines(tools, founded, Action.OPENINGS_NEARED)
    read_all(tools, actor, said_by, 8)
    jobs.work_off(tools)
    jobs.work_off(tools)

    with tools.work(Actor.system("worker", founded.company_id)) as uow:
        again = openings.tell_administrators(uow, clerk.id)

    assert (quiet, lines(tools, founded, Action.OPENINGS_NEARED), again) == (0, 1, 0)
    assert sorted(letters(tools, founded)) == sorted(["山田 管理者", second.name])


def test_a_limit_taken_lower_alarms_with_the_next_person(tools, founded, clerk, said_by):
    actor = actor_of(founded, clerk)
    read_all(tools, actor, said_by, 6)
    quiet = lines(tools, founded, Action.OPENINGS_NEARED)
    set_most(tools, founded, 7)

    seventh = read_all(tools, actor, said_by, 8)

    assert (quiet, lines(tools, founded, Action.OPENINGS_NEARED)) == (0, 1)
    assert seventh == [True] * 7 + [False]


def test_the_menu_names_who_is_near_to_administrators_alone(
    app, admin, tools, founded, clerk, five, said_by
):
    actor = actor_of(founded, clerk)
    read_all(tools, actor, said_by, 3)
    none = admin.get("/admin/").text
    read_all(tools, actor, said_by, 5)

    told = "高橋 担当さんが、今日5名の番号・写真・登録内容を開きました（1日の上限5名）。"
    assert "1日の上限" not in none
    assert told in admin.get("/admin/").text
    assert told not in visitor_of(app, tools, founded, clerk).get("/admin/").text


@pytest.mark.both
def test_of_many_looks_at_once_no_one_too_many_is_let(tools, founded, clerk, five, said_by):
    actor = actor_of(founded, clerk)

    results = together(
        *(
            unit(tools, actor, inbox.open_statement, one, statement)
            for one, statement in said_by.items()
        )
    )

    refused = [one for one in results if isinstance(one, OpeningsSpent)]
    assert (len(results), len(refused)) == (8, 3)
    assert opened_in(tools, founded) == 5
    assert lines(tools, founded, Action.OPENINGS_NEARED) == 1


def test_the_limit_is_the_companys_to_set(admin, tools, founded):
    version = {"version": "1"}

    answer = admin.post("/admin/settings/openings", {"open_most": "40", **version})

    with tools.read(factories.admin_of(founded)) as uow:
        assert uow.get(Company, founded.company_id).open_most == 40
    assert answer.status_code == 302
    assert 'value="40"' in admin.get("/admin/settings/").text


@pytest.mark.parametrize("most", ["", "0", "-1", "10000", "9" * 400, "²", "1.5", "300名"])
def test_what_is_no_limit_is_refused(admin, tools, founded, most):
    answer = admin.post("/admin/settings/openings", {"open_most": most, "version": "1"})

    assert wrong(answer) == {"open_most": "1から9999までの数字を入力してください。"}
    with tools.read(factories.admin_of(founded)) as uow:
        assert uow.get(Company, founded.company_id).open_most == 300


@pytest.mark.both
def test_the_day_is_counted_by_its_index(tools, founded, clerk, said_by):
    read_all(tools, actor_of(founded, clerk), said_by, 3)
    with tools.work(factories.admin_of(founded)) as uow:
        for _line in range(5000):
            uow.record(Action.NOTICE_READ, next(iter(said_by)))
    with tools.engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    seen = []

    def note(_connection, _cursor, statement, parameters, *_more):
        if "DISTINCT" in statement:
            seen.append((statement, parameters))

    event.listen(tools.engine, "before_cursor_execute", note)
    read(tools, actor_of(founded, clerk), said_by, next(iter(said_by)))
    with tools.read(factories.admin_of(founded)) as uow:
        openings.find_near_limit(uow)
        event.remove(tools.engine, "before_cursor_execute", note)
        connection = uow._session.raw_connection()
        word = "EXPLAIN QUERY PLAN" if DATABASE == "sqlite" else "EXPLAIN"
        plans = [str(connection.exec_driver_sql(f"{word} {one}", two).all()) for one, two in seen]

    assert ["ix_audit_lines_opened" in plan for plan in plans] == [True, True]
