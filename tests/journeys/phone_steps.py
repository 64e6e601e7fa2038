"""What a worker does on the phone, by visible words and roles."""

import re

from playwright.sync_api import expect

from mcollector.rules.my_number import check_digit
from tests.journeys.house import link_in
from tests.samples import Paper, photograph

PASSWORD = "みどりの山を越えて7つの橋"
BIRTH_DATE = ("平成2", "４", "1")
DEPENDENTS = (
    ("妻", "花子", "98765432109" + check_digit("98765432109"), ("1991", "8", "7")),
    ("子", "一", "20261123000" + check_digit("20261123000"), ("2015", "5", "6")),
)


def sign_in(house, phone, mail):
    phone.goto(link_in(house.wait_for_mail(mail, "マイナンバーを提出してください")))
    phone.get_by_role("textbox", name="新しいパスワード").fill(PASSWORD)
    phone.get_by_role("button", name="設定して進む").click()


def log_in(house, phone, mail):
    phone.goto(f"{house.portal_url}/login")
    phone.get_by_label(re.compile("ユーザーID")).fill(mail)
    phone.get_by_role("textbox", name="パスワード").fill(PASSWORD)
    phone.get_by_role("button", name="ログイン").click()


def open_form(phone):
    phone.get_by_role("link", name=re.compile("証明書登録")).click()
    phone.get_by_role("heading", name="利用目的の確認").wait_for()


def read_notice(phone):
    phone.get_by_label("利用目的を確認しました").check()
    phone.get_by_role("button", name="次へ").click()
    phone.get_by_role("heading", name="個人情報の入力").wait_for()


def fill_profile(phone):
    phone.get_by_label("せい").fill("ヤマダ")
    phone.get_by_label("めい").fill("たろう")
    _fill_birth_date(phone, BIRTH_DATE)
    phone.get_by_label("郵便番号").fill("100-0001")
    phone.get_by_role("button", name="住所を自動入力").click()
    phone.get_by_text("住所を入力しました。").wait_for()
    expect(phone.get_by_label("都道府県")).to_have_value("東京都")
    expect(phone.get_by_label("住所")).to_have_value("千代田区千代田")
    phone.get_by_label("住所").fill("千代田区見本町1-2-3")
    phone.get_by_label("電話番号1").fill("090-0000-0000")
    phone.get_by_role("button", name="次へ").click()


def _fill_birth_date(phone, date):
    for label, value in zip("年月日", date, strict=True):
        phone.get_by_role("textbox", name=label, exact=True).fill(value)


def choose_papers(phone, number):
    phone.get_by_role("radio", name=re.compile("マイナンバーカード")).check()
    phone.get_by_role("button", name="決定").click()
    phone.get_by_label(re.compile("マイナンバー（個人番号）")).fill(number)
    for label, paper in (("うら", Paper.CARD_BACK), ("おもて", Paper.CARD_FRONT)):
        slot = phone.locator("[data-slot]").filter(has_text=label)
        slot.locator("input[type=file]").set_input_files(
            {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": photograph(paper, number)}
        )


def fill_photographs(phone, number):
    choose_papers(phone, number)
    phone.get_by_role("button", name="次へ").click()


def add_dependent(phone, relation, given, number, birth_date):
    phone.get_by_role("link", name="扶養者を追加する").click()
    phone.get_by_label("続柄").select_option(label=relation)
    phone.get_by_label("姓").fill("山田")
    phone.get_by_label("名", exact=True).fill(given)
    _fill_birth_date(phone, birth_date)
    phone.get_by_label(re.compile("扶養者のマイナンバー")).fill(number)
    phone.get_by_label("番号と本人を確かめました").check()
    phone.get_by_role("button", name="追加").click()


def submit(phone):
    phone.get_by_role("button", name="更新").click()
    phone.get_by_role("heading", name="提出が完了しました").wait_for()


def resubmit(house, phone, number):
    mail = house.wait_for_mail("taro0@example.com", "写真をもう一度提出してください")
    assert "ぼやけていて文字が読めません。" in mail
    log_in(house, phone, "taro0@example.com")
    phone.get_by_role("link", name="写真を とりなおす").click()
    assert phone.locator("[data-slot]").count() == 1
    phone.locator("input[type=file]").set_input_files(
        {
            "name": "p.png",
            "mimeType": "image/png",
            "buffer": photograph(Paper.CARD_BACK, number, form="PNG"),
        }
    )
    phone.get_by_role("button", name="次へ").click()
    phone.get_by_role("button", name="再提出").click()
    phone.get_by_role("heading", name="提出が完了しました").wait_for()
