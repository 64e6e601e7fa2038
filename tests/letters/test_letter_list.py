"""メール送信状況: every letter with its state in words, page by page, of one company only."""

from datetime import timedelta
from uuid import uuid4

import pytest
from mailroom import deliver, letters_of, rows

from mcollector.rules.actions import Action
from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.rules.rights import Right
from mcollector.services.deliveries import list as letter_list
from mcollector.services.deliveries.list import SIZE, LetterQuery
from mcollector.store.letters import Letter
from tests import factories
from tests.office import desk

STATES = {
    ("ready", ""): "待ち",
    ("sending", ""): "送信中",
    ("sent", ""): "送信済み",
    ("retry", "450 4.2.1"): "再試行中（一時的に受け取れない） 次 11月24日 12:00",
    ("failed", "550 5.1.1"): "不達（宛先なし）",
    ("failed", "552"): "不達（容量超過）",
    ("failed", "550 5.7.1"): "不達（拒否）",
    ("failed", "no-connection"): "不達（接続できない）",
    ("failed", "by-hand"): "不達（あとから戻ってきた）",
    ("failed", "KeyError"): "不達（文面を作れなかった）",
    ("unknown", "dropped"): "結果不明（途中で切れた）",
    ("void", ""): "取り消し",
}


def put(tools, founded, letter_id, **values):
    with tools.work(factories.admin_of(founded)) as uow:
        row = uow.get(Letter, letter_id)
        for name, value in values.items():
            setattr(row, name, value)
        uow.record(Action.LETTER_ENDED, row=row)


def test_a_company_that_sent_nothing_says_so(admin):
    answer = admin.get("/admin/letters/")

    assert rows(answer) == []
    assert "送信したメールはありません。" in answer.text


@pytest.mark.parametrize(("state", "code"), STATES)
def test_a_state_is_said_in_words(admin, tools, founded, person_id, state, code):
    letter = letters_of(tools, founded, person_id)[0]
    put(tools, founded, letter.id, state=LetterState(state), code=code)

    found = rows(admin.get("/admin/letters/"))

    assert [row[:4] for row in found] == [
        ("山田 太郎0", "taro0@example.com", "招待", STATES[state, code])
    ]


@pytest.mark.parametrize("kind", list(LetterKind))
def test_every_kind_has_a_word(admin, tools, founded, person_id, kind):
    put(tools, founded, letters_of(tools, founded, person_id)[0].id, kind=kind)

    assert [row[2] for row in rows(admin.get("/admin/letters/"))] == [kind.label]


def test_the_filter_shows_what_did_not_arrive(admin, tools, founded, script):
    factories.people_in(tools, founded, 3)
    script.answers["RCPT"] = ["550 5.1.1 nobody here"]
    deliver(tools)

    everything = rows(admin.get("/admin/letters/"))
    failed = rows(admin.get("/admin/letters/?only=failed"))

    assert len(everything) == 3
    assert [row[3] for row in failed] == ["不達（宛先なし）"]
    assert failed == [row for row in everything if row[3] != "送信済み"]


def test_no_failure_is_good_news(admin, tools, person_id):
    assert "不達のメールはありません。" in admin.get("/admin/letters/?only=failed").text


def test_the_letters_of_one_person_stand_on_one_page(admin, tools, founded):
    factories.people_in(tools, founded, 2)
    first, second = factories.people_ids(tools, founded)
    deliver(tools)

    answer = admin.get(f"/admin/letters/person/{second}")

    assert [row[:4] for row in rows(answer)] == [
        ("山田 太郎1", "taro1@example.com", "招待", "送信済み")
    ]
    assert f"/admin/letters/person/{first}" in admin.get("/admin/letters/").text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("太郎1", ["taro1@example.com"]),
        ("　ﾀﾛｳ ", []),
        ("山 田太郎２", ["taro2@example.com"]),
        ("TARO0@", ["taro0@example.com"]),
        ("example", ["taro0@example.com", "taro1@example.com", "taro2@example.com"]),
        ("old@", ["old@example.org"]),
        ("%", []),
        ("_", []),
        ("\0'\"--", []),
    ],
)
def test_letters_are_found_by_name_and_address(admin, tools, founded, text, found):
    factories.people_in(tools, founded, 3)
    person_id = factories.people_ids(tools, founded)[0]
    if text == "old@":
        put(tools, founded, letters_of(tools, founded, person_id)[0].id, mail="old@example.org")

    answer = admin.get("/admin/letters/", query_string={"search": text})

    assert sorted(row[1] for row in rows(answer)) == found
    assert ("該当するメールはありません。" in answer.text) == (not found)


