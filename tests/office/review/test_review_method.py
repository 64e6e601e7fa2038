"""確認方法 and the ticks of each kind of paper, the record of 本人確認 - without numbers."""

from datetime import date

import pytest
from sqlalchemy import select

from mcollector.rules import canonical
from mcollector.store.reviews import Review
from mcollector.store.submissions import Submission
from tests import factories
from tests.office import desk
from tests.office.pages import wrong
from tests.office.review.reviewing import form, look, with_spouse

NO_PAPER = "採用時に確認した書類を選択してください。"
NO_DAY = "採用時に確認した日を、今日までの日付で入力してください。"


@pytest.fixture
def send(admin, tools, founded, person_id, papers):
    """Press 「更新」 with everything seen and ticked, and what is said of the method."""
    look(admin, papers)

    def send(**said):
        return admin.post(f"/admin/reviews/{person_id}", form(tools, founded, person_id, **said))

    return send


def kept(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        return uow.first(select(Review))


def hired(paper="licence", year="2024", month="4", day="1", **more):
    return {
        "hired_by": paper,
        "hired_on_year": year,
        "hired_on_month": month,
        "hired_on_day": day,
        **more,
    }


def test_unsaid_it_was_by_pictures(send, tools, founded):
    send()

    row = kept(tools, founded)
    assert (row.manner, row.hired_by, row.hired_on) == ("remote", "", None)
    assert canonical.decode(row.checks.encode()) == {
        "checks": sorted(desk.ALL_CHECKS),
        "papers": ["card"],
    }


def test_face_to_face(send, tools, founded):
    send(manner="in_person")

    assert kept(tools, founded).manner == "in_person"


def test_checked_at_hire_needs_no_identity_but_the_number(send, tools, founded):
    without_number = send(**hired(check=["face_shown", "not_expired"]))
    answer = send(**hired(check=["number_same", "name_same"]))

    row = kept(tools, founded)
    assert wrong(without_number) == {"checks": "番号確認の項目にチェックを入れてください。"}
    assert answer.status_code == 302
    assert (row.hired_by, row.hired_on) == ("licence", date(2024, 4, 1))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"manner": "by rumour"}, "確認方法を選択してください。"),
        (hired("junk"), NO_PAPER),
        (hired("residence"), NO_PAPER),
        (hired("eligibility"), NO_PAPER),
        (hired(day=""), NO_DAY),
        (hired(month="13"), NO_DAY),
        (hired(year="2026", month="11", day="25"), NO_DAY),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(send, tools, founded, said, sentence):
    answer = send(**said)

    assert (answer.status_code, wrong(answer)) == (422, {"method": sentence})
    assert '<details class="method" id="method" tabindex="-1" open>' in answer.text
    assert kept(tools, founded) is None


def test_no_number_is_in_the_record(send, tools, founded):
    send(**hired())

    row = kept(tools, founded)
    values = " ".join(str(getattr(row, column.key)) for column in Review.__table__.columns)
    assert "licence" in values
    assert factories.number() not in values


@pytest.mark.parametrize(
    ("papers_of", "ticks"),
    [
        ("notice licence", ["number_same", "name_same", "notice_current"]),
        ("residence licence", ["number_same", "name_same", "residence_recent"]),
    ],
)
def test_a_paper_brings_its_own_tick(admin, tools, founded, person_id, papers, papers_of, ticks):
    with tools.work(factories.admin_of(founded)) as uow:
        row = uow.first(select(Submission))
        row.papers = papers_of
        uow.record(desk.Action.DRAFT_SAVED, row=row)
    look(admin, papers)
    send = form(tools, founded, person_id, check=[*ticks[:-1], "face_shown", "not_expired"])

    without = admin.post(f"/admin/reviews/{person_id}", send)
    answer = admin.post(
        f"/admin/reviews/{person_id}", {**send, "check": [*send["check"], ticks[-1]]}
    )

    assert wrong(without) == {"checks": "番号確認の項目にチェックを入れてください。"}
    assert answer.status_code == 302


class TestPeople:
    """The employee and each dependent, each with their own."""

    def test_a_tab_each_with_how_much_was_seen(self, app, tools, founded):
        factories.people_in(tools, founded, 1)
        person_id = with_spouse(tools, founded)
        admin = desk.sign_in(app, tools, founded)
        papers = desk.papers(tools, founded, person_id)
        look(admin, [one for one in papers if "-" not in one.slot])

        page = admin.get(f"/admin/reviews/{person_id}").text

        words = page.partition("data-tabs")[2].partition("</nav>")[0]
        assert ("本人" in words, "妻 山田 花子" in words) == (True, True)
        assert ("画像 2/2 ✓" in words, "画像 0/2" in words) == (True, True)
        assert page.count('data-person="1"') == 1
        assert page.count('data-of="1"') == 2

    def test_a_dependent_without_photographs_was_checked_by_the_employee(self, admin, person_id):
        page = admin.get(f"/admin/reviews/{person_id}").text

        assert "本人（従業員）が確認済み" in page
        assert "写真なし" in page


def test_the_keys_are_switched_off_and_stay_off(app, admin, tools, founded, person_id):
    address = f"/admin/reviews/{person_id}"
    before = admin.get(address).text

    answer = admin.post(f"{address}/keys", {"shortcuts": "off"}).text
    after = desk.sign_in(app, tools, founded).get(address).text
    again = admin.post(f"{address}/keys", {"shortcuts": "on"}).text

    keyed = [" data-keys>" in page for page in (before, answer, after, again)]
    told = ['aria-keyshortcuts="V"' in page for page in (before, answer, after, again)]
    assert keyed == told == [True, False, False, True]


def test_the_page_tells_who_checked_what_and_how(admin, send, person_id):
    send(**hired(manner="in_person"))
    confirmed = admin.get(f"/admin/reviews/{person_id}").text
    admin.post(f"/admin/reviews/{person_id}/cancel", {"reason": "別の人でした。"})
    taken_back = admin.get(f"/admin/reviews/{person_id}").text

    told = [
        "2026年11月24日　確認者：山田 管理者（11月24日 12:00に登録）",
        "書類：マイナンバーカード　方法：対面で原本を確認",
        "身元確認：採用時（2024年4月1日）に運転免許証で確認",
    ]
    end = "取り消し：11月24日 12:00　山田 管理者　理由：別の人でした。"
    assert [line in confirmed for line in [*told, end]] == [True, True, True, False]
    assert [line in taken_back for line in [*told, end]] == [True] * 4
