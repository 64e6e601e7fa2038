"""パスワードの再設定: the answer is the same for everybody, the link is good for half an hour."""

import pytest

from mcollector.rules.letters.kinds import LetterKind
from mcollector.store.accounts import WebSession
from mcollector.store.letters import Letter
from tests import factories
from tests.entrance.conftest import MAIL
from tests.entrance.letters import link_in, texts_to
from tests.entrance.test_entrance_login import bare
from tests.factories import PASSWORD
from tests.portal.accounts import suspend, with_password
from tests.portal.pages import Page, refused
from tests.portal.rows import rows
from tests.web.visitor import Visitor

NEW = "そらの上を飛ぶ5羽のとり"


def ask(visitor, name):
    return visitor.post("/reset", {"name": name}, page="/reset")


@pytest.fixture
def reset_link(visitor, tools, deliver, clock, employee):
    """The path of a reset's link."""
    clock.move(hours=1)
    ask(visitor, MAIL)
    deliver()
    return link_in(texts_to(tools, MAIL)[-1])


def test_the_answer_is_the_same_whoever_asks(app, tools, founded, employee):
    factories.people_in(tools, founded, 3, prefix="other")
    suspend(tools, founded, "other0@example.com")
    factories.people_in(tools, factories.company(tools, "株式会社ほかの建設"), 3, prefix="other")
    names = {
        "known ID": employee,
        "known address": MAIL,
        "unknown ID": "0000000A",
        "unknown address": "nobody@example.com",
        "two hold it": "other1@example.com",
        "suspended": "other0@example.com",
        "no name": "山田 太郎",
        "odd": "\x00@\x00",
        "long": "x" * 200_000,
    }

    answers = {why: ask(Visitor(app.test_client()), name) for why, name in names.items()}

    assert len({repr(bare(answer)) for answer in answers.values()}) == 1
    page = Page(answers["odd"].text)
    assert (answers["odd"].status_code, page.heading) == (200, "メールを確認してください")
    letters = [row for row in rows(tools, Letter) if row.kind is LetterKind.RESET]
    assert len(letters) == 1


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_name_is_asked_for(visitor, founded, name):
    assert refused(ask(visitor, name)) == {
        "name": "ユーザーIDまたはメールアドレスを入力してください。"
    }


def test_a_missing_field_is_an_empty_one(visitor, founded):
    assert list(refused(visitor.post("/reset", page="/reset"))) == ["name"]


def test_a_suspended_account_gets_no_letter(visitor, tools, founded, employee):
    suspend(tools, founded, MAIL)
    before = rows(tools, Letter)

    ask(visitor, MAIL)

    assert rows(tools, Letter) == before


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (30, 410)])
def test_the_link_is_good_for_half_an_hour(visitor, clock, reset_link, minutes, status):
    clock.move(minutes=minutes)

    assert visitor.get(reset_link).status_code == status


def test_every_session_ends_and_the_new_password_counts(
    app, tools, founded, employee, reset_link, visitor
):
    elsewhere = [Visitor(app.test_client()) for _ in range(2)]
    for one in elsewhere:
        one.log_in(employee)

    answer = visitor.post(reset_link, {"password": NEW})

    assert answer.location == "/my/"
    assert [one.get("/my/").status_code for one in elsewhere] == [302, 302]
    assert visitor.get("/my/").status_code == 200
    assert len(rows(tools, WebSession)) == 1
    fresh = Visitor(app.test_client())
    assert (fresh.log_in(employee, PASSWORD).status_code, fresh.log_in(employee, NEW).location) == (
        401,
        "/my/",
    )


def test_it_ends_a_pause(visitor, app, employee, reset_link):
    for _ in range(6):
        visitor.log_in(employee, "wrong")

    visitor.post(reset_link, {"password": NEW})

    assert Visitor(app.test_client()).log_in(employee, NEW).location == "/my/"


def test_the_owner_is_told_by_mail(visitor, tools, deliver, reset_link):
    visitor.post(reset_link, {"password": NEW})
    deliver()

    told = texts_to(tools, MAIL)[-1]
    assert "パスワード" in told
    assert NEW not in told
    assert "/reset/" not in told


def test_a_half_finished_form_survives_a_new_password(app, tools, founded, employee, reset_link):
    from tests.portal.employee import Employee

    worker = Employee(app.test_client(), employee).sign_in()
    worker.fill_profile(address="見本町の番地")
    worker.post(reset_link, {"password": NEW})

    page = worker.page("/my/profile")

    assert page.values["address"] == "見本町の番地"


def test_a_second_browser_of_an_office_worker_needs_the_factor_still(
    app, tools, founded, staff, deliver, clock
):
    from mcollector.rules.rights import Right
    from tests.entrance.test_entrance_second_factor import enrol

    staff(Right.ADMIN)
    visitor = Visitor(app.test_client())
    visitor.log_in("staff@example.com")
    enrol(visitor, clock)
    ask(visitor, "staff@example.com")
    deliver()
    link = link_in(texts_to(tools, "staff@example.com")[-1])

    answer = Visitor(app.test_client()).post(link, {"password": NEW})

    assert answer.location == "/second-factor"


def test_somebody_without_a_password_gets_a_fresh_invitation(
    visitor, tools, founded, deliver, clock
):
    factories.people_in(tools, founded, 1)
    deliver()
    clock.move(hours=80)

    ask(visitor, MAIL)
    deliver()

    link = link_in(texts_to(tools, MAIL)[-1])
    assert link.startswith("/first/")
    assert visitor.post(link, {"password": NEW}).location == "/my/"
    assert with_password(tools, founded, MAIL)
