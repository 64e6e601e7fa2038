"""How a list stands to the people who are there: known by their names, however rare the signs."""

import pytest

from mcollector.rules.text.names import MAX_FOLDED
from mcollector.store.people import Person
from tests import factories
from tests.rosters import lists


def test_who_has_submitted_is_known_although_the_key_holds_the_reading_too(tools, founded):
    factories.people_in(tools, founded, 1)
    factories.submission_in(tools, founded)
    (person,) = lists.rows(tools, founded, Person)
    listed = f"{person.mail},{person.family},{person.given}\n"

    seen = lists.preview(tools, founded, lists.upload(tools, founded, listed))
    ticked = lists.preview(tools, founded, lists.upload(tools, founded, listed, "shared"))

    assert person.reading != ""
    assert (seen.new, seen.known, dict(seen.others)) == (0, {1}, {})
    assert (ticked.new, ticked.known) == (0, {1})


@pytest.mark.parametrize("sign", ["\ufdfa", "㍿", "\U0001d15e", "ΐ", "山"], ids=ascii)
def test_no_name_is_too_long_for_its_key(tools, founded, sign):
    name = sign * 100
    listed = f"メール,姓,ミドルネーム,名\na@example.com,{name},{name},{name}\n"

    lists.add(tools, founded, listed)
    (person,) = lists.rows(tools, founded, Person)
    again = lists.preview(tools, founded, lists.upload(tools, founded, listed))

    assert (person.family, person.middle, person.given) == (name, name, name)
    assert 0 < len(person.folded) <= MAX_FOLDED
    assert (again.new, again.known) == (0, {2})


def test_the_column_is_as_wide_as_the_rule_says():
    assert Person.__table__.c.folded.type.length == MAX_FOLDED
