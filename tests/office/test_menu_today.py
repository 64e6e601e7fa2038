"""メニュー: 今日やること with its counts, the first day, and what keeps letters from going."""

import re
from datetime import date

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.letters.kinds import LetterState
from mcollector.rules.rights import Right
from mcollector.services.rosters import upload
from mcollector.store.letters import Letter
from tests import factories
from tests.office import desk

DOWN = "メールを送信できません（設定を確認）。"


def tasks(answer):
    """Return what each line of 今日やること says, and where it leads."""
    found = re.findall(r'<a class="task" href="([^"]*)">(.*?)</a></li>', answer.text, re.DOTALL)
    return [
        (re.search(r'class="chip[^>]*>(?:<svg.*?</svg>)?([^<]*)', body)[1], href)
        for href, body in found
    ]


@pytest.fixture
def everything(tools, founded):
    """Somebody for each line of the list."""
    factories.people_in(tools, founded, 5)
    desk.submitted(tools, founded)
    ids = factories.people_ids(tools, founded)
    desk.put(tools, founded, ids[1], state="waiting", due_on=date(2026, 11, 24))
    desk.put(tools, founded, ids[2], state="returned", due_on=date(2026, 11, 30))
    desk.put(tools, founded, ids[3], bounced=True)
    return ids


def set_letter(tools, founded, **values):
    """Set columns of the company's first letter as a try to send it would."""
    with tools.work(factories.admin_of(founded)) as uow:
        row = uow.first(desk.select(Letter).order_by(Letter.id))
        for name, value in values.items():
            setattr(row, name, value)
        uow.record(Action.LETTER_ENDED, row=row)


def test_each_line_counts_and_leads_to_its_people(admin, everything):
    assert tasks(admin.get("/admin/")) == [
        ("確認待ち 1名", "/admin/reviews/"),
        ("期限超過 1名", "/admin/people/?tab=late"),
        ("差し戻し 1名", "/admin/people/?tab=returned"),
        ("不達 1名", "/admin/letters/?only=failed"),
    ]


def test_a_right_is_shown_what_it_may_do(app, tools, founded, everything):
    data = desk.sign_in(app, tools, founded, Right.DATA).get("/admin/")

    assert [words for words, _href in tasks(data)] == [
        "確認待ち 1名",
        "期限超過 1名",
        "差し戻し 1名",
    ]


def test_the_bar_and_its_table_count_everybody_once(admin, everything):
    page = admin.get("/admin/").text

    rows = re.findall(r"</svg>([^<]*)</span></th>\s*<td[^>]*>([^<]*)</td>", page)
    widths = re.findall(r'<svg x="[^"]*" width="([^%]*)%">', page)
    assert rows == [
        ("確認待ち", "1名"),
        ("差し戻し", "1名"),
        ("提出待ち", "2名"),
        ("期限超過", "1名"),
    ]
    assert [float(one) for one in widths] == [20, 20, 40, 20]


def test_nothing_to_do_is_said(admin, tools, founded):
    factories.people_in(tools, founded, 1)

    page = admin.get("/admin/").text

    assert "今日やることはありません。" in page
    assert "1名中0名が確認済み（0%）。" in page


def test_the_first_day_has_a_guide_with_its_doors(admin):
    page = admin.get("/admin/").text

    guide = page.partition('id="first-day"')[2].partition("</section>")[0]
    assert guide.count("<li>") == 3
    sample, *doors = re.findall(r'<a [^>]*href="([^"]*)"', guide)
    assert sample.startswith("/static/roster-sample.csv?v=")
    assert doors == [
        "/admin/rosters/",
        "/admin/rosters/add",
        "/admin/settings/",
        "/admin/mail-texts/",
    ]
    assert 'id="today"' not in page


def test_the_sample_file_is_a_list_the_house_takes(admin, tools, founded):
    sample = re.search(r'href="(/static/roster-sample[^"]*)"', admin.get("/admin/").text)[1]
    with admin.get(sample) as answer:
        content = answer.data

    with tools.work(factories.admin_of(founded)) as uow:
        roster_id = upload.upload(uow, content)
    with tools.work(factories.admin_of(founded)) as uow:
        upload.run(uow, roster_id)

    assert desk.names(tools, founded) == [
        ("hanako@example.com", "佐藤", "", "花子"),
        ("maria@example.com", "SANTOS", "", "MARIA"),
        ("taro@example.com", "山田", "", "太郎"),
    ]


def test_with_the_first_person_the_guide_is_gone(admin, tools, founded):
    factories.people_in(tools, founded, 1)

    assert 'id="first-day"' not in admin.get("/admin/").text


@pytest.mark.parametrize(
    ("code", "expected"),
    [("no-connection", True), ("tls", True), ("535 5.7.8", True), ("450 4.2.1", False)],
)
def test_a_mail_server_that_is_down_is_told(admin, tools, founded, clock, code, expected):
    factories.people_in(tools, founded, 1)
    set_letter(tools, founded, state=LetterState.RETRY, code=code, sending_at=clock())

    assert (DOWN in admin.get("/admin/").text) is expected


def test_a_letter_that_went_since_ends_the_note(admin, tools, founded, clock):
    factories.people_in(tools, founded, 2)
    set_letter(tools, founded, state=LetterState.RETRY, code="no-connection", sending_at=clock())
    before = DOWN in admin.get("/admin/").text
    with tools.work(factories.admin_of(founded)) as uow:
        other = uow.first(desk.select(Letter).where(Letter.state == LetterState.READY))
        other.state, other.sent_at = LetterState.SENT, clock()
        uow.record(Action.LETTER_ENDED, row=other)

    assert (before, DOWN in admin.get("/admin/").text) == (True, False)
