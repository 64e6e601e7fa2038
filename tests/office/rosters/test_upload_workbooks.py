"""アップロード of a workbook: the way of a text file, with the sheet's own row numbers."""

import pytest

from mcollector.images import workbooks
from mcollector.rules.roster.sheets import marked
from mcollector.store.rosters import RosterFile
from tests import factories
from tests.images.workbook.odd_workbooks import HOSTILE
from tests.office import desk
from tests.office.desk import names, stored
from tests.office.pages import faults, roster_of, sentence, upload
from tests.web.visitor import title
from tests.workbooks import workbook

TITLES = ("メールアドレス", "姓", "ミドルネーム", "名", "入社日")
PEOPLE = [
    TITLES,
    ("a@example.com", "葛\U000e0100", "", "e\u0301", 45986),
    ("b@example.com", "髙﨑", "", "𠮷男", 45987),
    ("c@example.com", "DELA CRUZ", "SANTOS", "MARIA", ""),
]
SUCCESS = "ファイルアップロードに成功しました。"
WRONG = "ファイルに誤りがあります"


def test_a_workbook_is_shown_then_run_and_its_people_are_there(admin, tools, founded):
    shown = upload(admin, workbook(PEOPLE))
    before = stored(tools, founded)
    done = admin.post(f"{roster_of(shown)}/run", follow_redirects=True)

    assert (title(shown), before) == (SUCCESS, (0, 0, 0, 0))
    assert "新規 3名／登録済み（変更なし） 0名／合計 3名" in shown.text
    assert "列の読み方：メールアドレス、姓、ミドルネーム、名（Excel）" in shown.text
    assert 'name="encoding"' not in shown.text
    assert (done.status_code, names(tools, founded)) == (
        200,
        [
            ("a@example.com", "葛\U000e0100", "", "e\u0301"),
            ("b@example.com", "髙﨑", "", "𠮷男"),
            ("c@example.com", "DELA CRUZ", "SANTOS", "MARIA"),
        ],
    )


def test_its_rows_are_kept_sealed_and_the_workbook_is_not(admin, tools, founded):
    upload(admin, workbook(PEOPLE))
    with tools.read(factories.admin_of(founded)) as uow:
        content = tools.files.get(uow.first(desk.select(RosterFile)).content)

    assert b"example.com" not in content
    assert b"PK\x03\x04" not in content


def test_errors_name_the_rows_of_the_sheet_and_the_wrong_ones_are_saved(admin, tools, founded):
    rows = [(), TITLES, (), ("bad", "佐藤", "", "花子"), PEOPLE[1], (factories.number(), "x")]

    answer = upload(admin, workbook(rows))
    saved = admin.get(f"{roster_of(answer)}/wrong")

    assert title(answer) == WRONG
    assert [(line, cell, cause) for line, cell, _content, cause, _remedy in faults(answer)] == [
        ("4行目", "メールアドレス", "メールアドレスに「@」がありません。"),
        ("6行目", "メールアドレス", "12桁の数字があります。マイナンバーは名簿に書けません。"),
    ]
    assert "Excelのファイルの誤りのある行は、CSV（UTF-8）で保存します。" in answer.text
    assert saved.data.decode("utf-8-sig") == (
        "メールアドレス,姓,ミドルネーム,名,入社日\r\nbad,佐藤,,花子\r\n●●●● ●●●● ●●●●,x\r\n"
    )
    assert factories.number() not in answer.text
    assert stored(tools, founded) == (0, 0, 0, 0)


def test_its_columns_can_be_said_and_a_hand_made_encoding_changes_nothing(admin, tools, founded):
    roster = roster_of(upload(admin, workbook([("a@example.com", "Maria", "Cruz")])))
    fields = {"column": ["mail", "given", "family"], "header": "no", "encoding": "cp932"}

    admin.post(f"{roster}/columns", fields)
    admin.post(f"{roster}/run")

    assert names(tools, founded) == [("a@example.com", "Cruz", "", "Maria")]


HOSTILE_ONES = {reason: made for _title, made, reason in HOSTILE if reason}


@pytest.mark.parametrize("reason", ["unsafe", "old"])
def test_a_hostile_workbook_is_refused_with_its_sentence_and_not_kept(
    admin, tools, founded, reason
):
    """Each other reason gets its sentence in the same way (tests/images/test_workbook_refusals)."""
    answer = upload(admin, HOSTILE_ONES[reason]())

    assert (answer.status_code, sentence(answer)) == (422, str(workbooks._SENTENCES[reason]))
    assert desk.size(tools, founded.company_id, RosterFile) == 0


def test_a_file_that_pretends_to_be_a_childs_answer_is_no_text(admin, tools, founded):
    answer = upload(admin, marked(b""))

    assert (answer.status_code, sentence(answer)) == (
        422,
        "CSV、テキスト、Excel（.xlsx）のファイルを選択してください。",
    )


def test_a_workbook_without_rows_is_empty(admin):
    assert sentence(upload(admin, workbook([TITLES]))) == (
        "登録する行がありません。1行に1名ずつ書いたファイルを選択してください。"
    )


def test_twenty_thousand_rows_of_a_workbook_are_read_and_counted(admin):
    rows = [(f"p{n}@example.com", "山田", f"太郎{n}") for n in range(20_000)]

    answer = upload(admin, workbook([("メール", "姓", "名"), *rows]))

    assert (title(answer), "新規 20000名" in answer.text) == (SUCCESS, True)


def test_a_signed_out_visitor_starts_no_child(app, monkeypatch):
    asked = []
    monkeypatch.setattr(workbooks, "only_child", asked.append)

    answer = app.test_client().post("/admin/rosters/", data={"file": (b"", "a.xlsx")})

    assert (answer.status_code, asked) == (302, [])


def test_the_form_takes_workbooks_and_says_so(admin):
    form = admin.get("/admin/rosters/").text

    assert 'accept=".csv,.txt,.xlsx"' in form
    assert "Excel（.xlsx）。20,000行、5MBまで。Excelは最初のシートだけを読みます。" in form
