"""アップロード: whatever file comes, a clear sentence; every name byte for byte."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from mcollector.services.people import list as people_list
from mcollector.services.people.query import PeopleQuery
from mcollector.store.accounts import Login
from mcollector.store.rosters import RosterFile, RosterState
from tests import factories
from tests.office import desk
from tests.office.desk import names, stored
from tests.office.pages import faults, roster_of, sentence, upload
from tests.samples import Paper, photograph
from tests.web.visitor import title

TARO = "taro@example.com,山田,太郎\n"
SUCCESS = "ファイルアップロードに成功しました。"
WRONG = "ファイルに誤りがあります"


def test_no_file(admin):
    answer = admin.post("/admin/rosters/", {"encoding": "cp932"})

    assert (answer.status_code, sentence(answer)) == (422, "ファイルを選択してください。")
    assert re.search(r'value="cp932"\s+checked', answer.text)


EMPTY = "登録する行がありません。1行に1名ずつ書いたファイルを選択してください。"
NO_TEXT = "CSV、テキスト、Excel（.xlsx）のファイルを選択してください。"
BROKEN = "Excelのファイルが壊れているため、読めません。Excelで開いて保存し直してください。"
OLD = (
    "古い形式（.xls）のファイルは読めません。"
    "Excelで開き、「Excel ブック（.xlsx）」で保存し直してください。"
)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", EMPTY),
        (b"\xef\xbb\xbf", EMPTY),
        (b" \r\n,,\r\n\n", EMPTY),
        ("メール,姓,名\n".encode(), EMPTY),
        (photograph(Paper.CARD_FRONT), NO_TEXT),
        (photograph(Paper.CARD_FRONT, form="PNG"), NO_TEXT),
        (b"PK\x03\x04" + bytes(100), BROKEN),
        (b"\xd0\xcf\x11\xe0" + bytes(100), OLD),
        (
            TARO.encode() * 20_001,
            "20001行あります。一度に登録できるのは20,000行までです。ファイルを分けてください。",
        ),
        (
            b"x" * (5 * 1024 * 1024 + 1),
            "ファイルが5MBを超えています。分けてアップロードしてください。",
        ),
    ],
    ids=["0 bytes", "BOM", "blank", "titles", "JPEG", "PNG", "zip", "xls", "rows", "5 MiB"],
)
def test_a_hopeless_file_is_refused_and_not_kept(admin, tools, founded, data, why):
    answer = upload(admin, data)

    assert (answer.status_code, sentence(answer)) == (422, why)
    assert desk.size(tools, founded.company_id, RosterFile) == 0


def test_a_body_beyond_the_route_is_refused_with_its_own_page(admin):
    answer = upload(admin, b"x" * (6 * 1024 * 1024 + 1))

    assert (answer.status_code, title(answer)) == (413, "ファイルが大きすぎます。")


NAMES = "b@example.com,髙﨑,𠮷男\na@example.com,葛\U000e0100,e\u0301\nc@example.com,SUHARTO\n"
ALL = [
    ("a@example.com", "葛\U000e0100", "", "e\u0301"),
    ("b@example.com", "髙﨑", "", "𠮷男"),
    ("c@example.com", "SUHARTO", "", ""),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_names_arrive_byte_for_byte_in_the_rows_and_in_the_list(
    admin, tools, founded, encoding, newline
):
    shown = upload(admin, NAMES.replace("\n", newline).encode(encoding))
    admin.post(f"{roster_of(shown)}/run")
    listed = admin.get("/admin/people/")

    assert (title(shown), names(tools, founded)) == (SUCCESS, ALL)
    for name in ("髙﨑 𠮷男", "葛\U000e0100 e\u0301", "SUHARTO"):
        assert f">{name}</a>" in listed.text


def test_windows_bytes_for_the_same_names(admin, tools, founded):
    data = b"a@example.com,\xfb\xfc\xfa\xb1,x\r\n" + "b@example.com,髙﨑,隆\r\n".encode("cp932")
    shown = upload(admin, data)
    admin.post(f"{roster_of(shown)}/run")

    assert [row[1] for row in names(tools, founded)] == ["髙﨑", "髙﨑"]
    assert "Shift_JIS" in shown.text


def test_all_errors_at_once_with_line_cell_and_remedy(admin, tools, founded):
    data = (
        "taro@example.com,山田,太郎\n"
        "bad,佐藤,花子\n"
        "hanako@example.com,,\n"
        "TARO@example.com,山田,次郎\n"
        "a@example.com,b,c,d,e\n"
        f"b@example.com,{factories.number()},x\n"
    ).encode() + "c@example.com,髙﨑,x\n".encode("cp932")

    answer = upload(admin, data)

    assert (answer.status_code, title(answer)) == (200, WRONG)
    assert "6行に誤りがあります。1名も登録していません。" in answer.text
    assert [(line, cell, cause) for line, cell, _content, cause, _remedy in faults(answer)] == [
        ("2行目", "メールアドレス", "メールアドレスに「@」がありません。"),
        ("3行目", "姓", "姓が入力されていません。"),
        ("4行目", "メールアドレス", "1行目と同じメールアドレスです。"),
        ("5行目", "行全体", "項目が5個あります。"),
        ("6行目", "姓", "12桁の数字があります。マイナンバーは名簿に書けません。"),
        (
            "7行目",
            "行全体",
            "この行は、ほかの行と文字コードが違います。文字化けの可能性があります。",
        ),
    ]
    assert all("ください。" in remedy for *_, remedy in faults(answer))
    assert factories.number() not in answer.text
    assert stored(tools, founded) == (0, 0, 0, 0)


def test_a_file_with_errors_is_not_run_by_a_hand_made_post(admin, tools, founded):
    shown = upload(admin, TARO.encode() + b"bad,x,y\n")

    answer = admin.post(f"{roster_of(shown)}/run", follow_redirects=True)

    assert "ファイルに誤りがあるため、1名も登録していません。" in answer.text
    assert (title(answer), stored(tools, founded)) == (WRONG, (0, 0, 0, 0))


def test_twenty_thousand_rows_are_read_and_counted(admin):
    data = "".join(f"p{n}@example.com,山田,太郎{n}\n" for n in range(20_000)).encode()

    answer = upload(admin, data)

    assert (title(answer), "新規 20000名" in answer.text) == (SUCCESS, True)
    assert answer.text.count("<tr><td") == 50


def test_a_stored_roster_is_sealed(admin, tools, founded):
    upload(admin, TARO.encode())
    with tools.read(factories.admin_of(founded)) as uow:
        row = uow.first(select(RosterFile))

    content = tools.files.get(row.content)

    assert row.state is RosterState.UPLOADED
    assert b"taro" not in content
    assert (tools.now() - row.uploaded_at) == timedelta()


def test_logins_and_people_are_as_many(admin, tools, founded):
    admin.post(f"{roster_of(upload(admin, NAMES.encode()))}/run")
    with tools.read(factories.admin_of(founded)) as uow:
        logins = uow.count(select(Login.id).where(Login.company_id == founded.company_id))
        found = people_list.get_page(uow, PeopleQuery()).total

    assert (logins, found) == (4, 3)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>"])
@pytest.mark.parametrize("mail", ["taro@example.com", "<b>bad</b>"])
def test_what_stands_in_a_cell_is_shown_and_not_run(admin, mail, name):
    answer = upload(admin, f"{mail},{name},x\n".encode())

    shown = name if mail == "taro@example.com" else mail
    assert shown.replace("<", "&lt;").replace(">", "&gt;") in answer.text
    assert shown not in answer.text
