"""ユーザー一覧: pages beside a person, filters, and addresses that hold nobody's name."""

import re

import pytest

from admin_views.people import paging as people_paging
from admin_views.people.paging import paging
from mcollector.services.people.list import PeoplePage
from mcollector.services.people.query import PeopleQuery
from tests import factories
from tests.office import desk
from tests.office.pages import rows

SORTS = ("", "0", "2", "3", "4", "5")


@pytest.fixture
def many(tools, founded):
    factories.people_in(tools, founded, 45, "p")


def listed(admin, **query):
    answer = admin.get("/admin/people/", query_string=query)
    assert answer.status_code == 200
    return answer


def link(answer, rel):
    found = re.search(rf'<a rel="{rel}" href="([^"]+)"', answer.text)
    return found and found.group(1).replace("&amp;", "&")


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("desc", ["", "1"])
def test_beyond_the_numbers_everybody_comes_once_and_back_again(
    admin, many, monkeypatch, sort, desc
):
    monkeypatch.setattr(people_paging, "NUMBERED", 1)
    whole = list(rows(listed(admin, sort=sort, desc=desc, page_size=100)))

    first = listed(admin, sort=sort, desc=desc)
    second = admin.get(link(first, "next"))
    third = admin.get(link(second, "next"))
    back = admin.get(link(third, "prev"))
    begin = admin.get(link(back, "prev"))

    assert [*rows(first), *rows(second), *rows(third)] == whole
    assert link(third, "next") is None
    assert (list(rows(back)), list(rows(begin))) == (list(rows(second)), list(rows(first)))
    assert link(begin, "prev") is None
    assert "氏名の先頭から" in third.text


@pytest.mark.parametrize("beside", ["x", "0", "00000000000040008000000000000007", "' OR 1=1", "\0"])
@pytest.mark.parametrize("side", ["after", "before"])
def test_a_broken_place_is_the_first_page(admin, many, side, beside):
    answer = listed(admin, **{side: beside})

    assert list(rows(answer)) == list(rows(listed(admin)))


def test_a_place_beside_somebody_of_another_company_is_the_first_page(admin, many, tools, other):
    foreign = factories.people_ids(tools, other)[0]

    assert list(rows(listed(admin, after=foreign.hex))) == list(rows(listed(admin)))


def test_an_address_of_a_page_holds_an_id_and_nothing_of_the_person(admin, many, monkeypatch):
    monkeypatch.setattr(people_paging, "NUMBERED", 1)

    address = link(listed(admin, sort="0"), "next")

    assert re.fullmatch(r"/admin/people/\?sort=0&after=[0-9a-f]{32}", address)


def page_of(number, pages):
    rows = tuple(range(20))
    return PeoplePage(rows, pages * 20, {}, PeopleQuery(page=number), number == 1, number == pages)


@pytest.mark.parametrize(
    ("number", "pages", "offered"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (5, 9, [1, None, 3, 4, 5, 6, 7, None, 9]),
        (1, 9999, [1, 2, 3, None, 500]),
        (499, 9999, [1, None, 497, 498, 499, 500]),
    ],
)
def test_the_numbers_around_a_page(number, pages, offered):
    found = paging(page_of(number, pages), lambda **changes: str(changes))

    assert [one and one[0] for one in found.numbers] == offered
    assert found.shown == f"{number * 20 - 19}–{number * 20} / {pages * 20}"


@pytest.fixture
def five(tools, founded):
    factories.people_in(tools, founded, 5, "p")
    ids = factories.people_ids(tools, founded)
    desk.put(tools, founded, ids[1], state="retired", due_on=None)
    desk.put(tools, founded, ids[2], state="drafting", bounced=True)
    desk.put(tools, founded, ids[3], state="refused")
    return ids


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"state": "refused"}, ["p3"]),
        ({"state": "drafting"}, ["p2"]),
        ({"state": "nonsense"}, ["p0", "p1", "p2", "p3", "p4"]),
        ({"bounced": "1"}, ["p2"]),
        ({"bounced": "1", "state": "refused"}, []),
        ({"tab": "retired"}, ["p1"]),
        ({"tab": "waiting", "bounced": "1"}, ["p2"]),
        ({"tab": "retired", "search": "太郎"}, ["p1"]),
        ({"bounced": "1", "search": "太郎2"}, ["p2"]),
        ({"bounced": "1", "search": "太郎1"}, []),
    ],
)
def test_filters_narrow_the_list_and_its_total(admin, five, query, names):
    answer = listed(admin, sort="0", **query)

    assert list(rows(answer)) == names
    assert f"表示 {len(names)}件／全{len(names)}件。" in answer.text


def test_the_empty_list_says_what_to_do(admin):
    assert "名簿のファイルをアップロードしてください。" in listed(admin).text


def test_the_numbers_of_a_search_are_its_own(admin, many):
    answer = listed(admin, search="太郎1", page_size=20)

    assert "表示 11件／全11件。" in answer.text
    assert link(answer, "next") is None
