"""アップロード: whatever file comes, a clear sentence; nothing is saved before 「実行」."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from mcollector.jobs import timetable
from mcollector.services import people
from mcollector.services.people import PeopleQuery
from mcollector.store.accounts import Account, Login
from mcollector.store.letters import Letter
from mcollector.store.outbox import OutboxRow
from mcollector.store.people import Person
from mcollector.store.rosters import RosterFile, RosterState
from tests import factories
from tests.office import desk
from tests.samples import Paper, photograph
from tests.web.visitor import title

TARO = "taro@example.com,山田,太郎\n"
SUCCESS = "ファイルアップロードに成功しました。"
WRONG = "ファイルに誤りがあります"


def upload(visitor, data, **fields):
    """Upload as the form does, and follow to what is shown.

    The body is written here: the test client would spool a large one to the disk.
    """
    parts = {"csrf_token": visitor.token(), **fields}
    text = "".join(
        f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in parts.items()
    )
    head = '--cut\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body = (text + head).encode() + data + b"\r\n--cut--\r\n"
    return visitor.client.post(
        "/admin/rosters/",
        data=body,
        content_type="multipart/form-data; boundary=cut",
        follow_redirects=True,
    )


def roster_of(answer):
    """Return the address of the roster a page is about."""
    return answer.request.path.rstrip("/")


def sentence(answer):
    """Return the sentence beside the file's field."""
    found = re.search(r'id="file-error">.*?エラー：(.*?)</span>', answer.text, re.DOTALL)
    return found.group(1) if found else ""


def faults(answer):
    """Return the rows of the table of errors: line, cell, content, cause, remedy."""
    rows = re.findall(r'<tr><th scope="row".*?</tr>', answer.text, re.DOTALL)
    return [tuple(re.findall(r">([^<>]+)</(?:th|td|code)>", row)) for row in rows]


def stored(tools, founded):
    """Return how many people, accounts of people, letters and tasks the company has."""
    with tools.read(factories.admin_of(founded)) as uow:
        members = uow.count(select(Account.id).where(Account.person_id.is_not(None)))
    others = (desk.size(tools, founded.company_id, table) for table in (Person, Letter, OutboxRow))
    return (members, *others)


