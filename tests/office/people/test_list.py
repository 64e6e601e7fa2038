"""ユーザー一覧: search, order and pages, whatever stands in the address."""

import re

import pytest

from mcollector.services.rosters import upload
from tests import factories
from tests.office.pages import rows

ROSTER = '''\
taro@example.com,山田,太郎
hanako_1@example.com,佐藤,花子
per%cent@example.com,髙﨑,𠮷男
o'brien@example.com,O'Brien,Conan
xss@example.com,<script>alert(1)</script>,"""><img src=x onerror=alert(2)>"
'''


@pytest.fixture
def people(tools, founded):
    with tools.work(factories.admin_of(founded)) as uow:
        roster_id = upload.upload(uow, ROSTER.encode())
    with tools.work(factories.admin_of(founded)) as uow:
        upload.run(uow, roster_id)


def found(admin, **query):
    answer = admin.get("/admin/people/", query_string=query)
    assert answer.status_code == 200
    return set(re.findall(r"([\w.%&#;'+-]+)@example\.com", answer.text)) - {"admin"}


@pytest.mark.both
@pytest.mark.parametrize(
    ("text", "mails"),
    [
        ("taro", {"taro"}),
        ("TARO@EXAMPLE", {"taro"}),
        ("山田", {"taro"}),
        ("山田太郎", {"taro"}),
        ("山田　太郎", {"taro"}),
        ("高崎", {"per%cent"}),
        ("髙﨑", {"per%cent"}),
        ("𠮷男", {"per%cent"}),
        ("吉男", {"per%cent"}),
        ("男", set()),
        ("佐藤", {"hanako_1"}),
        ("花", {"hanako_1"}),
        ("ta", {"taro"}),
        ("ar", set()),
        ("aro", {"taro"}),
        ("%", set()),
        ("r%c", {"per%cent"}),
        ("_", set()),
        ("o'b", {"o&#39;brien"}),
        ("'", set()),
        ('"', set()),
        ('x"', set()),
        ("<script>", {"xss"}),
        ("・", set()),
        ("-", set()),
        ("該当なし", set()),
        ("taro\0", {"taro"}),
        ("\0", {"taro", "hanako_1", "per%cent", "o&#39;brien", "xss"}),
        ("' OR 1=1 --", set()),
        ("\\", set()),
        ("あ" * 1000, set()),
    ],
)
def test_search_finds_what_was_meant(admin, people, text, mails):
    assert found(admin, search=text) == mails


@pytest.mark.parametrize(
    ("text", "told"), [("高崎", "見つかった理由：髙=高、﨑=崎"), ("髙﨑", ""), ("per%", "")]
)
def test_a_name_found_in_another_spelling_says_why(admin, people, text, told):
    answer = admin.get("/admin/people/", query_string={"search": text})

    found = re.findall(r'<span class="hint">(見つかった理由：[^<]*)</span>', answer.text)
    assert found == [told] * bool(told)


def test_no_hit_says_so_and_keeps_the_search(admin, people):
    answer = admin.get("/admin/people/", query_string={"search": "該当なし"})

    assert "該当するユーザーはいません。別の条件を試してください。" in answer.text
    assert 'value="該当なし"' in answer.text


def test_what_stands_in_a_name_is_shown_and_not_run(admin, people):
    answer = admin.get("/admin/people/")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text
    assert re.search(r"<script>alert|<img src=x", answer.text) is None


@pytest.mark.parametrize("text", ["<b>x", '"><script>alert(1)</script>', "{{ 7*7 }}"])
def test_what_stands_in_the_search_is_shown_and_not_run(admin, people, text):
    answer = admin.get("/admin/people/", query_string={"search": text})

    assert (text in answer.text) is text.startswith("{{")


JUNK = [
    {"page": "-1"},
    {"page": "99"},
    {"page": "9" * 30},
    {"page": "x"},
    {"page_size": "-5"},
    {"page_size": "0"},
    {"page_size": "1000000"},
    {"page_size": "x"},
    {"sort": "99"},
    {"sort": "-3"},
    {"sort": "x", "desc": "x"},
    {"desc": "7"},
    {"tab": "x' OR 1=1"},
    {"flt0_0": "x", "flt1_99": "1"},
    {"url": "https://evil.example"},
    {"search": ""},
    {"id": "1,2"},
    {"\0": "\0"},
]


@pytest.mark.parametrize("query", JUNK, ids=str)
def test_junk_in_the_address_shows_the_list(admin, people, query):
    answer = admin.get("/admin/people/", query_string=query)

    assert answer.status_code == 200
    assert len(rows(answer)) == 5
    assert "evil.example" not in answer.headers.get("Location", "")


class TestPages:
    """Twenty a page; beyond the last one comes the last one."""

    @pytest.fixture(autouse=True)
    def many(self, tools, founded):
        factories.people_in(tools, founded, 45, "p")

    @pytest.mark.parametrize(
        ("page", "shown", "current"),
        [("0", 20, "1"), ("1", 20, "2"), ("2", 5, "3"), ("3", 5, "3"), ("-1", 20, "1")],
    )
    def test_a_page_that_is_not_there_is_the_nearest_one(self, admin, page, shown, current):
        answer = admin.get("/admin/people/", query_string={"page": page})

        pager = answer.text.partition('class="pager"')[2]
        assert len(rows(answer)) == shown
        assert re.findall(r'aria-current="page">(\d+)<', pager) == [current]

    def test_pages_do_not_overlap_in_any_order(self, admin):
        for sort in ("", "0", "2", "3", "4", "5"):
            pages = [
                rows(admin.get("/admin/people/", query_string={"page": n, "sort": sort}))
                for n in range(3)
            ]
            assert len(set().union(*pages)) == 45

    def test_order_by_a_column_and_back(self, admin):
        up = list(rows(admin.get("/admin/people/?sort=0&page_size=100")))
        down = list(rows(admin.get("/admin/people/?sort=0&desc=1&page_size=100")))

        assert up == sorted(up)
        assert down == up[::-1]
