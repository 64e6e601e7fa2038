"""登録した内容: statuses, days and who looked - never a value."""

import pytest

from mcollector.rules.actor import Actor
from mcollector.rules.rights import Right
from mcollector.services.photographs import photographs
from mcollector.services.reviews import decision, numbers
from mcollector.services.reviews import photographs as review_photographs
from mcollector.services.reviews.papers import bound
from mcollector.services.submissions import submit
from tests import factories
from tests.factories import PROFILE
from tests.portal.employee import NUMBER

DEPENDENT = factories.number("98765432109")


@pytest.fixture
def office(tools, founded):
    """Let somebody of the office open things of the employee, as the review does."""
    clerk = Actor.staff(founded.company_id, founded.account_id, Right.DATA)

    def look(what):
        (person_id,) = factories.people_ids(tools, founded)
        with tools.work(clerk) as uow:
            newest = submit.newest(uow, person_id)
            if what == "number":
                numbers.reveal(uow, person_id, newest.id)
            elif what == "photographs":
                for row in bound(uow, newest.id):
                    review_photographs.see_photograph(uow, row.id, "large")
            else:
                decision.open_review(uow, person_id)

    return look


def answers(page):
    keys = [node.text for node in page.find("dt")]
    return dict(zip(keys, [node.text for node in page.find("dd", css="sum-value")], strict=True))


def items(page, tag, css):
    (found,) = page.find(tag, css=css)
    return [" ".join(node.text.split()) for node in found.all() if node.tag == "li"]


def test_before_anything_was_submitted(worker):
    page = worker.page("/my/record")

    assert answers(page) == {
        "状態": "まだです",
        "受付番号": "まだ提出していません",
        "提出した日時": "まだ提出していません",
        "会社が確認した日": "まだです",
        "利用目的": "まだ確認していません",
    }
    assert items(page, "ol", "timeline") == ["11月24日 10:00 会社があなたを登録しました。"]
    assert "まだ、だれも見ていません。" in page.text
    assert [node.attributes["href"] for node in page.find("a", css="btn-primary")] == ["/my/start"]


def test_what_was_submitted_is_told_in_words_and_days(worker, clock):
    worker.fill_in()
    worker.add_dependent()
    clock.move(minutes=5)
    worker.press_update()

    page = worker.page("/my/record")

    found = answers(page)
    receipt = found["受付番号"]
    assert found == {
        "状態": "会社が 見ています",
        "受付番号": receipt,
        "提出した日時": "11月24日 10:05",
        "会社が確認した日": "まだです",
        "利用目的": "第1版を確認しました",
    }
    assert receipt.startswith("MC-2026-")
    assert "扶養者1人目（子・11月24日に登録）" in [node.text for node in page.find("li")]
    assert items(page, "ol", "timeline") == [
        "11月24日 10:00 会社があなたを登録しました。",
        "11月24日 10:00 利用目的（第1版）を確認しました。",
        f"11月24日 10:05 提出しました（受付番号 {receipt}）。",
    ]


def test_whoever_looked_is_named_by_right_and_minute(worker, office, clock, deliver):
    worker.hand_in()
    deliver()
    clock.move(minutes=5)
    office("number")
    clock.move(minutes=5)
    office("photographs")
    office("page")

    page = worker.page("/my/record")

    assert items(page, "ul", "looks") == [
        "11月24日 10:10 データ利用者が、個人情報を見ました。",
        "11月24日 10:10 データ利用者が、証明書の写真を見ました。",
        "11月24日 10:05 データ利用者が、マイナンバーを見ました。",
    ]


def test_the_worker_of_the_house_is_nobody_who_looks(worker, deliver, tools, founded):
    worker.hand_in()
    deliver()

    (person_id,) = factories.people_ids(tools, founded)
    with tools.read(factories.admin_of(founded)) as uow:
        newest = submit.newest(uow, person_id)
        states = {row.state for row in bound(uow, newest.id)}
    assert states == {photographs.DocumentState.CLEAN}
    assert "まだ、だれも見ていません。" in worker.page("/my/record").text


def test_what_was_said_instead_stands_in_the_course_of_events(worker, clock):
    worker.send("/my/refusal", {"reason": "unwilling", "text": "見本の理由"})
    clock.move(minutes=5)
    worker.send("/my/refusal/end")

    page = worker.page("/my/record")

    assert items(page, "ol", "timeline")[1:] == [
        "11月24日 10:00 提出できないことを知らせました：提出したくない",
        "11月24日 10:05 提出できないことを取り消しました。",
    ]
    assert "見本の理由" not in page.text


def test_no_value_is_shown(worker, office, deliver):
    worker.fill_in()
    worker.add_dependent()
    worker.press_update()
    deliver()
    office("number")

    text = worker.page("/my/record").text

    values = [NUMBER, DEPENDENT, PROFILE["address"], PROFILE["phone"], PROFILE["postcode"], "一"]
    assert NUMBER.isdecimal()
    assert [value for value in values if value in text] == []


def test_nobody_else_stands_in_it(worker, tools, founded):
    factories.people_in(tools, founded, 1, prefix="jiro")
    other = factories.submission_in(tools, founded)
    with tools.work(factories.admin_of(founded)) as uow:
        numbers.reveal(uow, other, submit.newest(uow, other).id)

    page = worker.page("/my/record")

    assert (answers(page)["受付番号"], page.find("ul", css="looks")) == ("まだ提出していません", [])
