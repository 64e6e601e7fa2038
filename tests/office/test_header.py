"""The office's header: on its errors and on the trial's mails too, and for its people only."""

import re

import pytest

from mcollector.rules.rights import Right
from tests.office import desk
from tests.web.visitor import Visitor

MENU = [
    "メニュー",
    "アップロード",
    "ユーザー一覧",
    "本人性確認",
    "メール送信状況",
    "本人の申し出",
]


def menu(answer):
    """Return the main menu's words."""
    found = re.search(r'class="office-nav".*?</nav>', answer.text, re.DOTALL)
    return re.findall(r"<a [^>]*>([^<]*)</a>", found.group()) if found else []


@pytest.mark.parametrize("path", ["/admin/people/", "/admin/nothing", "/mail/"])
def test_every_page_of_the_office_offers_the_menu(admin, path):
    assert menu(admin.get(path)) == MENU


@pytest.mark.parametrize(
    ("right", "links"),
    [
        (Right.ADMIN, ["自分の設定", "会社設定", "メール文面", "管理者・権限", "監査ログ"]),
        (Right.AUDITOR, ["自分の設定", "監査ログ"]),
        (Right.DATA, ["自分の設定"]),
    ],
)
def test_what_is_seldom_used_stands_under_the_name(app, tools, founded, right, links):
    page = desk.sign_in(app, tools, founded, right).get("/admin/").text

    under = re.search(r'class="menu-list">(.*?)</details>', page, re.DOTALL)[1]
    assert re.findall(r"<a [^>]*>([^<]*)</a>", under) == links


def test_who_sees_less_sees_less_after_somebody_who_sees_all(app, tools, founded, admin):
    admin.get("/admin/")

    page = desk.sign_in(app, tools, founded, Right.DATA).get("/admin/")

    assert "/admin/staff" not in page.text
    assert menu(page) != menu(admin.get("/admin/"))


def test_where_flask_admin_draws_nothing_no_page_is_the_current_one(admin):
    assert 'aria-current="page"' not in admin.get("/admin/nothing").text
    assert 'aria-current="page"' in admin.get("/admin/people/").text


def test_a_stranger_is_shown_no_menu(app):
    assert menu(Visitor(app.test_client()).get("/nothing")) == []


def test_an_employee_is_shown_no_menu(app, tools, founded, person_id):
    employee = desk.sign_in(app, tools, founded, Right.MEMBER, person_id)

    answer = employee.get("/my/nothing")

    assert (answer.status_code, menu(answer)) == (404, [])
