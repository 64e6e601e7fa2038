"""監査ログ: every line once, in words, narrowed by what the office asks for."""

import re
from datetime import UTC, datetime

import pytest

from mcollector.jobs import timetable
from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.audit import action_words
from mcollector.rules.rights import Right
from mcollector.services.audit import lines
from mcollector.services.reviews import numbers, photographs
from mcollector.store.accounts import Account
from tests import factories
from tests.office import desk
from tests.work import edits

SHOWN = ("マイナンバーを表示", "証明書画像を表示")


def cells(answer):
    """Return the rows of the log without their times: who, what, to whom, with what result."""
    rows = re.findall(r'<tr><th class="nowrap".*?</tr>', answer.text, re.DOTALL)
    return [
        tuple(_words(cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)) for row in rows
    ]


def _words(cell):
    bare = re.sub(r'<span class="hid">.*?</span>|<svg.*?</svg>|<[^>]*>', "", cell, flags=re.DOTALL)
    return bare.strip()


def asked(admin, **query):
    return admin.get("/admin/log/", query_string=query)


@pytest.fixture
def seen(tools, founded, person_id):
    """The number and a photograph of somebody were looked at."""
    first = desk.papers(tools, founded, person_id)[0]
    submission = desk.newest(tools, founded, person_id)
    with tools.work(factories.admin_of(founded)) as uow:
        numbers.reveal(uow, person_id, submission.id)
    with tools.work(factories.admin_of(founded)) as uow:
        photographs.see_photograph(uow, first.id, "large")


def test_a_look_stands_with_who_what_and_whose(admin, tools, founded, person_id, seen):
    name = desk.person(tools, founded, person_id).family

    found = [row for row in cells(asked(admin, group="seen")) if row[1] in SHOWN]

    assert [(row[1], row[3]) for row in found] == [(word, "成功") for word in SHOWN[::-1]]
    assert {row[2].split()[0] for row in found} == {name}


def test_every_line_is_on_exactly_one_page(admin, tools, founded, seen, monkeypatch):
    monkeypatch.setattr(lines, "SIZE", 20)
    pages, query = [], {}
    while query is not None:
        with tools.read(factories.admin_of(founded)) as uow:
            page = lines.get_page(uow, lines.LogQuery(**query))
        pages.append(page)
        query = {"before": page.older} if page.older else None
    shown = [row.seq for page in pages for row in page.rows]

    assert shown == list(range(shown[0], 0, -1))
    assert len(pages) == -(-shown[0] // lines.SIZE) > 1


def test_the_way_back_shows_the_same_pages(admin, tools, founded, seen, monkeypatch):
    monkeypatch.setattr(lines, "SIZE", 20)

    def page(**query):
        with tools.read(factories.admin_of(founded)) as uow:
            return lines.get_page(uow, lines.LogQuery(**query))

    second = page(before=page().older)

    assert page(after=second.newer).rows == page().rows


def test_one_persons_lines_are_that_persons(admin, tools, founded, person_id, seen):
    answer = asked(admin, subject=str(person_id), group="seen")

    assert {row[1] for row in cells(answer)} >= set(SHOWN)
    nobody = factories.people_ids(tools, founded)[1]
    assert cells(asked(admin, subject=str(nobody), group="seen")) == []


def test_a_login_names_who_logged_in(admin, tools, founded):
    with tools.work(Actor.visitor(founded.company_id)) as uow:
        account = uow.get(Account, founded.account_id)
        uow.record(Action.LOGIN_PASSED, row=account)

    newest = cells(asked(admin, group="login"))[0]

    assert newest == ("ログイン前の人", "ログイン", account.name, "成功")


def test_only_what_failed(admin, app, tools, founded):
    desk.sign_in(app, tools, founded, Right.AUDITOR).get("/admin/rosters/")

    found = cells(asked(admin, only="failed"))

    assert [row[1:] for row in found] == [("権限のない操作を拒否", "会社", "失敗")]


def test_what_one_of_the_office_did(admin, tools, founded, seen):
    other = desk.account(tools, founded, Right.DATA)

    assert cells(asked(admin, actor=str(other.id))) == []
    assert len(cells(asked(admin, actor=str(founded.account_id), group="seen"))) >= 2


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ({"first": "2026-11-24"}, True),
        ({"last": "2026-11-24"}, True),
        ({"first": "2026-11-25"}, False),
        ({"last": "2026-11-23"}, False),
        ({"first": "no day", "last": "2026-13-40", "actor": "x", "subject": "x"}, True),
        ({"before": "x", "after": "-1", "group": "no group", "only": "x"}, True),
        ({"before": "9" * 18}, True),
        ({"before": "9" * 400}, True),
    ],
)
def test_days_are_japans_and_nonsense_is_as_if_not_there(admin, seen, query, is_there):
    answer = asked(admin, **query)

    assert (answer.status_code, bool(cells(answer))) == (200, is_there)


@pytest.mark.parametrize(
    ("moment", "first", "is_there"),
    [
        (datetime(2026, 11, 24, 14, 59, 59, tzinfo=UTC), "2026-11-25", False),
        (datetime(2026, 11, 24, 15, 0, 0, tzinfo=UTC), "2026-11-25", True),
    ],
)
def test_a_day_begins_at_midnight_in_japan(tools, founded, app, clock, moment, first, is_there):
    clock.moment = moment
    admin = desk.sign_in(app, tools, founded)

    assert bool(cells(asked(admin, first=first))) == is_there


def test_an_empty_log_of_that_kind_says_so(admin):
    assert "該当する記録はありません。" in asked(admin, last="2000-01-01").text


def test_before_the_first_signature_nothing_is_claimed(admin):
    assert "改ざん検知：まだ署名がありません" in asked(admin).text


def test_a_signed_log_says_when_it_was_in_order(admin, tools):
    timetable.sign_checkpoints(tools)

    assert "改ざん検知：正常（11月24日 12:00）" in asked(admin).text


def test_a_tampered_log_that_grows_names_the_line_once(admin, tools, founded, person_id):
    timetable.sign_checkpoints(tools)
    with edits.thief_of(tools.engine, founded.company_id) as thief:
        fault = edits.EDITS["edited_body"](thief)
    desk.approve(tools, founded, person_id)

    timetable.verify_logs(tools)
    timetable.sign_checkpoints(tools)
    timetable.verify_logs(tools)

    told = f"監査ログの{fault.seq}行目が記録と合いません（11月24日 12:00に検出）。"
    assert told in asked(admin).text
    assert len(desk.lines(tools, founded.company_id, Action.AUDIT_VERIFIED)) == 1


def test_another_companys_lines_are_not_in_it(admin, tools, founded, other):
    def ended(whose):
        with tools.work(Actor.system("worker", whose.company_id)) as uow:
            uow.record(Action.JOB_ENDED)
        return [row for row in cells(asked(admin, group="house")) if row[1] == "自動処理を終了"]

    assert ended(other) == []
    assert ended(founded) == [("自動処理", "自動処理を終了", "会社", "成功")]


@pytest.mark.parametrize("right", list(Right)[:-1])
def test_the_log_is_for_administrators_and_auditors(app, tools, founded, right):
    visitor = desk.sign_in(app, tools, founded, right)

    allowed = right in (Right.ADMIN, Right.AUDITOR)
    assert asked(visitor).status_code == (200 if allowed else 403)


def test_every_action_has_a_word_of_its_own_and_a_group():
    words = [str(action_words.WORDS[action]) for action in Action]

    assert len(set(words)) == len(words)
    assert {action for group in action_words.GROUPS for action in group.actions} == set(Action)
