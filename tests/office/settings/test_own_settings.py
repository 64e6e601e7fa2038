"""自分の設定: password, second factor, sessions, keys and looks of whoever is signed in."""

import re

import pyotp
import pytest
from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.rights import Right
from mcollector.services.login import own_sessions, second_factor
from mcollector.store.accounts import Account, RecoveryCode, WebSession
from mcollector.store.letters import Letter
from tests import factories
from tests.office import desk
from tests.office.pages import wrong
from tests.web.visitor import Visitor

NEW = "another horse battery staple 8"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
WRONG_CODE = "パスワードまたはコードが正しくありません。"


def account(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        return uow.get(Account, founded.account_id)


def devices(answer):
    """Return the devices the page lists, and whether each is this one."""
    rows = re.findall(
        r"<li><strong>([^<]*)</strong>(.*?)<span class=\"hint\">", answer.text, re.DOTALL
    )
    return [(device, "この端末" in more) for device, more in rows]


def change(visitor, now=factories.PASSWORD, password=NEW):
    return visitor.post("/admin/me/password", {"now": now, "password": password})


class TestPassword:
    def test_it_is_changed_and_told_by_mail(self, app, admin, tools, founded):
        answer = change(admin)

        assert answer.location == "/admin/me/"
        assert "パスワードを変更しました。" in admin.get("/admin/me/").text
        assert Visitor(app.test_client()).log_in("admin@example.com", NEW).location == "/admin/"
        with tools.read(factories.admin_of(founded)) as uow:
            told = uow.scalars(select(Letter.kind).where(Letter.account_id == founded.account_id))
        assert list(told) == [LetterKind.PASSWORD_CHANGED, LetterKind.NEW_DEVICE]

    def test_every_other_session_ends_and_this_one_gets_a_new_token(
        self, app, admin, tools, founded
    ):
        other = desk.sign_in(app, tools, founded)
        old = admin.cookie("mc-office").value

        change(admin)

        assert other.get("/admin/").status_code == 302
        assert admin.cookie("mc-office").value != old
        thief = Visitor(app.test_client())
        thief.client.set_cookie("mc-office", old)
        assert thief.get("/admin/").status_code == 302

    def test_a_wrong_present_password_changes_nothing_and_is_counted(self, admin, tools, founded):
        before = account(tools, founded).password_hash

        answer = change(admin, now="wrong")

        assert answer.status_code == 422
        assert wrong(answer) == {"now": "現在のパスワードが正しくありません。"}
        assert account(tools, founded).password_hash == before
        assert len(desk.lines(tools, founded.company_id, Action.LOGIN_FAILED)) == 1

    def test_guessing_in_an_open_session_begins_a_pause(self, admin, clock):
        for _ in range(5):
            change(admin, now="wrong")

        answer = change(admin)
        clock.move(minutes=1)

        assert wrong(answer) == {"now": "現在のパスワードが正しくありません。"}
        assert change(admin).location == "/admin/me/"

    @pytest.mark.parametrize(
        "weak", ["short", "password1234", "サンプル建設サンプル建設", "x" * 129]
    )
    def test_a_weak_one_is_refused_and_comes_back_nowhere(self, admin, tools, founded, weak):
        before = account(tools, founded).password_hash

        answer = change(admin, password=weak)

        assert (answer.status_code, list(wrong(answer))) == (422, ["password"])
        assert factories.PASSWORD not in answer.text
        assert f'value="{weak}"' not in answer.text
        assert account(tools, founded).password_hash == before


class TestSessions:
    def test_each_is_listed_by_the_houses_words_for_its_device(self, app, admin, tools, founded):
        other = desk.sign_in(app, tools, founded)
        other.get("/admin/", headers={"User-Agent": f"{CHROME} 203.0.113.7 secret-build"})

        answer = admin.get("/admin/me/")

        assert devices(answer) == [("不明な端末", True), ("Windows・Chrome", False)]
        assert "secret-build" not in answer.text

    def test_the_others_end_and_this_one_stays(self, app, admin, tools, founded):
        others = [desk.sign_in(app, tools, founded) for _ in range(2)]

        answer = admin.post("/admin/me/sessions", follow_redirects=True)

        assert "ほかの端末を2件ログアウトしました。" in answer.text
        assert devices(answer) == [("不明な端末", True)]
        assert [one.get("/admin/").status_code for one in others] == [302, 302]
        line = desk.lines(tools, founded.company_id, Action.SESSION_CLOSED)[-1]
        assert b'"count":2' in line.body

    def test_a_colleagues_sessions_are_neither_seen_nor_ended(self, app, admin, tools, founded):
        colleague = desk.sign_in(app, tools, founded, Right.DATA)
        colleague.get("/admin/")

        seen = devices(admin.get("/admin/me/"))
        admin.post("/admin/me/sessions")

        assert seen == [("不明な端末", True)]
        assert colleague.get("/admin/").status_code == 200

    def test_one_that_lay_idle_is_none(self, app, admin, tools, founded, clock):
        desk.sign_in(app, tools, founded).get("/admin/")
        for _ in range(2):
            clock.move(minutes=10)
            admin.get("/admin/")

        assert len(devices(admin.get("/admin/me/"))) == 1

    def test_an_employees_device_is_not_noted(self, app, tools, founded, person_id):
        with tools.read(factories.admin_of(founded)) as uow:
            member = uow.first(select(Account.id).where(Account.person_id == person_id))
        visitor = Visitor(app.test_client())
        visitor.client.set_cookie("mc-portal", desk.cookie_of(tools, founded, member))

        visitor.get("/my/", headers={"User-Agent": CHROME})

        with tools.read(factories.admin_of(founded)) as uow:
            noted = uow.scalars(select(WebSession.device).where(WebSession.account_id == member))
        assert list(noted) == [""]


class TestSecondFactor:
    @pytest.fixture
    def old(self, admin, tools, founded, clock):
        """The enrolled app's seed and its recovery codes."""
        actor = factories.admin_of(founded)
        with tools.work(actor) as uow:
            seed = second_factor.begin(uow, founded.account_id).seed
        with tools.work(actor) as uow:
            this = uow.first(select(WebSession.id))
            codes = second_factor.confirm(uow, this, code(seed, clock))
        clock.move(seconds=60)
        return seed, codes

    def begin(self, admin, code, password=factories.PASSWORD):
        return admin.post("/admin/me/factor", {"factor_password": password, "code": code})

    def test_a_new_app_takes_the_old_ones_place(self, admin, tools, founded, old, clock):
        shown = self.begin(admin, code(old[0], clock))
        new = re.search(r"<code>([A-Z2-7]{32})</code>", shown.text)[1]
        clock.move(seconds=60)

        done = admin.post("/admin/me/factor/confirm", {"code": code(new, clock)})

        codes = re.findall(r"<li><code>([^<]+)</code>", done.text)
        clock.move(seconds=60)
        assert (len(codes), set(codes) & set(old[1])) == (10, set())
        assert takes(tools, founded, code(new, clock))
        assert not takes(tools, founded, code(old[0], clock))
        assert not takes(tools, founded, old[1][0])
        assert takes(tools, founded, codes[0])

    def test_until_then_the_old_one_counts(self, admin, tools, founded, old, clock):
        shown = self.begin(admin, code(old[0], clock))
        new = re.search(r"<code>([A-Z2-7]{32})</code>", shown.text)[1]
        clock.move(seconds=60)

        again = admin.post("/admin/me/factor/confirm", {"code": "000000"})

        assert again.status_code == 422
        assert new not in again.text
        assert not takes(tools, founded, code(new, clock))
        assert takes(tools, founded, code(old[0], clock))

    def test_a_recovery_code_stands_in_for_a_lost_app(self, admin, old):
        assert "<code>" in self.begin(admin, old[1][0]).text

    @pytest.mark.parametrize(
        ("password", "right_code"), [("wrong", True), (factories.PASSWORD, False)]
    )
    def test_an_open_session_alone_is_not_enough(
        self, admin, tools, founded, old, clock, password, right_code
    ):
        answer = self.begin(admin, code(old[0], clock) if right_code else "000000", password)

        assert wrong(answer) == {"code": WRONG_CODE}
        assert account(tools, founded).new_seed is None

    def test_without_one_there_is_nothing_to_renew(self, admin):
        page = admin.get("/admin/me/").text

        assert 'href="/second-factor/new"' in page
        assert self.begin(admin, "000000").status_code == 409
        assert admin.post("/admin/me/factor/confirm", {"code": "1"}).status_code == 409

    def test_a_removed_factor_takes_a_waiting_one_along(self, admin, tools, founded, old, clock):
        self.begin(admin, code(old[0], clock))

        with tools.work(factories.admin_of(founded)) as uow:
            second_factor.remove(uow, uow.get(Account, founded.account_id, lock=True))

        row = account(tools, founded)
        assert (row.seed, row.new_seed) == (None, None)
        with tools.read(factories.admin_of(founded)) as uow:
            assert uow.count(select(RecoveryCode.id)) == 0


def code(seed, clock):
    return pyotp.TOTP(seed).at(clock())


def takes(tools, founded, code):
    with tools.work(factories.admin_of(founded)) as uow:
        row = uow.get(Account, founded.account_id, lock=True)
        taken = second_factor.use_code(uow, row, code)
        uow.record(Action.SECOND_FACTOR_PASSED, row=row)
        return taken


class TestWays:
    def test_keys_and_looks(self, admin, tools, founded):
        answer = admin.post(
            "/admin/me/ways",
            {"shortcuts_off": "1", "brightness": "dark", "text_size": "large"},
            follow_redirects=True,
        )

        row = account(tools, founded)
        assert (row.shortcuts_off, row.brightness, row.text_size) == (True, "dark", "large")
        assert '<html lang="ja" data-theme="dark" data-size="large">' in answer.text
        assert re.search(r'name="shortcuts_off"[^>]* checked', answer.text)

    def test_as_before_is_the_browsers_own(self, admin, tools, founded):
        admin.post("/admin/me/ways", {"shortcuts_off": "1", "brightness": "dark"})

        admin.post("/admin/me/ways", {})

        row = account(tools, founded)
        assert (row.shortcuts_off, row.brightness, row.text_size) == (False, "", "")
        assert '<html lang="ja">' in admin.get("/admin/").text

    @pytest.mark.parametrize("field", ["brightness", "text_size"])
    def test_a_look_there_is_none_of(self, admin, tools, founded, field):
        answer = admin.post("/admin/me/ways", {field: '"><script>'})

        assert answer.status_code == 422
        assert "表示の設定を選び直してください。" in answer.text
        assert getattr(account(tools, founded), field) == ""


def test_the_service_knows_nobody_but_the_actor(tools, founded):
    clerk = desk.account(tools, founded, Right.DATA)
    desk.cookie_of(tools, founded, founded.account_id)

    with tools.read(Actor.staff(founded.company_id, clerk.id, Right.DATA)) as uow:
        assert own_sessions.living(uow, clerk.id) == []
