"""「更新」: once is once, what is missing is listed, and afterwards nothing typed can be seen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from uuid import uuid4

import pytest

from mcollector.rules.states import PersonState
from mcollector.services.upkeep import housekeeping
from mcollector.store.documents import Document
from mcollector.store.people import Person
from mcollector.store.submissions import Dependent, Draft, Submission
from tests import factories
from tests.factories import PROFILE
from tests.portal.accounts import with_password
from tests.portal.employee import NUMBER, PHOTOGRAPHS, Employee
from tests.portal.pages import Page
from tests.portal.rows import rows
from tests.web.visitor import title

EVERYTHING = [
    ("/my/notice", "利用目的を確認し、チェックを入れてください。"),
    ("/my/profile", "個人情報の入力が終わっていません。"),
    ("/my/photos", "マイナンバーと書類の選択が終わっていません。"),
]
CHANGED = "ほかの画面で内容が変わりました。下の内容を確認して、もう一度「更新」を押してください。"

NO_KEY = "0f6a2a5e-3f0d-4c58-9d57-5a3b5f0e9c11"


def twin(worker):
    """Return another client of the same browser."""
    other = Employee(worker.client.application.test_client(), worker.user_id)
    for name in ("mc-portal", "mc-page", "mc-draft"):
        other.client.set_cookie(name, worker.cookie(name).value)
    return other


@pytest.mark.both
@pytest.mark.parametrize("times", [2, 8])
def test_a_double_click_makes_one_submission_with_one_receipt(worker, tools, times):
    worker.fill_in()
    worker.add_dependent()
    values = worker.page("/my/check").values
    sent = {name: values[name] for name in ("csrf_token", "key")}
    browsers, together = [twin(worker) for _ in range(times)], Barrier(times)

    def press(browser):
        together.wait()
        return browser.client.post("/my/submit", data=sent)

    with ThreadPoolExecutor(times) as pool:
        answers = list(pool.map(press, browsers))

    assert [(answer.status_code, answer.location) for answer in answers] == [
        (302, "/my/done")
    ] * times
    assert [row.receipt for row in rows(tools, Submission)] == ["MC-2026-0001"]
    assert len(rows(tools, Dependent)) == 1


@pytest.mark.both
def test_two_first_submissions_of_a_company_get_two_receipts(app, tools, founded, worker):
    factories.people_in(tools, founded, 1, prefix="hanako")
    other = Employee(app.test_client(), with_password(tools, founded, "hanako0@example.com"))
    browsers, together = [worker, other.sign_in()], Barrier(2)
    keys = [one.fill_in().page("/my/check").values for one in browsers]

    def press(n):
        together.wait()
        sent = {name: keys[n][name] for name in ("csrf_token", "key")}
        return browsers[n].client.post("/my/submit", data=sent).location

    with ThreadPoolExecutor(2) as pool:
        places = list(pool.map(press, range(2)))

    assert places == ["/my/done", "/my/done"]
    receipts = sorted(row.receipt for row in rows(tools, Submission))
    assert receipts == ["MC-2026-0001", "MC-2026-0002"]


def test_the_same_page_pressed_later_returns_the_same_receipt(worker, tools):
    worker.fill_in()
    key = worker.page("/my/check").values["key"]
    first = worker.send("/my/submit", {"key": key})
    receipt = worker.page("/my/done").find("strong", css="receipt")[0].text

    again = worker.send("/my/submit", {"key": key})

    assert (first.location, again.location) == ("/my/done", "/my/done")
    assert worker.page("/my/done").find("strong", css="receipt")[0].text == receipt
    assert len(rows(tools, Submission)) == 1


def test_a_second_tab_with_an_older_page_is_told_and_nothing_is_doubled(worker, tools):
    worker.hand_in()

    answer = worker.send("/my/submit", {"key": str(uuid4())})

    assert (answer.status_code, title(answer)) == (409, "提出はすでに完了しています。")
    assert len(rows(tools, Submission)) == 1


@pytest.mark.parametrize("key", [None, "", "no key", "9" * 9000, "\x00", NO_KEY])
def test_a_page_that_shows_something_else_is_shown_anew(worker, tools, key):
    worker.fill_in()

    answer = worker.send("/my/submit", {"key": key} if key is not None else {})

    page = Page(answer.text)
    assert (answer.status_code, page.summary) == (409, [("#answers", CHANGED)])
    assert rows(tools, Submission) == []
    assert worker.send("/my/submit", page.values).location == "/my/done"


def test_everything_missing_is_listed_with_its_page(worker, tools):
    answer = worker.press_update()

    page = Page(answer.text)
    assert (answer.status_code, page.summary) == (422, EVERYTHING)
    assert page.title.startswith("エラー：")
    assert rows(tools, Submission) == []


def test_before_it_is_pressed_the_same_is_told_without_alarm(worker):
    page = worker.page("/my/check")

    assert page.summary is None
    assert all(sentence in page.notes()[0] for _, sentence in EVERYTHING)


def test_missing_photographs_are_listed_alone(worker):
    worker.read_notice()
    worker.fill_profile()
    worker.send_photographs({"card_back": PHOTOGRAPHS["card_back"]})

    answer = worker.press_update()

    assert Page(answer.text).summary == [("/my/photos", "証明書の写真がそろっていません。")]


def test_the_state_and_the_day_it_turns_red_follow(worker, tools, clock):
    worker.hand_in()

    (person,) = rows(tools, Person)
    assert (person.state, person.due_on) == (PersonState.SUBMITTED, date(2026, 11, 27))
    assert (person.uploaded_at, rows(tools, Draft)) == (clock(), [])


FORM_PAGES = ["/my/check", "/my/photos", "/my/profile", "/my/dependents/0", "/my/start"]


@pytest.mark.parametrize("path", FORM_PAGES)
def test_the_back_button_leads_to_the_receipt(worker, path):
    worker.hand_in()

    answer = worker.get(path)

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.location in ("/my/done", "/my/")


WRITING = [
    "/my/profile",
    "/my/photos",
    "/my/dependents/0",
    "/my/submit",
    "/my/again",
    "/my/again/check",
]


@pytest.mark.parametrize("path", WRITING)
def test_nothing_is_taken_after_it(worker, tools, path):
    worker.hand_in()
    before = (rows(tools, Submission), rows(tools, Document))

    answer = worker.send(path, PROFILE | {"route": "card", "number": NUMBER})

    assert answer.status_code in (302, 409)
    assert (rows(tools, Submission), rows(tools, Document)) == before
    assert rows(tools, Draft) == []


def test_another_device_starts_empty(worker, device):
    worker.fill_in()
    worker.add_dependent()
    other = device()

    page = other.page("/my/profile")
    check = other.page("/my/check")

    assert (page.values["phone"], page.values["family"]) == ("", "山田")
    assert "●●●●" not in check.text
    assert "1人目" not in check.text
    assert "入力済み" not in other.page("/my/photos").text


def test_a_draft_survives_a_logout_and_the_end_of_the_session(worker, clock):
    worker.fill_in()
    worker.post("/logout", page="/my/")
    after_logout = worker.sign_in().page("/my/check").text
    clock.move(hours=13)

    ended = worker.get("/my/check")
    back = worker.sign_in().page("/my/check")

    assert ended.location == "/login?next=portal.check"
    assert f"●●●● ●●●● {NUMBER[8:]}" in after_logout
    assert f"●●●● ●●●● {NUMBER[8:]}" in back.text
    assert worker.press_update().location == "/my/done"


def test_a_draft_ends_after_fourteen_days(worker, tools, founded, clock):
    worker.fill_in()
    clock.move(days=14)

    with tools.work(factories.admin_of(founded)) as uow:
        housekeeping.forget(uow)

    assert rows(tools, Draft) == []
    assert worker.sign_in().page("/my/profile").values["phone"] == ""


def test_a_refused_page_leaves_the_device_its_key(worker):
    answer = worker.fill_profile(phone="090")

    assert answer.status_code == 422
    assert worker.cookie("mc-draft") is not None
    assert worker.page("/my/profile").values["address"] == PROFILE["address"]
