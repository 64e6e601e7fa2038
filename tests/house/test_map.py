"""docs/map.md is what the house is: equal to what the generator reads from the code."""

from pathlib import Path

import pytest

from deploy import map as house_map
from deploy import map_doors, map_house
from mcollector.rules.states import MOVES, PersonState
from mcollector.rules.tasks import Task
from mcollector.services.company import role_keys
from mcollector.store.tables import mappers
from mcollector.web import policies
from mcollector.web.policies import Access, Policy

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def page():
    return house_map.render()


def test_the_map_is_what_the_house_is(page):
    assert (ROOT / "docs" / "map.md").read_text() == page, "run `make map`"


def test_a_change_of_the_house_changes_the_map(page, monkeypatch):
    monkeypatch.setitem(role_keys.ROLES, "portal", frozenset({"server"}))

    assert house_map.render() != page


def test_every_key_process_state_table_and_task_is_there():
    assert {row[0] for row in map_house.keys()[1]} == set(map_house.OPENS)
    assert map_house.keys()[0][2:] == tuple(role_keys.ROLES)
    assert [row[0] for row in map_house.person_states()[1]] == list(PersonState)
    steps = [step for row in map_house.person_states()[1] for step in row[-1].split(", ") if step]
    assert len(steps) == len(MOVES)
    assert len(map_house.tables()[1]) == len(mappers())
    assert [row[0] for row in map_house.tasks()[1]] == list(Task)


def test_an_endpoint_is_shown_with_its_doors_and_rights():
    header, rows = map_doors.endpoints()

    by_name = {(row[2], row[1]): dict(zip(header, row, strict=True)) for row in rows}
    reveal, login = by_name["reviews.reveal", "POST"], by_name["entrance.login", "GET"]
    assert (reveal["doors"], reveal["rights"]) == ("admin", "admin data")
    assert (login["doors"], login["access"]) == ("portal admin", "public")


def test_an_endpoint_that_opens_without_a_policy_keeps_the_map_from_being_drawn(monkeypatch):
    monkeypatch.setattr(policies, "table", lambda app: {"static": Policy(Access.PUBLIC)})

    with pytest.raises(KeyError):
        map_doors.endpoints()
