"""A sheet's rows as they are handed back: their own numbers, cells as typed, lies refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcollector.images.talk.workbook_wire import packed_row
from mcollector.rules.errors import FieldRefused
from mcollector.rules.my_number import check_digit
from mcollector.rules.roster import roster, sheets
from mcollector.rules.roster.wrong_lines import wrong_lines

BODY = "20261123000"
NUMBER = BODY + check_digit(BODY)
TITLES = ("メール", "姓", "名", "備考")


def sheet(rows):
    """Return number → cells as a kept sheet."""
    return sheets.marked(b"".join(packed_row(*row) for row in rows.items()))


def test_errors_name_the_sheets_own_rows():
    data = sheet({2: TITLES, 5: ("bad", "山田", "太郎"), 9: ("a@example.com", "", "", "1\n2")})

    parsed = roster.parse_roster(data)

    assert [(one.line, one.cell, str(one.cause)) for one in parsed.errors] == [
        (5, "mail", "メールアドレスに「@」がありません。"),
        (9, "family", "姓が入力されていません。"),
    ]
    assert (parsed.encoding, parsed.delimiter, parsed.has_header) == (None, "", True)


@pytest.mark.parametrize("text", ["'0123", "=B1", "########", "1.23E+11", "#N/A", "+SUM(A1)"])
def test_what_a_spreadsheet_left_in_a_name_is_named(text):
    parsed = roster.parse_roster(sheet({1: ("a@example.com", text, "太郎")}))

    assert [str(one.cause) for one in parsed.errors] == ["表計算ソフトの式や記号になっています。"]


def test_a_my_number_is_named_and_hidden_wherever_it_stands():
    parsed = roster.parse_roster(sheet({1: TITLES, 2: ("a@example.com", "山田", "太郎", NUMBER)}))

    assert [(one.cell, str(one.cause)) for one in parsed.errors] == [
        ("ignore", "12桁の数字があります。マイナンバーは名簿に書けません。")
    ]
    assert NUMBER not in parsed.errors[0].content


def test_an_encoding_that_is_said_changes_nothing():
    data = sheet({1: ("a@example.com", "髙﨑", "一")})

    assert roster.parse_roster(data, encoding="cp932") == roster.parse_roster(data)


def test_the_wrong_rows_become_a_file_that_can_be_uploaded_again():
    rows = {
        1: TITLES,
        3: ("a@example.com", "山田", "太郎", ""),
        7: ("bad", "佐藤, Jr.", "花子", "1行目\n2行目"),
        8: ("b@example.com", "", "", NUMBER),
    }
    data = sheet(rows)

    saved = wrong_lines(data, roster.parse_roster(data))

    assert saved.decode("utf-8-sig") == (
        "メール,姓,名,備考\r\n"
        'bad,"佐藤, Jr.",花子,"1行目\n2行目"\r\n'
        "b@example.com,,,●●●● ●●●● ●●●●\r\n"
    )
    assert saved.startswith(b"\xef\xbb\xbf")
    assert roster.parse_roster(saved).columns == roster.parse_roster(data).columns


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_no_cell_of_the_saved_rows_is_a_formula(start):
    data = sheet({1: TITLES, 2: ("bad", "山田", "太郎", f"{start}cmd|' /C calc'!A0")})

    saved = wrong_lines(data, roster.parse_roster(data)).decode("utf-8-sig")

    assert saved.splitlines()[1] == f"bad,山田,太郎,'{start}cmd|' /C calc'!A0"


LIES = {
    "half a row": packed_row(1, ["a@example.com", "x"])[:-1],
    "a row without its cells": b"\0\0\0\1\0\2",
    "a cell longer than all": b"\0\0\0\1\0\1\xff\xff\xff\xffx",
    "no UTF-8": b"\0\0\0\1\0\1\0\0\0\1\xff",
    "row 0": packed_row(0, ["x"]),
    "a row twice": packed_row(1, ["x"]) * 2,
    "rows backwards": packed_row(2, ["x"]) + packed_row(1, ["x"]),
}


@pytest.mark.parametrize("rows", LIES.values(), ids=LIES)
def test_what_no_honest_child_hands_back_is_refused(rows):
    with pytest.raises(FieldRefused, match=r"^Excelのファイルが壊れているため、読めません。"):
        roster.parse_roster(sheets.marked(rows))


@given(st.binary(max_size=200))
def test_no_bytes_break_it(rows):
    try:
        parsed = roster.parse_roster(sheets.marked(rows))
    except FieldRefused:
        return
    assert [row.line for row in parsed.rows] + [error.line for error in parsed.errors]


@given(st.lists(st.lists(st.text(max_size=9), min_size=1, max_size=5), min_size=1, max_size=5))
def test_every_cell_arrives_as_it_was_packed(rows):
    clean = [["x", *(cell.encode(errors="replace").decode() for cell in row)] for row in rows]

    found = sheets.sheet_records(sheet(dict(enumerate(clean, 1))))

    assert [record.line for record in found] == list(range(1, len(rows) + 1))
    assert [list(record.cells) for record in found] == [
        [sheets.trimmed([cell, ""])[0] for cell in row] for row in clean
    ]
