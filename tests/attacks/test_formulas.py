"""Formulas: what a stranger put into a list never runs where somebody opens our file of it."""

import csv
import re
import unicodedata
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcollector.rules.roster import roster, sheets
from mcollector.rules.roster.wrong_lines import wrong_lines
from mcollector.rules.text.formulas import guard, unguard

SIGNS = "=+-@"
FORMULAS = (
    "=HYPERLINK(A1)",
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "＝1",
    "﹦1",
    " =1",
    "\t=1",
    "'=1",
    "x,=1",
    "x;=1",
)
HARMLESS = ("山田", "'t Hooft", "O'Neil", "髙﨑-山", "a@example.com", "", "x, 山")
SPLITS = (",", ";", "\t")
TEXT = st.text(st.sampled_from("=+-@＝＠−'\" ,;\t\r\n\0a山"), max_size=12)


def saved(text, encoding="utf-8"):
    data = text.encode(encoding)
    return wrong_lines(data, roster.parse_roster(data)).decode(encoding)


def is_formula(cell):
    """Tell whether a spreadsheet might take the cell for a formula, as widely as can be."""
    return unicodedata.normalize("NFKC", cell.strip(" \t\r\n\0\u3000"))[:1] in (*SIGNS, "−")


def cells_of(text):
    """Return the file's cells, wherever a program splits it."""
    rows = (row for sign in SPLITS for row in csv.reader(StringIO(text), delimiter=sign))
    return [cell for row in rows for cell in row]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_text_and_reads_as_before(formula):
    assert any(map(is_formula, re.split("[,;]", formula.lstrip("'"))))
    assert [part for part in re.split("[,;]", guard(formula)) if is_formula(part)] == []
    assert unguard(guard(formula)) == formula


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_formula_stays(text):
    assert (guard(text), unguard(text)) == (text, text)


@given(TEXT)
def test_whatever_is_guarded_is_no_formula_and_comes_back(text):
    guarded = guard(text)

    assert [part for part in re.split("[,;\t\r\n]", guarded) if is_formula(part)] == []
    assert unguard(guarded) == text


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "、"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-16"])
def test_wrong_lines_of_a_text_hold_no_formula(delimiter, encoding):
    rows = [[f"bad{n}", f'"{cell}"', "名"] for n, cell in enumerate(FORMULAS[:5] + FORMULAS[6:])]
    text = "".join(delimiter.join(row) + "\r\n" for row in rows)
    text = text if encoding != "cp932" else text.replace("﹦", "＝")

    file = saved(text, encoding)

    assert [cell for cell in cells_of(text) if is_formula(cell)] != []
    assert [cell for cell in cells_of(file) if is_formula(cell)] == []


def test_a_formula_behind_a_quote_that_does_not_close_is_text_too():
    text = 'bad,x\n"=1+1,x\n'

    assert cells_of(saved(text)).count("=1+1,x\n") == 0
    assert [cell for cell in cells_of(text) if is_formula(cell)] != []
    assert [cell for cell in cells_of(saved(text)) if is_formula(cell)] == []


@pytest.mark.parametrize("formula", ["=1+1", "'=1+1", "@x", "-太郎"])
def test_what_we_wrote_and_is_uploaded_again_is_what_was_uploaded_first(formula):
    first = f"メール,姓\nbad,{formula}\n"

    again = saved(first)

    assert again == f"メール,姓\nbad,'{formula.removeprefix(chr(39))}\n"
    assert saved(again) == again
    errors = [roster.parse_roster(text.encode()).errors for text in (first, again)]
    assert errors[0] == errors[1]


def test_only_our_own_mark_goes_from_a_name():
    read = roster.parse_roster("a@example.com,'-太郎\nb@example.com,'花子\n".encode())

    assert [row.family for row in read.rows] == ["-太郎"]
    assert [(error.line, error.content) for error in read.errors] == [(2, "'花子")]


def test_wrong_rows_of_a_sheet_hold_no_formula():
    cells = [["bad", formula] for formula in FORMULAS]
    data = sheets.marked(b"".join(packed(n, row) for n, row in enumerate(cells, 1)))

    file = wrong_lines(data, roster.parse_roster(data)).decode("utf-8-sig")

    assert len(cells_of(file)) > len(FORMULAS)
    assert [cell for cell in cells_of(file) if is_formula(cell)] == []


def packed(number, row):
    texts = [cell.encode() for cell in row]
    parts = [sheets._CELL.pack(len(text)) + text for text in texts]
    return sheets._ROW.pack(number, len(row)) + b"".join(parts)
