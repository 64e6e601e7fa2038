"""The loop in a real browser: from the set-up link to 確認日 in the list."""

import re
from datetime import UTC, datetime, timedelta, timezone

from mcollector.rules.my_number import check_digit
from tests.journeys import leaks
from tests.journeys.house import link_in
from tests.samples import Paper, photograph

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
    phone.get_by_role("textbox", name="年", exact=True).fill("平成2")
    phone.get_by_role("textbox", name="月", exact=True).fill("４")
    phone.get_by_role("textbox", name="日", exact=True).fill("1")
    phone.get_by_label("郵便番号").fill("100-0001")
    phone.get_by_label("都道府県").select_option("東京都")
    phone.get_by_label("住所").fill("千代田区見本町1-2-3")
    phone.get_by_label("電話番号").fill("090-0000-0000")
    phone.get_by_role("button", name="次へ").click()


def fill_photographs(phone, number):
    choose_papers(phone, number)
    phone.get_by_role("button", name="次へ").click()


def choose_papers(phone, number, drawn=None):
    phone.get_by_role("radio", name=re.compile("マイナンバーカード")).check()
    phone.get_by_role("button", name="決定").click()
    phone.get_by_label(re.compile("マイナンバー（個人番号）")).fill(number)
    for label, paper in (("うら", Paper.CARD_BACK), ("おもて", Paper.CARD_FRONT)):
        slot = phone.locator("[data-slot]").filter(has_text=label)
        slot.locator("input[type=file]").set_input_files(
            {
                "name": "p.jpg",
                "mimeType": "image/jpeg",
                "buffer": photograph(paper, drawn or number),
            }
        )


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
    open_form(phone)
    read_notice(phone)
    fill_profile(phone)
    fill_photographs(phone, NUMBER)
    add_dependent(phone, "妻", "花子", DEPENDENT_NUMBERS[0])
    add_dependent(phone, "子", "一", DEPENDENT_NUMBERS[1])
    phone.get_by_role("button", name="更新").click()
    phone.get_by_role("heading", name="提出が完了しました").wait_for()
    year = datetime.now(UTC).astimezone(JST).year
    assert re.search(rf"MC-{year}-0001", phone.content())

    house.stop()
    house.start("+3d")
    log_in_office(house, office)
    people_after_three_days(house, office)
    remind(house, office)
    review(house, office)
    send_back(office)
    resubmit(house, phone)
    approve(house, office)
    confirmed_in_the_list(house, office)
    assert troubles == []
    audit_is_whole(house)
    house.stop()
    nothing_leaked(house)
    house.start("+20d")
    every_secret_is_refused(house, phone)


def nothing_leaked(house):
    secrets = {f"secret {n}": link.rsplit("/", 1)[1] for n, link in enumerate(house.links())}
    values = {
        "number": NUMBER,
        **{f"number of dependent {n}": one for n, one in enumerate(DEPENDENT_NUMBERS)},
        "birth date": "1990-04-01",
        "birth date in words": "1990年4月1日",
        "password": PASSWORD,
        "set-up secret": house.setup_link.rsplit("/", 1)[1],
        **secrets,
    }
    assert len(secrets) > 30
    found = leaks.scan(leaks.places_of(house.home, *house.database_folders()), values)
    letters = str(house.home / "mail")
    outside = [hit for hit in found if not (hit[1].startswith("secret ") and letters in hit[0])]
    assert outside == []
    assert {name for place, name, _ in found if letters in place} == set(secrets)


def every_secret_is_refused(house, phone):
    for link in (*house.links()[:3], *house.links()[-3:], house.setup_link):
        answer = phone.goto(link)
        assert answer.status == 410


def audit_is_whole(house):
    done = house.command("audit", "verify")
    assert done.returncode == 0, done.stdout


def people_after_three_days(house, office):
    office.goto(f"{house.url}/admin/people/?page_size=50")
    red = office.locator("tr.late")
    assert red.count() == 30
    assert office.get_by_text("未登録 3日", exact=True).count() == 29 + 1  # and once in the legend
    assert office.get_by_role("link", name=re.compile("^メール送信")).count() == 29
    assert office.locator("tr.late").get_by_role("link", name="未確認 3日").count() == 1


def remind(house, office):
    row = office.locator("tr.late").filter(has_text="taro5@example.com")
    row.get_by_role("link", name=re.compile("メール送信")).click()
    office.get_by_role("button", name="送信").click()
    office.get_by_text("催促メールを送信しました").wait_for()
    house.wait_for_mail("taro5@example.com", "【再送】")


def review(house, office):
    office.get_by_role("link", name="本人性確認").first.click()
    office.get_by_role("heading", name=re.compile("本人性確認：山田 太郎")).wait_for()
    office.locator("[data-stage] img").wait_for()
    assert NUMBER not in office.content().replace(" ", "")
    office.get_by_role("button", name="30秒表示").first.click()
    shown = " ".join((NUMBER[:4], NUMBER[4:8], NUMBER[8:]))
    office.get_by_text(shown).wait_for()


def send_back(office):
    office.get_by_role("link", name="差し戻す").click()
    office.get_by_label(re.compile("うら"), exact=False).first.check()
    office.get_by_label(re.compile("うら.*の理由")).select_option(
        label="ぼやけていて文字が読めません。"
    )
    office.get_by_role("button", name="差し戻して送信").click()
    office.get_by_text("差し戻しのメールを送信しました。").wait_for()


def resubmit(house, phone):
    mail = house.wait_for_mail("taro0@example.com", "写真をもう一度提出してください")
    assert "ぼやけていて文字が読めません。" in mail
    phone.goto(f"{house.url}/login")
    phone.get_by_label(re.compile("ユーザーID")).fill("taro0@example.com")
    phone.get_by_role("textbox", name="パスワード").fill(PASSWORD)
    phone.get_by_role("button", name="ログイン").click()
    phone.get_by_role("link", name="写真を とりなおす").click()
    assert phone.locator("[data-slot]").count() == 1
    phone.locator("input[type=file]").set_input_files(
        {
            "name": "p.png",
            "mimeType": "image/png",
            "buffer": photograph(Paper.CARD_BACK, NUMBER, form="PNG"),
        }
    )
    phone.get_by_role("button", name="再提出").click()
    phone.get_by_role("heading", name="提出が完了しました").wait_for()


def approve(house, office):
    until_clean(house, office)
    office.locator("[data-stage] img").wait_for()
    with office.expect_response(re.compile("/large$")):
        office.locator(".thumb:not([aria-current])").click()
    for check in office.locator("input[name=check]").all():
        check.check()
    office.get_by_role("radio", name="済", exact=True).check()
    office.get_by_role("button", name="更新").click()
    office.get_by_text("証明書確認状況を「済」にしました。").wait_for()


def until_clean(house, office):
    """Open the review until the worker has cleaned the new photograph."""
    for _ in range(60):
        office.goto(f"{house.url}/admin/reviews/")
        if office.locator(".thumb").count() == 2:
            return
        office.wait_for_timeout(500)
    raise AssertionError("the photograph was not cleaned")


def confirmed_in_the_list(house, office):
    office.goto(f"{house.url}/admin/people/?tab=verified")
    row = office.locator("tbody tr")
    assert row.count() == 1
    later = datetime.now(UTC).astimezone(JST) + timedelta(days=3)
    assert f"{later.year}年{later.month}月{later.day}日" in row.inner_text()
    house.wait_for_mail("taro0@example.com", "確認が完了しました")
