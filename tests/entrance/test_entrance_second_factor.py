"""The second factor: a code counts once, ten wrong ones end it, a recovery code stands in once."""

import re
from datetime import UTC, datetime

import pyotp
import pytest

from mcollector.store.accounts import WebSession
from tests.portal.pages import Page, refused
from tests.portal.rows import rows
from tests.web.visitor import Visitor, title

WRONG = "コードが正しくありません。アプリの新しいコードを入力してください。"
ADMIN = "admin@example.com"


def code_at(seed, clock):
    return pyotp.TOTP(seed).at(clock())


def enrol(visitor, clock):
    """Enrol an authenticator app; return its seed and the recovery codes."""
    shown = visitor.post("/second-factor/new", page="/second-factor/new")
    seed = re.search(r"<code>([A-Z2-7]{32})</code>", shown.text).group(1)
    done = visitor.post(
        "/second-factor/new/confirm", {"code": code_at(seed, clock)}, page="/second-factor/new"
    )
    return seed, re.findall(r"<li><code>([^<]+)</code>", done.text)


@pytest.fixture
def seed_and_codes(admin, clock):
    found = enrol(admin, clock)
    clock.move(seconds=60)
    return found


@pytest.fixture
def pending(app, seed_and_codes):
    """The administrator in another browser, past the password."""
    visitor = Visitor(app.test_client())
    assert visitor.log_in(ADMIN).location == "/second-factor"
    return visitor


def send(visitor, code):
    return visitor.post("/second-factor", {"code": code}, page="/second-factor")


def test_the_pending_session_opens_one_page_only(pending):
    places = [pending.get(path).location for path in ("/admin/", "/admin/people/", "/mail/")]

    assert places == ["/second-factor"] * 3


def test_the_right_code_opens_the_office(pending, seed_and_codes, clock):
    assert send(pending, code_at(seed_and_codes[0], clock)).location == "/admin/"
    assert pending.get("/admin/").status_code == 200


@pytest.mark.parametrize("form", ["{0} {1}", "　{0}{1} "])
def test_a_code_may_have_spaces_and_full_width(pending, seed_and_codes, clock, form):
    code = code_at(seed_and_codes[0], clock)
    wide = code.translate({ord("0") + n: ord("０") + n for n in range(10)})

    assert send(pending, form.format(wide[:3], wide[3:])).location == "/admin/"


@pytest.mark.parametrize("code", ["", "000000x", "\x00", "１" * 70_000, "12 34"])
def test_a_wrong_code_is_named(pending, code):
    assert refused(send(pending, code), 401) == {"code": WRONG}


def test_a_form_without_the_code_is_a_wrong_one(pending):
    answer = pending.post("/second-factor", page="/second-factor")

    assert refused(answer, 401) == {"code": WRONG}


def test_a_code_counts_once(app, pending, seed_and_codes, clock):
    code = code_at(seed_and_codes[0], clock)
    send(pending, code)
    thief = Visitor(app.test_client())
    thief.log_in(ADMIN)

    assert refused(send(thief, code), 401) == {"code": WRONG}


def test_the_code_of_the_enrolment_is_used_up_too(app, admin, clock):
    seed, _ = enrol(admin, clock)
    visitor = Visitor(app.test_client())
    visitor.log_in(ADMIN)

    assert refused(send(visitor, code_at(seed, clock)), 401) == {"code": WRONG}


def test_an_older_code_is_not_taken(pending, seed_and_codes, clock):
    code = code_at(seed_and_codes[0], clock)
    clock.move(seconds=60)

    assert refused(send(pending, code), 401) == {"code": WRONG}


def test_a_recovery_code_stands_in_once(app, pending, seed_and_codes):
    code = seed_and_codes[1][0]
    first = send(pending, code.lower().replace("-", " "))
    again = Visitor(app.test_client())
    again.log_in(ADMIN)

    assert len(seed_and_codes[1]) == 10
    assert first.location == "/admin/"
    assert refused(send(again, code), 401) == {"code": WRONG}
    assert send(again, seed_and_codes[1][1]).location == "/admin/"


def test_five_wrong_codes_end_it_and_a_new_login_does_not_start_over(
    app, pending, seed_and_codes, clock
):
    answers = [send(pending, "000000") for _ in range(4)]
    last = send(pending, "000000")
    told = Page(pending.get("/login").text)
    at_once = Visitor(app.test_client())
    at_once.log_in(ADMIN)
    during = send(at_once, code_at(seed_and_codes[0], clock))
    clock.move(minutes=60)
    later = Visitor(app.test_client())
    later.log_in(ADMIN)
    wrong_again = send(later, "000000")
    clock.move(minutes=60)
    later.log_in(ADMIN)

    assert [refused(answer, 401) for answer in answers] == [{"code": WRONG}] * 4
    assert (last.location, during.location) == ("/login", "/login")
    assert told.notes()[0] == (
        "コードを何度もまちがえたため、終了しました。60分後に、もう一度ログインしてください。"
    )
    assert wrong_again.location == "/login"
    assert send(later, code_at(seed_and_codes[0], clock)).location == "/admin/"


def test_the_pending_session_is_gone_afterwards(tools, pending):
    for _ in range(5):
        send(pending, "000000")

    assert [row.stage for row in rows(tools, WebSession)] == ["full"]
    assert pending.get("/second-factor").status_code == 302


def test_a_confirmed_seed_is_never_shown_again(admin, seed_and_codes):
    answer = admin.post("/second-factor/new", page="/second-factor/new")

    assert (answer.status_code, title(answer)) == (403, "この画面を開く権限がありません。")
    assert seed_and_codes[0] not in answer.text


def test_a_wrong_first_code_can_be_tried_again(admin, clock):
    shown = admin.post("/second-factor/new", page="/second-factor/new")
    seed = re.search(r"<code>([A-Z2-7]{32})</code>", shown.text).group(1)

    wrong = admin.post("/second-factor/new/confirm", {"code": "000000"}, page="/second-factor/new")
    right = admin.post(
        "/second-factor/new/confirm",
        {"code": code_at(seed, clock)},
        page="/second-factor/new",
    )

    assert refused(wrong) == {"code": WRONG}
    assert title(right) == "回復コード"


def test_a_code_without_an_enrolment_is_a_wrong_one(admin):
    answer = admin.post("/second-factor/new/confirm", {"code": "1"}, page="/second-factor/new")

    assert refused(answer) == {"code": WRONG}


def test_no_seed_and_no_code_is_in_a_log(app, admin, clock, caplog):
    caplog.set_level("DEBUG")
    seed, codes = enrol(admin, clock)
    clock.moment = datetime(2026, 11, 24, 1, 5, tzinfo=UTC)
    visitor = Visitor(app.test_client())
    visitor.log_in(ADMIN)
    send(visitor, codes[0])

    assert [one for one in (seed, *codes) if one in caplog.text] == []