def names(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        rows = uow.scalars(select(Person).order_by(Person.mail_key))
        return [(row.mail, row.family, row.middle, row.given) for row in rows]


def test_no_file(admin):
    answer = admin.post("/admin/rosters/", {"encoding": "cp932"})

    assert (answer.status_code, sentence(answer)) == (422, "ファイルを選択してください。")
    assert re.search(r'value="cp932"\s+checked', answer.text)


EMPTY = "登録する行がありません。1行に1名ずつ書いたファイルを選択してください。"
NO_TEXT = "CSVまたはテキストのファイルを選択してください。"
WORKBOOK = "Excelのファイルはまだ読めません。「CSV UTF-8」で保存し直してください。"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", EMPTY),
        (b"\xef\xbb\xbf", EMPTY),
        (b" \r\n,,\r\n\n", EMPTY),
        ("メール,姓,名\n".encode(), EMPTY),
        (photograph(Paper.CARD_FRONT), NO_TEXT),
        (photograph(Paper.CARD_FRONT, form="PNG"), NO_TEXT),
        (b"PK\x03\x04" + bytes(100), WORKBOOK),
        (b"\xd0\xcf\x11\xe0" + bytes(100), WORKBOOK),
        (
            TARO.encode() * 20_001,
            "20001行あります。一度に登録できるのは20,000行までです。ファイルを分けてください。",
        ),
        (
            b"x" * (5 * 1024 * 1024 + 1),
            "ファイルが5MBを超えています。分けてアップロードしてください。",
        ),
    ],
    ids=["0 bytes", "BOM", "blank", "titles", "JPEG", "PNG", "xlsx", "xls", "rows", "5 MiB"],
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
        assert f'<span class="who">{name}</span>' in listed.text


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
    assert [(line, cell, cause) for line, cell, _content, cause, _remedy in _five(answer)] == [
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
    assert all("ください。" in remedy for *_, remedy in _five(answer))
    assert factories.number() not in answer.text
    assert stored(tools, founded) == (0, 0, 0, 0)


def _five(answer):
    """Return the faults, an empty content written as such."""
    return [row if len(row) == 5 else (*row[:2], "", *row[2:]) for row in faults(answer)]


def test_a_file_with_errors_is_not_run_by_a_hand_made_post(admin, tools, founded):
    shown = upload(admin, TARO.encode() + b"bad,x,y\n")

    answer = admin.post(f"{roster_of(shown)}/run", follow_redirects=True)

    assert "ファイルに誤りがあるため、1名も登録していません。" in answer.text
    assert (title(answer), stored(tools, founded)) == (WRONG, (0, 0, 0, 0))


def test_nothing_is_saved_or_queued_before_run(admin, tools, founded):
    shown = upload(admin, TARO.encode())
    asked = admin.get(f"{roster_of(shown)}/confirm")
    before = stored(tools, founded)

    answer = admin.post(f"{roster_of(shown)}/run", follow_redirects=True)

    assert (title(shown), title(asked)) == (SUCCESS, "招待メールの送信")
    assert before == (0, 0, 0, 0)
    assert stored(tools, founded) == (1, 1, 1, 1)
    assert "1名中0名に送信しました。" in answer.text


def test_the_same_file_again_changes_nothing(admin, tools, founded):
    first = upload(admin, TARO.encode())
    admin.post(f"{roster_of(first)}/run")
    before = (stored(tools, founded), names(tools, founded))

    again = upload(admin, TARO.upper().encode())
    run = admin.post(f"{roster_of(again)}/run", follow_redirects=True)

    assert "追加されるユーザーはいません（1名すべて登録済み）。" in again.text
    assert "追加されたユーザーはいません" in run.text
    assert (stored(tools, founded), names(tools, founded)) == before


def test_run_twice_and_back_to_the_preview_lead_to_the_progress(admin, tools, founded):
    roster = roster_of(upload(admin, TARO.encode()))
    answers = [admin.post(f"{roster}/run") for _ in range(2)]
    back = [admin.get(f"{roster}{page}") for page in ("", "/confirm")]

    assert {answer.location for answer in answers} == {f"{roster}/progress"}
    assert [answer.status_code for answer in back] == [302, 302]
    assert stored(tools, founded) == (1, 1, 1, 1)


def test_a_roster_of_another_company_is_not_there(admin, app, tools, other):
    stranger = desk.sign_in(app, tools, other)
    roster = roster_of(upload(stranger, TARO.encode()))

    gets = [admin.get(f"{roster}{page}").status_code for page in ("", "/confirm", "/progress")]
    posts = [admin.post(f"{roster}{page}").status_code for page in ("/run", "/columns")]
    nobody = admin.get(f"/admin/rosters/{uuid4()}")

    assert (gets, posts, nobody.status_code) == ([404] * 3, [404] * 2, 404)
    assert admin.get(roster).text[:200] == nobody.text[:200]


GONE = (
    "この名簿は、アップロードから24時間が過ぎたため消しました。"
    "1名も登録していません。もう一度アップロードしてください。"
)


@pytest.mark.parametrize("swept", [True, False])
def test_a_roster_is_forgotten_after_a_day(app, tools, founded, clock, swept):
    roster = roster_of(upload(desk.sign_in(app, tools, founded), TARO.encode()))
    clock.move(hours=24)
    if swept:
        timetable.forget(tools)
    admin = desk.sign_in(app, tools, founded)

    answers = [
        admin.post(f"{roster}/run"),
        admin.get(roster),
        admin.get(f"{roster}/confirm"),
        admin.post(f"{roster}/columns"),
    ]

    assert [(answer.status_code, sentence(answer)) for answer in answers] == [(410, GONE)] * 4
    assert stored(tools, founded) == (0, 0, 0, 0)


def test_a_roster_waits_a_day_less_a_second(app, tools, founded, clock):
    roster = roster_of(upload(desk.sign_in(app, tools, founded), TARO.encode()))
    clock.move(hours=23, minutes=59, seconds=59)
    timetable.forget(tools)

    answer = desk.sign_in(app, tools, founded).post(f"{roster}/run")

    assert (answer.location, stored(tools, founded)) == (f"{roster}/progress", (1, 1, 1, 1))


class TestColumns:
    """The office may say how the file is to be read."""

    def test_another_reading_is_shown(self, admin, tools, founded):
        roster = roster_of(upload(admin, b"x,taro@example.com,SANTOS,y\n"))
        chosen = {"column": ["ignore", "mail", "family", "ignore"], "header": "no"}

        answer = admin.post(f"{roster}/columns", chosen, follow_redirects=True)
        admin.post(f"{roster}/run")

        assert title(answer) == SUCCESS
        assert names(tools, founded) == [("taro@example.com", "SANTOS", "", "")]

    def test_a_reading_that_leaves_nothing_is_refused_and_the_old_one_kept(self, admin):
        roster = roster_of(upload(admin, TARO.encode()))

        answer = admin.post(f"{roster}/columns", {"header": "yes"}, follow_redirects=True)

        assert EMPTY in answer.text
        assert (title(answer), "新規 1名" in answer.text) == (SUCCESS, True)

    def test_a_sheet_of_many_columns_is_read_and_can_be_chosen(self, admin, tools, founded):
        titles = ",".join(["メール", "姓", "名", *(f"列{n}" for n in range(300))])
        row = ",".join(["taro@example.com", "山田", "太郎", *["x"] * 300])
        shown = upload(admin, f"{titles}\n{row}\n".encode())
        chosen = re.findall(r'<option value="(\w+)" selected', shown.text)[:40]

        answer = admin.post(
            f"{roster_of(shown)}/columns",
            {"column": chosen, "header": "yes"},
            follow_redirects=True,
        )

        assert shown.text.count('name="column"') == 40
        assert (title(shown), title(answer)) == (SUCCESS, SUCCESS)
        assert "40列目までを選べます。" in answer.text

    def test_words_nobody_knows_mean_find_out(self, admin, tools, founded):
        junk = {"column": ["DROP", "x" * 500], "encoding": "x" * 500, "header": "maybe" * 9}
        roster = roster_of(upload(admin, TARO.encode(), encoding="klingon", header="x" * 99))

        answer = admin.post(f"{roster}/columns", junk, follow_redirects=True)

        assert (title(answer), "新規 1名" in answer.text) == (SUCCESS, True)


def test_the_progress_ends_although_a_newer_letter_replaced_one(admin, tools, founded, clock):
    """A reminder before the invitation went: the invitation is void, nobody waits for it."""
    roster = roster_of(upload(admin, TARO.encode() + b"b@example.com,x\n"))
    admin.post(f"{roster}/run")
    person_id = factories.people_ids(tools, founded)[0]
    clock.move(days=3)
    admin = desk.sign_in(admin.client.application, tools, founded)
    admin.post(f"/admin/people/remind/{person_id}")

    answer = admin.get(f"{roster}/progress")

    assert "1名中0名に送信しました。" in answer.text


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
        found = people.page(uow, PeopleQuery()).total

    assert (logins, found) == (4, 3)
