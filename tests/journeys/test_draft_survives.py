"""The browser is killed in step 3: the form goes on the next day, on the same device only."""

import pytest

from mcollector.rules.papers.catalogue import CATALOGUE
from tests.journeys import office_steps as clerk
from tests.journeys import phone_steps
from tests.journeys import routes_steps as worker
from tests.journeys.hand import Hand
from tests.journeys.house import link_in
from tests.journeys.telephone import Telephone
from tests.journeys.walks import NAMES

MAIL = "taro0@example.com"
BACK, FRONT = CATALOGUE[0].slots
TYPED = {
    "せい": "やまだ",
    "めい": "タロウ",
    "年": "1990",
    "月": "4",
    "日": "1",
    "郵便番号": "100-0001",
    "住所": "千代田区千代田1-2-3",
    "電話番号1": "090-0000-0000",
}
LAST_FOUR = clerk.NUMBER[-4:]


@pytest.mark.timeout(900)
def test_a_killed_browser_loses_nothing_and_another_knows_nothing(
    house, office, chromium, tmp_path
):
    house.start()
    clerk.found_company(house, office)
    clerk.upload_workbook(house, office, [["メールアドレス", "姓", "名"], [MAIL, "山田", "太郎"]])
    with Telephone(chromium, tmp_path / "own") as phone:
        somebody_comes_to_step_3(house, Hand(phone.page))
        phone.wait_for_cookie("mc-draft")
        phone.kill()

    house.stop()
    house.start("+1d")
    with Telephone(chromium, tmp_path / "other") as phone:
        nothing_stands_in_the_form(house, phone.page)
    with Telephone(chromium, tmp_path / "own") as phone:
        everything_stands_in_the_form(house, phone.page)


def somebody_comes_to_step_3(house, hand):
    worker.enter(hand, link_in(house.wait_for_mail(MAIL, "マイナンバーを提出してください")))
    worker.read_notice(hand)
    worker.fill_profile(hand, NAMES[0])
    hand.type("マイナンバー（個人番号）", clerk.NUMBER)
    hand.photograph(BACK.title, worker.picture(BACK))
    hand.press("次へ")
    hand.see("入力内容に誤りがあります")
    hand.read("受け取り済み")


def come_to_the_profile(house, hand):
    phone_steps.log_in(house, hand.page, MAIL)
    hand.go("証明書登録")
    hand.see("利用目的の確認")
    hand.press("次へ")
    hand.see("個人情報の入力")


def nothing_stands_in_the_form(house, page):
    """Nothing typed; the photograph was the house's already, and is not asked for again."""
    hand = Hand(page)
    come_to_the_profile(house, hand)
    assert {label: hand.stands_in(label) for label in TYPED} == dict.fromkeys(TYPED, "")

    page.goto(f"{house.portal_url}/my/photos")
    hand.see("マイナンバーと写真")
    assert hand.stands_in("マイナンバー（個人番号）") == ""
    hand.read_times("入力済み", 0)
    assert LAST_FOUR not in page.content()


def everything_stands_in_the_form(house, page):
    """What was typed and what was received; the rest completes the submission."""
    hand = Hand(page)
    come_to_the_profile(house, hand)
    assert {label: hand.stands_in(label) for label in TYPED} == TYPED

    hand.press("次へ")
    hand.see("マイナンバーと写真")
    hand.read(f"入力済み（最後の4桁 {LAST_FOUR}）")
    hand.read_times("受け取り済み", 1)
    hand.photograph(FRONT.title, worker.picture(FRONT))
    hand.press("次へ")
    hand.see("内容を確認して")
    worker.submit(hand)
