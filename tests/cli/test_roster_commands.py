"""`roster import` and `reminders send`."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from mcollector.services.reminders import by_hand
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.store.rosters import RosterFile, RosterState
from tests import factories
from tests.workbooks import workbook

TWO = "taro@example.com,山田,太郎\nhanako@example.com,佐藤,花子\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "名簿.csv"
    path.write_text(TWO)
    return path


def people_and_letters(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        return uow.count(select(Person.id)), uow.count(select(Letter.id))


def states(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        return [row.state for row in uow.scalars(select(RosterFile))]


@pytest.mark.parametrize("flags", [(), ("--dry-run",), ("--dry-run", "--invite")])
def test_nobody_is_added_without_invite(run, tools, founded, file, flags):
    done = run("roster", "import", file, "--company", founded.company_id, *flags)

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "new 2 known 0"
    assert people_and_letters(tools, founded) == (0, 0)
    assert states(tools, founded) == [RosterState.DROPPED]


def test_invite_adds_everybody_once(run, tools, founded, file):
    arguments = ("roster", "import", file, "--company", founded.company_id, "--invite")

    first, second = run(*arguments), run(*arguments)

    assert (first.stdout, second.stdout) == (
        "new 2 known 0\ninvited 2\n",
        "new 0 known 2\ninvited 0\n",
    )
    assert people_and_letters(tools, founded) == (2, 2)


def test_every_error_with_its_line_and_nobody_added(run, tools, founded, file):
    file.write_text(TWO + "bad,x,y\ntaro@example.com,x,y\n")

    done = run("roster", "import", file, "--company", founded.company_id, "--invite")

    assert (done.exit_code, done.stdout) == (1, "")
    assert [line.split()[0] for line in done.stderr.splitlines()] == ["3:", "4:"]
    assert people_and_letters(tools, founded) == (0, 0)
    assert states(tools, founded) == [RosterState.DROPPED]


def test_a_workbook_is_read_as_a_text_is(run, tools, founded, file):
    file.write_bytes(workbook([("メール", "氏名"), ("taro@example.com", "山田 太郎")]))

    done = run("roster", "import", file, "--company", founded.company_id, "--invite")

    assert (done.stdout, done.stderr) == ("new 1 known 0\ninvited 1\n", "")
    assert people_and_letters(tools, founded) == (1, 1)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\0\0", b"PK\x03\x04"])
def test_a_hopeless_file_is_refused_with_its_sentence(run, tools, founded, file, content):
    file.write_bytes(content)

    done = run("roster", "import", file, "--company", founded.company_id)

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.endswith("ください。\n")
    assert states(tools, founded) == []


def test_a_company_that_is_not_there(run, tools, founded, file):
    done = run("roster", "import", file, "--company", uuid4())

    assert (done.exit_code, done.stderr) == (
        1,
        "この会社はありません。「flask --app app company list」でIDを確認してください。\n",
    )


@pytest.mark.parametrize(
    "arguments", [("x.csv",), ("nowhere.csv", "--company", uuid4()), ("x", "--company", "1")]
)
def test_usage(run, arguments):
    assert run("roster", "import", *arguments).exit_code == 2


def test_reminders_go_to_the_late_ones_once_a_day(run, tools, founded, file):
    run("roster", "import", file, "--company", founded.company_id, "--invite")
    other = factories.company(tools)

    early = run("reminders", "send")
    late = run("reminders", "send", MCOLLECTOR_TIME_SHIFT="+3d")
    again = run("reminders", "send", MCOLLECTOR_TIME_SHIFT="+3d")

    assert [done.exit_code for done in (early, late, again)] == [0, 0, 0]
    assert [sent(done, founded) for done in (early, late, again)] == [0, 2, 0]
    assert sent(late, other) == 0
    assert people_and_letters(tools, founded) == (2, 4)


def sent(done, company):
    lines = dict(line.split(" reminded ") for line in done.stdout.splitlines())
    return int(lines[str(company.company_id)])


def test_the_command_line_knows_the_same_rule_as_the_office():
    assert timedelta(hours=24) == by_hand.QUIET
