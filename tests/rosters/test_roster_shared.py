"""A family with one phone, and people with none: taken with a tick, never by accident."""

import pytest

from mcollector.rules.actor import Actor
from mcollector.services.login import entry
from mcollector.store.accounts import Account
from mcollector.store.people import Person
from tests.rosters import lists

FAMILY = "home@example.com,山田,太郎\nHome@example.com,山田,花子\n"
NO_MAIL = ",阮,文雄\n,佐藤,花子\ntaro@example.com,山田,太郎\n"


def people(tools, founded):
    rows = lists.rows(tools, founded, Person, Person.mail_key, Person.given)
    return [(row.mail, row.family, row.given) for row in rows]


def test_an_address_that_stands_twice_is_a_fault_until_it_is_ticked(tools, founded):
    as_found = lists.preview(tools, founded, lists.upload(tools, founded, FAMILY))
    ticked = lists.preview(tools, founded, lists.upload(tools, founded, FAMILY, "shared"))

    assert [str(one.cause) for one in as_found.parsed.errors] == ["1行目と同じメールアドレスです。"]
    assert (ticked.parsed.errors, ticked.new) == ((), 2)


def test_the_same_person_twice_stays_a_fault(tools, founded):
    twice = lists.preview(tools, founded, lists.upload(tools, founded, FAMILY * 2, "shared"))

    assert [(one.line, str(one.cause)) for one in twice.parsed.errors] == [
        (3, "1行目と同じ人です。"),
        (4, "2行目と同じ人です。"),
    ]


def test_an_address_of_somebody_else_is_named_and_taken_with_a_tick_only(tools, founded):
    lists.add(tools, founded, "home@example.com,山田,太郎\n")
    late = "home@example.com,山田,花子\n"

    seen = lists.preview(tools, founded, lists.upload(tools, founded, late))
    ticked = lists.upload(tools, founded, late, "shared")
    result = lists.run(tools, founded, ticked)

    assert (seen.new, dict(seen.others)) == (0, {1: "山田 太郎"})
    assert result.added == 1
    assert people(tools, founded) == [
        ("home@example.com", "山田", "太郎"),
        ("home@example.com", "山田", "花子"),
    ]


def test_the_same_list_again_changes_nothing_although_it_is_ticked(tools, founded):
    lists.add(tools, founded, FAMILY, "shared")

    again = lists.preview(tools, founded, lists.upload(tools, founded, FAMILY, "shared"))

    assert (again.new, again.known) == (0, {1, 2})


def test_a_shared_address_is_no_way_in_and_each_user_id_is(tools, founded):
    lists.add(tools, founded, FAMILY, "shared")
    accounts = [one for one in lists.rows(tools, founded, Account) if one.person_id]

    with tools.read(Actor.visitor(founded.company_id)) as uow:
        by_mail = entry.find_login(uow, "home@example.com")
        by_id = {entry.find_login(uow, one.user_id).account_id for one in accounts}

    assert by_mail is None
    assert by_id == {one.id for one in accounts}


def test_who_has_no_address_is_a_fault_until_paper_is_ticked(tools, founded):
    as_found = lists.preview(tools, founded, lists.upload(tools, founded, NO_MAIL))
    roster_id = lists.upload(tools, founded, NO_MAIL, "paper")
    ticked = lists.preview(tools, founded, roster_id)
    lists.run(tools, founded, roster_id)

    assert [one.line for one in as_found.parsed.errors] == [1, 2]
    assert (ticked.new, ticked.without_mail) == (3, 2)
    assert people(tools, founded) == [
        ("", "阮", "文雄"),
        ("", "佐藤", "花子"),
        ("taro@example.com", "山田", "太郎"),
    ]
    assert lists.counts(tools, founded) == (3, 3, 3, 1, 1)


def test_an_empty_address_is_nobodys_login(tools, founded):
    lists.add(tools, founded, ",阮,文雄\n", "paper")

    with tools.read(Actor.visitor(founded.company_id)) as uow:
        found = [entry.find_login(uow, name) for name in ("", " ", "@")]

    assert found == [None, None, None]


@pytest.mark.parametrize("allow", [(), ("shared", "paper"), ("nonsense",)])
def test_a_plain_list_means_the_same_whatever_is_ticked(tools, founded, allow):
    seen = lists.preview(tools, founded, lists.upload(tools, founded, lists.TWO, *allow))

    assert (seen.new, seen.parsed.errors) == (2, ())