def test_a_search_is_kept_on_the_next_page_and_under_the_tabs(admin, tools, founded):
    factories.people_in(tools, founded, SIZE + 1)

    page = admin.get("/admin/letters/?search=taro").text

    assert page.count("search=taro") == 3


def test_a_bounced_person_leads_to_their_letters(app, tools, founded, person_id, script):
    script.answers["RCPT"] = ["550 no"]
    deliver(tools)
    way = f'href="/admin/letters/person/{person_id}"'

    seen = {
        right: desk.sign_in(app, tools, founded, right).get("/admin/people/").text
        for right in (Right.ADMIN, Right.DATA)
    }

    assert {right: way in text for right, text in seen.items()} == {
        Right.ADMIN: True,
        Right.DATA: False,
    }
    assert all("不達" in text for text in seen.values())


class TestPages:
    """Fifty a page, by key."""

    @pytest.fixture
    def many(self, tools, founded):
        """Letters of 123 people; the first hundred were queued in one moment."""
        factories.people_in(tools, founded, 100, "first")
        tools.now.move(minutes=1)
        factories.people_in(tools, founded, 23, "later")

    def walk(self, tools, founded, query, way):
        """Return the ids of each page, following the way to the end."""
        pages = []
        while True:
            with tools.read(factories.admin_of(founded)) as uow:
                page = letter_list.get_page(uow, query)
            pages.append([row.id for row in page.rows])
            beside = getattr(page, way)
            if beside is None:
                return pages
            query = LetterQuery(**{"before" if way == "older" else "after": beside})

    def test_every_letter_is_on_one_page_and_back_again(self, tools, founded, many):
        down = self.walk(tools, founded, LetterQuery(), "older")
        last = LetterQuery(before=down[1][-1])
        up = self.walk(tools, founded, last, "newer")

        everything = [one for page in down for one in page]
        assert [len(page) for page in down] == [SIZE, SIZE, 23]
        assert len(set(everything)) == 123
        assert up == list(reversed(down))

    def test_a_letter_that_comes_meanwhile_moves_nothing(self, tools, founded, many):
        first, second, _third = self.walk(tools, founded, LetterQuery(), "older")
        tools.now.moment += timedelta(minutes=1)
        factories.people_in(tools, founded, 1, "newest")

        with tools.read(factories.admin_of(founded)) as uow:
            page = letter_list.get_page(uow, LetterQuery(before=first[-1]))

        assert [row.id for row in page.rows] == second

    def test_the_screen_leads_on_and_back(self, admin, many):
        first = admin.get("/admin/letters/")
        onward = first.text.partition('rel="next" href="')[2].partition('"')[0]
        second = admin.get(onward.replace("&amp;", "&"))

        assert len(rows(first)) == len(rows(second)) == SIZE
        assert ('rel="prev"' in first.text, 'rel="prev"' in second.text) == (False, True)
        assert {row[1] for row in rows(first)} & {row[1] for row in rows(second)} == set()

    @pytest.mark.parametrize("way", ["before", "after"])
    @pytest.mark.parametrize("mark", ["", "x", "00000000-0000-0000-0000-000000000000"])
    def test_an_address_nobody_knows_begins_at_the_newest(self, admin, person_id, way, mark):
        assert len(rows(admin.get(f"/admin/letters/?{way}={mark}"))) == 1


def test_letters_of_another_company_are_not_there(app, tools, founded, person_id):
    other = factories.company(tools, "株式会社よその会社")
    factories.people_in(tools, other, 2, "foreign")
    stranger = factories.people_ids(tools, other)[0]
    theirs = letters_of(tools, other, stranger)[0]
    put(tools, other, theirs.id, state=LetterState.FAILED, code="550")
    admin = desk.sign_in(app, tools, founded)

    assert [row[1] for row in rows(admin.get("/admin/letters/"))] == ["taro0@example.com"]
    assert [row[1] for row in rows(admin.get(f"/admin/letters/?before={theirs.id}"))] == [
        "taro0@example.com"
    ]
    for path in (f"person/{stranger}", f"person/{stranger}/address", f"person/{uuid4()}"):
        assert admin.get(f"/admin/letters/{path}").status_code == 404
    for path in (f"{theirs.id}/again", f"{theirs.id}/bounced", f"person/{stranger}/address"):
        answer = admin.post(f"/admin/letters/{path}", {"mail": "new@example.com"})
        assert answer.status_code == 404
    assert [one.state for one in letters_of(tools, other, stranger)] == [LetterState.FAILED]
