"""/metrics: counts and ages for whoever holds the token, and nothing about anybody."""

import re

import pytest

import app as entry
from mcollector import bootstrap
from mcollector.jobs import timetable
from mcollector.rules.letters.kinds import LetterState
from mcollector.rules.states import DocumentState, PersonState
from mcollector.store.outbox import OutboxState
from tests import factories
from tests.web.visitor import Visitor

TOKEN = "a-token-for-the-tests-alone-0123"
SAMPLE = re.compile(r'(mcollector_[a-z_]+)(?:\{state="([a-z_]+)"\})? ([0-9.+Infe-]+)')


@pytest.fixture
def watched(make_tools):
    """A house whose operator has set a token."""
    return make_tools(MCOLLECTOR_METRICS_TOKEN=TOKEN)


@pytest.fixture
def page(watched):
    """Ask for the page with the right token."""
    app = entry.create_app(watched, frozenset({"portal", "admin"}))
    return lambda: app.test_client().get("/metrics", headers=bearer(TOKEN))


@pytest.fixture
def deliver():
    """Let the worker do everything that is due."""
    return bootstrap.work_off


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def samples(answer):
    """Return the page's samples, each line understood or refused."""
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    found = [SAMPLE.fullmatch(line).groups() for line in lines]
    return {(name, label or ""): float(value) for name, label, value in found}


def by_state(found, name):
    return {label: int(n) for (one, label), n in found.items() if one == f"mcollector_{name}"}


@pytest.mark.parametrize(
    "headers",
    [{}, bearer(""), bearer("wrong"), bearer(TOKEN[:-1]), {"Authorization": TOKEN}, bearer("ä")],
)
def test_without_the_token_there_is_no_page(watched, headers):
    client = entry.create_app(watched).test_client()

    answer = client.get("/metrics", headers=headers)

    nothing = client.get("/no-such-page", headers=headers)
    assert (answer.status_code, nothing.status_code) == (404, 404)


@pytest.mark.parametrize("headers", [{}, bearer(""), bearer(TOKEN)])
def test_an_installation_without_a_token_has_no_page(visitor, founded, headers):
    assert visitor.get("/metrics", headers=headers).status_code == 404


@pytest.mark.parametrize("door", ["portal", "admin"])
def test_both_doors_have_it(make_tools, door):
    tools = make_tools(door, MCOLLECTOR_METRICS_TOKEN=TOKEN)
    client = entry.create_app(tools, frozenset({door})).test_client()

    answer = client.get("/metrics", headers=bearer(TOKEN))

    assert answer.status_code == 200
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_session_does_not_stand_in_for_the_token(watched):
    factories.company(watched, mail="admin@example.com")
    visitor = Visitor(entry.create_app(watched).test_client())
    visitor.log_in("admin@example.com")

    assert visitor.get("/admin/").status_code == 200
    assert visitor.get("/metrics").status_code == 404


def test_it_counts_every_company_together_and_every_state(watched, page, deliver):
    first, second = factories.company(watched), factories.company(watched, "株式会社ほか")
    factories.people_in(watched, first, 3)
    deliver(watched)
    factories.people_in(watched, second, 2, "hanako")

    found = samples(page())

    people = dict.fromkeys(map(str, PersonState), 0) | {"waiting": 3, "invited_not_sent": 2}
    letters = dict.fromkeys(map(str, LetterState), 0) | {"sent": 3, "ready": 2}
    tasks = dict.fromkeys(map(str, OutboxState), 0) | {"done": 1, "waiting": 1}
    assert by_state(found, "people") == people
    assert by_state(found, "letters") == letters
    assert by_state(found, "outbox") == tasks
    assert by_state(found, "documents") == dict.fromkeys(map(str, DocumentState), 0)


def test_photographs_are_counted(watched, page):
    founded = factories.company(watched)
    factories.people_in(watched, founded, 1)
    factories.submission_in(watched, founded)

    assert by_state(samples(page()), "documents")["received"] == 2


def test_ages_grow_with_the_clock_and_end_with_the_work(watched, page, clock, deliver):
    founded = factories.company(watched)
    factories.people_in(watched, founded, 1)
    clock.move(seconds=90)
    before = samples(page())
    deliver(watched)
    timetable.sign_checkpoints(watched)
    clock.move(seconds=30)
    after = samples(page())

    names = ("outbox_oldest_due_seconds", "checkpoint_age_seconds", "log_lines_unsigned")
    ages = [[found[f"mcollector_{name}", ""] for name in names] for found in (before, after)]
    assert ages[0][:2] == [90.0, float("inf")]
    assert ages[0][2] > 10
    assert ages[1] == [0.0, 30.0, 0.0]


def test_the_free_share_of_the_disk_is_a_share(page):
    assert 0 < samples(page())["mcollector_disk_free_ratio", ""] < 1


def test_it_names_nobody(watched, page):
    founded = factories.company(watched, mail="admin@example.com")
    factories.people_in(watched, founded, 2)
    ids = [str(one) for one in factories.people_ids(watched, founded)]
    planted = ["山田", "taro0", "サンプル", "admin@example.com", *ids, founded.company_id.hex]

    text = page().text

    assert [word for word in planted if word in text] == []
    words = set(re.findall(r'"([^"]*)"', text))
    known = (PersonState, LetterState, DocumentState, OutboxState)
    assert words == {one.value for states in known for one in states}
