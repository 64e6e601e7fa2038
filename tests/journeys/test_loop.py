"""The loop in a real browser: from the set-up link to 確認日 in the list."""

import re
from datetime import UTC, datetime, timedelta, timezone

from mcollector.rules.my_number import check_digit

from tests import samples
from tests.journeys.house import link_in

PASSWORD = "みどりの山を越えて7つの橋"
OFFICE_PASSWORD = "あおい海の上で9羽のかもめ"
JST = timezone(timedelta(hours=9))
NUMBER = "31415926535" + check_digit("31415926535")
DEPENDENT_NUMBERS = tuple(body + check_digit(body) for body in ("98765432109", "20261123000"))


def roster() -> str:
    return "".join(f"taro{n}@example.com,山田,太郎{n}\n" for n in range(30))


def found_company(house, office):
    office.goto(house.setup_link)
    office.get_by_label("名称").fill("株式会社サンプル建設")
    office.get_by_label("担当部署").fill("総務部")
    office.get_by_label("電話").fill("03-0000-0000")
    office.get_by_label("受付時間").fill("平日 9:00〜18:00")
    office.get_by_label("返信先メールアドレス").fill("soumu@example.com")
    office.get_by_label("氏名").fill("山田 管理者")
    office.get_by_label("メールアドレス", exact=False).last.fill("admin@example.com")
    office.get_by_role("textbox", name="パスワード").fill(OFFICE_PASSWORD)
    office.get_by_role("button", name="次へ").click()
    code = office.locator(".receipt code").inner_text()
    office.get_by_label("書き留めた回復コード").fill(code.lower().replace("-", " "))
    office.get_by_role("button", name="登録").click()
    office.get_by_role("link", name="メニューに進む").click()
    office.get_by_role("heading", name="メニュー", exact=True).wait_for()


def upload(house, office):
    office.get_by_role("link", name="アップロード").first.click()
    file = {"name": "名簿.csv", "mimeType": "text/csv", "buffer": roster().encode("cp932")}
    office.get_by_label("ファイルを選択").set_input_files(file)
    office.get_by_role("button", name="アップロード").click()
    office.get_by_role("heading", name="ファイルアップロードに成功しました").wait_for()
    assert house.mails() == []
    office.get_by_role("link", name="実行").click()
    office.get_by_role("button", name="実行").click()
    office.get_by_text("すべて送信しました。").wait_for(timeout=60_000)


def sign_in(house, phone, mail):
    phone.goto(link_in(house.wait_for_mail(mail, "マイナンバーを提出してください")))
    phone.get_by_role("textbox", name="新しいパスワード").fill(PASSWORD)
    phone.get_by_role("button", name="設定して進む").click()


def fill_profile(phone):
    phone.get_by_label("利用目的を確認しました").check()
    phone.get_by_role("button", name="次へ").click()
    phone.get_by_label("せい").fill("ヤマダ")
    phone.get_by_label("めい").fill("たろう")
    phone.get_by_role("textbox", name="年", exact=True).fill("平成2")
    phone.get_by_role("textbox", name="月", exact=True).fill("４")
    phone.get_by_role("textbox", name="日", exact=True).fill("1")
    phone.get_by_label("郵便番号").fill("100-0001")
    phone.get_by_label("都道府県").select_option("東京都")
    phone.get_by_label("住所").fill("千代田区見本町1-2-3")
    phone.get_by_label("電話番号").fill("090-0000-0000")
    phone.get_by_role("button", name="次へ").click()


def fill_photographs(phone, number):
    phone.get_by_role("radio", name=re.compile("マイナンバーカード")).check()
    phone.get_by_role("button", name="決定").click()
    phone.get_by_label(re.compile("マイナンバー（個人番号）")).fill(number)
    for label, side in (("うら", samples.card_back(number)), ("おもて", samples.card_front())):
        slot = phone.locator("[data-slot]").filter(has_text=label)
        slot.locator("input[type=file]").set_input_files(
            {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": side}
        )
    phone.get_by_role("button", name="次へ").click()


def add_dependent(phone, relation, given, number):
    phone.get_by_role("link", name="扶養者を追加する").click()
    phone.get_by_label("続柄").select_option(label=relation)
    phone.get_by_label("姓").fill("山田")
    phone.get_by_label("名", exact=True).fill(given)
    phone.get_by_role("textbox", name="年", exact=True).fill("2015")
    phone.get_by_role("textbox", name="月", exact=True).fill("5")
    phone.get_by_role("textbox", name="日", exact=True).fill("6")
    phone.get_by_label(re.compile("扶養者のマイナンバー")).fill(number)
    phone.get_by_label("番号と本人を確かめました").check()
    phone.get_by_role("button", name="追加").click()


def log_in_office(house, office):
    office.goto(f"{house.url}/login")
    office.get_by_label(re.compile("ユーザーID")).fill("admin@example.com")
    office.get_by_role("textbox", name="パスワード").fill(OFFICE_PASSWORD)
    office.get_by_role("button", name="ログイン").click()
    office.get_by_role("heading", name="メニュー", exact=True).wait_for()


def test_the_loop_closes(house, office, phone, troubles):
    house.start()
    found_company(house, office)
    upload(house, office)
    sign_in(house, phone, "taro0@example.com")
    phone.get_by_role("link", name=re.compile("証明書登録")).click()
    fill_profile(phone)
    fill_photographs(phone, NUMBER)
    add_dependent(phone, "妻", "花子", DEPENDENT_NUMBERS[0])
    add_dependent(phone, "子", "一", DEPENDENT_NUMBERS[1])
    phone.get_by_role("button", name="更新").click()
    phone.get_by_role("heading", name="提出が完了しました").wait_for()
    year = datetime.now(UTC).astimezone(JST).year
    assert re.search(rf"MC-{year}-0001", phone.content())
