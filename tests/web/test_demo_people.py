"""The made-up people and their plots: right by the rules, late when they are to be late."""

from datetime import UTC, datetime, timedelta

import pytest

from mcollector.demo.people import made_up
from mcollector.demo.plots import FEWEST, Scene, cast
from mcollector.rules import deadlines
from mcollector.rules.my_number import MyNumber
from mcollector.rules.profile import dependents, profile
from mcollector.rules.states import PersonState


@pytest.mark.parametrize("hour", range(24))
def test_what_is_late_does_not_depend_on_the_hour(hour):
    now = datetime(2026, 11, 24, hour, 30, tzinfo=UTC)
    for member in cast(200):
        begins = [a for a, s in member.scenes if s in (Scene.SUBMIT, Scene.RETURN, Scene.RESUBMIT)]
        ago = min([member.registered, *begins])
        days = (deadlines.day(now) - deadlines.day(now - ago)).days

        assert (days >= 3) == (ago >= timedelta(days=2, hours=23))


def test_the_same_people_are_made_up_everywhere():
    names = [made_up(place).name.full for place in range(40)]

    assert [made_up(place).name.full for place in range(40)] == names
    assert {sign for sign in "髙﨑𠮷" if sign in "".join(names)} == set("髙﨑𠮷")
    assert "Nurhayati" in names
    assert max(map(len, names)) > 40


def test_a_thousand_people_are_right_by_the_rules_and_differ():
    today = deadlines.day(datetime(2026, 11, 24, tzinfo=UTC))
    crowd = [made_up(place) for place in range(1000)]
    relatives = [values for who in crowd for values in who.dependents]

    checked = [profile.check_profile(who.profile, today) for who in crowd]
    numbers = [MyNumber.parse(who.number) for who in crowd]
    numbers += [dependents.check_dependent(values, today).number for values in relatives]
    assert len(checked) == len({who.mail for who in crowd}) == 1000
    assert len(set(numbers)) == len(numbers) > 1000


def test_the_first_plot_of_each_ending_has_the_login():
    members = cast(FEWEST)

    with_login = [member.plot.ending for member in members if member.has_login]
    assert sorted(with_login) == sorted(PersonState)
    assert cast(300)[:FEWEST] == members
