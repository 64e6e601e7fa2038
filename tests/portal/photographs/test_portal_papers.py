"""The choice of papers in the form: everything shown and asked for comes from the catalogue."""

from datetime import UTC, datetime

import pytest

from mcollector.rules.papers import catalogue, checklists
from mcollector.services.submissions import submit
from tests import factories
from tests.factories import BACK, FRONT
from tests.papers import COIN
from tests.portal.pages import Page, refused

HALVES = {"half_1": "eligibility", "half_2": "pension_book"}
PAIR = {"route": "residence", "photo_id": "none", **HALVES}


@pytest.fixture
def newest(tools, founded):
    """Read the employee's newest submission: its papers, and the ticks of its review."""

    def read():
        (person_id,) = factories.people_ids(tools, founded)
        with tools.work(factories.admin_of(founded)) as uow:
            row = submit.newest(uow, person_id)
            page = checklists.checklists_of(row.paper_codes)
            return row.papers, [tick.code for group in page for tick in group.items]

    return read


def offered(page, name="route"):
    if name == "route":
        return [node.attributes["value"] for node in page.find("input", name="route")]
    return [
        node.attributes["value"] for node in page.find(id=name)[0].all() if node.tag == "option"
    ]


def test_the_form_offers_what_counts_today(worker, clock):
    assert offered(worker.page("/my/photos")) == ["card", "tkc", "notice", "residence"]

    clock.moment = datetime(2026, 6, 13, tzinfo=UTC)

    assert offered(worker.page("/my/photos")) == ["card", "notice", "residence"]


def test_a_fresh_form_stands_on_the_first_choice_with_its_places(worker):
    page = worker.page("/my/photos")

    places = [node.attributes["aria-labelledby"] for node in page.find("section", css="slot")]
    assert page.values["route"] == "card"
    assert places == ["card_back-title", "card_front-title"]


def test_what_cannot_be_used_is_listed_from_the_catalogue(worker):
    page = worker.page("/my/photos")

    (box,) = [node for node in page.find("details") if "使えないもの" in node.text]
    assert [node.text for node in box.all() if node.tag == "li"] == [
        "健康保険証（2025年12月1日（月）まで）",
        "個人番号通知書（2020年5月25日より後に届いた紙）",
        "住所や名前が古い通知カード",
        "有効期限が切れたもの",
    ]


def test_step_by_step_without_script(worker):
    first = worker.send_photographs(route="residence", choose="1")
    page = worker.page(first.location)
    assert offered(page, "photo_id")[-2:] == ["tax_accountant", "none"]

    second = worker.send_photographs(route="residence", photo_id="none", choose="1")
    page = worker.page(second.location)
    assert offered(page, "half_1")[:3] == ["", "eligibility", "pension_book"]

    third = worker.send_photographs(choose="1", **PAIR)
    page = worker.page(third.location)
    places = [node.attributes["aria-labelledby"] for node in page.find("section", css="slot")]
    assert places == ["residence-title", "eligibility-title", "pension_book-title"]
    assert {name: page.values[name] for name in PAIR} == PAIR


def test_two_papers_without_a_photograph_complete_a_submission(worker, newest):
    worker.read_notice()
    worker.fill_profile()

    missing = worker.send_photographs({"residence": BACK, "eligibility": FRONT}, **PAIR)
    assert refused(missing) == {"pension_book": "年金手帳の写真を選択してください。"}
    worker.send_photographs({"pension_book": FRONT}, **PAIR)

    assert worker.press_update().location == "/my/done"
    assert newest() == (
        "residence eligibility pension_book",
        ["number_same", "name_same", "residence_recent", "two_papers", "not_expired"],
    )


def test_the_second_without_a_photograph_is_another_paper(worker):
    answer = worker.send_photographs(**PAIR | {"half_2": "eligibility"})

    assert refused(answer) == {"half_2": "1つ目と ちがう証明書を選択してください。"}


def test_a_paper_that_proves_nothing_is_refused_by_name(worker):
    route = worker.send_photographs(route="number_notice")
    half = worker.send_photographs(**PAIR | {"half_1": "health_card"})

    assert refused(route) == {"route": "個人番号通知書は使えません。ほかの書類を選択してください。"}
    assert refused(half) == {"half_1": "健康保険証は使えません。ほかの書類を選択してください。"}


def test_the_health_card_is_taken_on_its_last_day_and_not_on_the_next(worker, clock, newest):
    clock.moment = datetime(2025, 12, 1, 14, 59, tzinfo=UTC)
    worker.sign_in().read_notice()
    worker.fill_profile()
    papers = PAIR | {"half_1": "health_card"}
    sent = {"residence": BACK, "health_card": FRONT, "pension_book": FRONT}
    assert worker.send_photographs(sent, **papers).location == "/my/check"

    clock.moment = datetime(2025, 12, 1, 15, 0, tzinfo=UTC)
    late = worker.press_update()
    clock.moment = datetime(2025, 12, 1, 14, 59, tzinfo=UTC)
    in_time = worker.press_update()

    assert Page(late.text).summary == [
        ("/my/photos", "健康保険証は使えません。ほかの書類を選択してください。")
    ]
    assert (late.status_code, in_time.location) == (422, "/my/done")
    assert newest()[0] == "residence health_card pension_book"


def test_the_new_residence_card_alone_completes_a_submission(worker, newest):
    worker.read_notice()
    worker.fill_profile()

    worker.send_photographs({"tkc_back": BACK, "tkc_front": FRONT}, route="tkc")

    assert worker.press_update().location == "/my/done"
    assert newest() == ("tkc", ["number_same", "name_same", "face_shown", "not_expired"])


def test_a_new_paper_is_one_dated_row(worker, newest, monkeypatch):
    monkeypatch.setattr(catalogue, "CATALOGUE", (*catalogue.CATALOGUE, COIN))
    worker.read_notice()
    worker.fill_profile()

    worker.send_photographs({"coin": BACK, "passport": FRONT}, route="coin", photo_id="passport")

    assert worker.press_update().location == "/my/done"
    ticks = ["number_same", "name_same", "coin_current", "face_shown", "not_expired"]
    assert newest() == ("coin passport", ticks)


def test_a_paper_without_its_second_side_does_not_complete(worker):
    worker.read_notice()
    worker.fill_profile()
    worker.send_photographs({"tkc_back": BACK}, route="tkc")

    answer = worker.press_update()

    assert Page(answer.text).summary == [("/my/photos", "証明書の写真がそろっていません。")]
