"""What the office does on its journey, by visible words and roles."""

import re
import time
from datetime import timedelta

from mcollector.rules.my_number import check_digit
from tests.journeys.house import PATIENCE
from tests.journeys.walks import today
from tests.workbooks import workbook

OFFICE_PASSWORD = "あおい海の上で9羽のかもめ"
NUMBER = "31415926535" + check_digit("31415926535")


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


def upload(house, office, lines=""):
    send_list(house, office, "名簿.csv", "text/csv", (lines or roster()).encode("cp932"))


def upload_workbook(house, office, rows):
    """Upload a workbook with these rows, as Excel saves it."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    send_list(house, office, "名簿.xlsx", kind, workbook(rows))


def send_list(house, office, name, kind, content):
    office.get_by_role("link", name="アップロード").first.click()
    file = {"name": name, "mimeType": kind, "buffer": content}
    office.get_by_label("ファイルを選択").set_input_files(file)
    office.get_by_role("button", name="アップロード").click()
    office.get_by_role("heading", name="ファイルアップロードに成功しました").wait_for()
    assert house.mails() == []
    office.get_by_role("link", name="実行").click()
    office.get_by_role("button", name="実行").click()
    office.get_by_text("すべて送信しました。").wait_for()


def log_in(house, office):
    office.goto(f"{house.office_url}/login")
    office.get_by_label(re.compile("ユーザーID")).fill("admin@example.com")
    office.get_by_role("textbox", name="パスワード").fill(OFFICE_PASSWORD)
    office.get_by_role("button", name="ログイン").click()
    office.get_by_role("heading", name="メニュー", exact=True).wait_for()


def people_after_three_days(house, office, invited, submitted):
    """Read the red rows; the days are when all were invited, and when one of them submitted."""
    late, waiting = (3 + (today() - day).days for day in (invited, submitted))
    office.goto(f"{house.office_url}/admin/people/?page_size=50")
    red = office.locator("tr.late")
    assert red.count() == 30
    shown = office.get_by_text(f"未登録 {late}日", exact=True).count()
    assert shown == 29 + (late == 3)  # and once in the legend, whose example is of three days
    assert red.get_by_role("link", name=re.compile("^メール送信")).count() == 29
    assert office.locator("tr.late").get_by_role("link", name=f"未確認 {waiting}日").count() == 1


def remind(house, office):
    row = office.locator("tr.late").filter(has_text="taro5@example.com")
    row.get_by_role("link", name=re.compile("メール送信")).click()
    office.get_by_role("button", name="送信").click()
    office.get_by_text("催促メールを送信しました").wait_for()
    house.wait_for_mail("taro5@example.com", "【再送】")


def review(office):
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
    reasons = office.get_by_role("group", name=re.compile("うら.*の理由"))
    reasons.get_by_role("radio", name="ぼやけていて文字が読めません。").check()
    office.get_by_text("この内容で送信されます。").wait_for()
    office.get_by_role("button", name="差し戻して送信").click()
    office.get_by_role("button", name="今すぐ送信").click()
    office.get_by_text("差し戻しのメールを送信しました。").wait_for()


def approve(house, office):
    _until_clean(house, office)
    office.locator("[data-stage] img").wait_for()
    with office.expect_response(re.compile("/large$")):
        office.locator(".thumb:not([aria-current])").click()
    for check in office.locator("input[name=check]").all():
        check.check()
    office.get_by_role("radio", name="済", exact=True).check()
    office.get_by_role("button", name="更新").click()
    office.get_by_text("証明書確認状況を「済」にしました。").wait_for()


def _until_clean(house, office):
    """Open the review until the worker has cleaned the new photograph."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        office.goto(f"{house.office_url}/admin/reviews/")
        if office.locator(".thumb").count() == 2:
            return
        office.wait_for_timeout(500)
    raise AssertionError("the photograph was not cleaned")


def confirmed_in_the_list(house, office, before):
    """Find the day of the confirmation: `before`, or today where midnight came between."""
    office.goto(f"{house.office_url}/admin/people/?tab=verified")
    row = office.locator("tbody tr")
    assert row.count() == 1
    days = [day + timedelta(days=3) for day in (before, today())]
    shown = row.inner_text()
    assert [day for day in days if f"{day.year}年{day.month}月{day.day}日" in shown]
    house.wait_for_mail("taro0@example.com", "確認が完了しました")
