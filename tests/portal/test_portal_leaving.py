"""Two minutes before the logout a dialog says so; 「続ける」 keeps the session, for either door."""

import pytest

from mcollector.store.accounts import WebSession
from tests.factories import PASSWORD
from tests.journeys.conftest import chromium
from tests.portal.phone import phone, sign_in
from tests.portal.rows import rows
from tests.served import served

__all__ = ["chromium"]

WORDS = "あと2分でログアウトします"
MINUTE = 60_000


@pytest.fixture
def page(chromium, app, employee):
    """The employee's telephone, whose clock the test moves."""
    with served(app) as url, phone(chromium) as page:
        page.clock.install()
        sign_in(page, url, employee, PASSWORD)
        yield page


def test_the_page_tells_when_the_session_ends(worker, clock):
    fresh = worker.page("/my/").find("dialog")[0].attributes["data-leaving"]
    for _ in range(26):
        clock.move(minutes=27)
        worker.page("/my/")
    clock.move(minutes=8)

    late = worker.page("/my/").find("dialog")[0].attributes["data-leaving"]

    assert (fresh, late) == (str(29 * 60), str(10 * 60))


def test_who_is_not_in_is_told_nothing(app):
    assert "<dialog" not in app.test_client().get("/login").text


def test_staying_is_a_use_of_the_session(worker, tools, clock):
    clock.move(minutes=29)

    answer = worker.get("/stay?door=portal")

    assert (answer.status_code, answer.text) == (200, str(29 * 60))
    (session,) = rows(tools, WebSession)
    clock.move(minutes=29)
    assert worker.get("/my/").status_code == 200
    assert session.seen_at.minute == clock.moment.minute - 29


@pytest.mark.parametrize("path", ["/stay?door=admin", "/stay?door=other", "/stay"])
def test_another_door_has_nothing_to_stay_at(worker, path):
    assert worker.get(path).status_code == 404


def test_after_the_end_it_keeps_nothing(worker, clock):
    clock.move(minutes=31)

    assert worker.get("/stay?door=portal").location == "/login?next=entrance.stay"


def test_the_dialog_comes_two_minutes_before_and_goes_with_a_press(page):
    dialog = page.get_by_role("dialog", name=WORDS)
    page.clock.fast_forward(26 * MINUTE)
    early = dialog.is_visible()
    page.clock.fast_forward(2 * MINUTE)
    dialog.wait_for()

    page.get_by_role("button", name="続ける").click()
    dialog.wait_for(state="hidden")
    page.clock.fast_forward(28 * MINUTE)
    dialog.wait_for()

    assert early is False


def test_a_press_that_comes_too_late_says_so(page, clock):
    page.clock.fast_forward(28 * MINUTE)
    page.get_by_role("dialog", name=WORDS).wait_for()
    clock.move(hours=1)

    page.get_by_role("button", name="続ける").click()

    page.get_by_text("ログアウトしました。もう一度ログインしてください。").wait_for()
