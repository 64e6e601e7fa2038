"""Fifty files that differ in what they mean, each understood as the table says."""

import pytest

from mcollector.images.workbook.reading import read_rows
from mcollector.rules.roster import roster
from mcollector.rules.roster.columns import Column
from mcollector.rules.roster.decode import Encoding
from mcollector.rules.roster.sheets import marked
from tests.workbooks import cell_of, parts, row_of, workbook, zipped

C = Column
TWO = (C.MAIL, C.NAME)
THREE = (C.MAIL, C.FAMILY, C.GIVEN)
INSIDE = (C.MAIL, C.FAMILY, C.MIDDLE, C.GIVEN)
LAST = (C.MAIL, C.FAMILY, C.GIVEN, C.MIDDLE)
CP, U8, BOM, U16 = Encoding.CP932, Encoding.UTF8, Encoding.UTF8_BOM, Encoding.UTF16

AT = "a@example.com"
TARO = [(AT, "山田", "", "太郎")]
HANAKO = ("b@example.com", "佐藤", "", "花子")
CRUZ = [(AT, "DELA CRUZ", "SANTOS", "MARIA")]


def utf8(text):
    return text.encode()


def sheet(*rows):
    """Return what is kept of a workbook with these rows."""
    return marked(read_rows(workbook(rows)))


def written(rows, **changes):
    """Return what is kept of a workbook whose rows are written in XML."""
    return marked(read_rows(zipped(parts(rows, **changes))))


TITLES = ("メールアドレス", "姓", "名")
SHARED = row_of(f'<c t="s"><v>{place}</v></c>' for place in range(3))

FILES = [
    ("two columns, half space", utf8("a@example.com,山田 太郎"), U8, TWO, TARO),
    ("two columns, full space", utf8("a@example.com,山田　太郎"), U8, TWO, TARO),
    ("two columns, no space", utf8("a@example.com,山田太郎"), U8, TWO, [(AT, "山田太郎", "", "")]),
    ("one word", utf8("a@example.com,SUHARTO"), U8, TWO, [(AT, "SUHARTO", "", "")]),
    (
        "six words",
        utf8("a@example.com,MARIA DA SILVA E SOUZA LIMA"),
        U8,
        TWO,
        [(AT, "MARIA", "DA SILVA E SOUZA", "LIMA")],
    ),
    ("three columns", utf8("a@example.com,山田,太郎"), U8, THREE, TARO),
    ("the manual's example", utf8("a@example.com,山田,"), U8, THREE, [(AT, "山田", "", "")]),
    ("no family name", utf8("a@example.com,,Suharto"), U8, THREE, [(AT, "", "", "Suharto")]),
    ("four, blank middle", utf8("a@example.com,山田,,太郎"), U8, INSIDE, TARO),
    ("four, a middle name", utf8("a@example.com,DELA CRUZ,SANTOS,MARIA"), U8, INSIDE, CRUZ),
    (
        "four, last mostly blank",
        utf8(
            "a@example.com,DELA CRUZ,MARIA,SANTOS\nb@example.com,佐藤,花子,\nc@example.com,林,一,"
        ),
        U8,
        LAST,
        [*CRUZ, HANAKO, ("c@example.com", "林", "", "一")],
    ),
    ("a fifth, always blank", utf8("a@example.com,山田,,太郎,"), U8, INSIDE, TARO),
    (
        "rows of two and of three",
        utf8("a@example.com,山田 太郎\nb@example.com,佐藤,花子"),
        U8,
        TWO,
        [*TARO, HANAKO],
    ),
    ("tab", utf8("a@example.com\t山田\t太郎"), U8, THREE, TARO),
    ("full-width comma", utf8("a@example.com，山田，太郎"), U8, THREE, TARO),
    ("読点", utf8("a@example.com、山田、太郎"), U8, THREE, TARO),
    ("semicolon", utf8("a@example.com;山田;太郎"), U8, THREE, TARO),
    (
        "one line with another comma",
        utf8("a@example.com，山田，太郎\nb@example.com,佐藤,花子"),
        U8,
        THREE,
        [*TARO, HANAKO],
    ),
    (
        "titles in the manual's order",
        utf8("メールアドレス,姓,ミドルネーム,名\na@example.com,DELA CRUZ,SANTOS,MARIA"),
        U8,
        INSIDE,
        CRUZ,
    ),
    (
        "titles in any order",
        utf8("名,姓,メール\n太郎,山田,a@example.com"),
        U8,
        (C.GIVEN, C.FAMILY, C.MAIL),
        TARO,
    ),
    (
        "English titles",
        utf8("Last name,First name,Middle name,E-mail\nDELA CRUZ,MARIA,SANTOS,a@example.com"),
        U8,
        (C.FAMILY, C.GIVEN, C.MIDDLE, C.MAIL),
        CRUZ,
    ),
    (
        "titles nobody uses between",
        utf8("社員番号,氏名,現場,メール\n7,山田 太郎,大阪,a@example.com"),
        U8,
        (C.IGNORE, C.NAME, C.IGNORE, C.MAIL),
        TARO,
    ),
    (
        "a full name beside its parts",
        utf8("氏名,姓,名,メール\n山田太郎,山田,太郎,a@example.com"),
        U8,
        (C.NAME, C.FAMILY, C.GIVEN, C.MAIL),
        TARO,
    ),
    ("CP932", "a@example.com,髙﨑,一\r\n".encode("cp932"), CP, THREE, [(AT, "髙﨑", "", "一")]),
    ("CP932, NEC's codes", b"a@example.com,\xee\xe0\xed\x95,x", CP, THREE, [(AT, "髙﨑", "", "x")]),
    ("CP932, half-width kana", "a@example.com,ﾔﾏﾀﾞ,ﾀﾛｳ".encode("cp932"), CP, THREE, None),
    ("CP932, a backslash byte", "a@example.com,表,能".encode("cp932"), CP, THREE, None),
    ("UTF-8 with BOM", "\ufeffa@example.com,山田,太郎".encode(), BOM, THREE, TARO),
    (
        "UTF-16, little end first",
        "a@example.com\t山田\t太郎\r\n".encode("utf-16"),
        U16,
        THREE,
        TARO,
    ),
    (
        "UTF-16, big end first",
        b"\xfe\xff" + "a@example.com,山田,太郎".encode("utf-16-be"),
        U16,
        THREE,
        TARO,
    ),
    ("beyond the plane", utf8("a@example.com,𠮷田,太郎"), U8, THREE, [(AT, "𠮷田", "", "太郎")]),
    ("^Z at the end", utf8("a@example.com,山田,太郎\r\n\x1a"), U8, THREE, TARO),
    (
        "CR alone",
        utf8("a@example.com,山田,太郎\rb@example.com,佐藤,花子\r"),
        U8,
        THREE,
        [*TARO, HANAKO],
    ),
    ("CRLF and blank lines", utf8("\r\n\r\na@example.com,山田,太郎\r\n,,\r\n"), U8, THREE, TARO),
    (
        "quotes over lines nobody reads",
        utf8('メール,姓,名,備考\na@example.com,山田,太郎,"1行目\n2行目"\nb@example.com,佐藤,花子,'),
        U8,
        (C.MAIL, C.FAMILY, C.GIVEN, C.IGNORE),
        [*TARO, HANAKO],
    ),
    ("quotes and a comma in the name", utf8('a@example.com,"山田, Jr.",太郎'), U8, THREE, None),
    ("mailto:", utf8("mailto:a@EXAMPLE.com,山田,太郎"), U8, THREE, TARO),
    ("Mailto: as Excel writes it", utf8("Mailto:a@example.com,山田,太郎"), U8, THREE, TARO),
    ("Name <a@b>", utf8("山田 太郎 <a@example.com>,山田,太郎"), U8, THREE, TARO),
    ('"Name, First" <a@b>', utf8('"""Yamada, Taro"" <a@example.com>",山田,太郎'), U8, THREE, TARO),
    ("full-width address", utf8("ａ＠ｅｘａｍｐｌｅ．ｃｏｍ,山田,太郎"), U8, THREE, TARO),
    (
        "docomo, two dots",
        utf8("taro..yamada.@docomo.ne.jp,山田,太郎"),
        U8,
        THREE,
        [("taro..yamada.@docomo.ne.jp", "山田", "", "太郎")],
    ),
    (
        "invisible signs around",
        utf8("\u200ba@example.com\u00a0,　山田\ufeff,\u2060太郎"),
        U8,
        THREE,
        TARO,
    ),
    (
        "rows from a spreadsheet's end",
        utf8("a@example.com,山田,太郎\n" + ",,,,,\n" * 9),
        U8,
        THREE,
        TARO,
    ),
    ("xlsx, three columns", sheet((AT, "山田", "太郎")), None, THREE, TARO),
    ("xlsx, two columns", sheet((AT, "山田　太郎")), None, TWO, TARO),
    ("xlsx, the manual's example", sheet((AT, "山田")), None, TWO, [(AT, "山田", "", "")]),
    ("xlsx, four columns", sheet((AT, "DELA CRUZ", "SANTOS", "MARIA")), None, INSIDE, CRUZ),
    (
        "xlsx, titles",
        sheet(TITLES, (AT, "山田", "太郎"), HANAKO[:2] + HANAKO[3:]),
        None,
        THREE,
        None,
    ),
    (
        "xlsx, other columns between",
        sheet(("社員番号", "氏名", "入社", "メール"), (7, "山田 太郎", 45986, AT)),
        None,
        (C.IGNORE, C.NAME, C.IGNORE, C.MAIL),
        TARO,
    ),
    ("xlsx, a margin on the left", sheet(("", AT, "山田", "太郎")), None, THREE, TARO),
    (
        "xlsx, a margin with titles in the second row",
        sheet(("",), ("", *TITLES), ("", AT, "山田", "太郎")),
        None,
        THREE,
        TARO,
    ),
    (
        "xlsx, readings and texts kept apart",
        written(
            SHARED, strings=[HANAKO[0], "<si><t>佐藤</t><rPh><t>サトウ</t></rPh></si>", "花子"]
        ),
        None,
        THREE,
        [HANAKO],
    ),
    ("xlsx, lines pasted into one column", sheet((f"{AT},山田,太郎",)), None, THREE, TARO),
    (
        "xlsx, blank rows and cells with a format only",
        written(
            "<row/>"
            + row_of([cell_of(AT), cell_of("山田"), cell_of("太郎")])
            + '<row r="9"><c s="1"/></row>'
        ),
        None,
        THREE,
        TARO,
    ),
    (
        "xlsx, beyond the plane",
        sheet((AT, "𠮷田", "太郎")),
        None,
        THREE,
        [(AT, "𠮷田", "", "太郎")],
    ),
]
SAID = {
    "CP932, half-width kana": [(AT, "ﾔﾏﾀﾞ", "", "ﾀﾛｳ")],
    "CP932, a backslash byte": [(AT, "表", "", "能")],
    "xlsx, titles": [*TARO, HANAKO],
    "quotes and a comma in the name": [(AT, "山田, Jr.", "", "太郎")],
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file[0])
def test_a_file_is_understood_as_the_table_says(file):
    title, data, encoding, columns, people = file

    parsed = roster.parse_roster(data)

    assert [(row.mail, row.family, row.middle, row.given) for row in parsed.rows] == (
        people or SAID[title]
    )
    assert (parsed.encoding, parsed.columns, parsed.errors) == (encoding, columns, ())


def test_the_table_has_fifty_files_and_none_twice():
    assert len({data for _title, data, *_rest in FILES}) == len(FILES) >= 50


WRONG = [
    ('a@example.com,"=""山田""",太郎', "family", "表計算ソフトの式や記号になっています。"),
    ("a@example.com,'山田,太郎", "family", "表計算ソフトの式や記号になっています。"),
    ("a@example.com,########,太郎", "family", "表計算ソフトの式や記号になっています。"),
    ("a@example.com,1.23E+11,太郎", "family", "表計算ソフトの式や記号になっています。"),
    ("a@example.com,#N/A,太郎", "family", "表計算ソフトの式や記号になっています。"),
    ("a@example.com,+SUM(A1),太郎", "family", "表計算ソフトの式や記号になっています。"),
    ("a@example.com,@SUM(A1),太郎", "family", "氏名の場所にメールアドレスがあります。"),
    ("a@example.com,山田,太郎\x1bx", "given", "文字化けの可能性があります。"),
    (
        "a@example..com,山田,太郎",
        "mail",
        "メールアドレスが正しくありません。「@」の後ろを確認してください。",
    ),
    (
        "a..b@example.com,山田,太郎",
        "mail",
        "メールアドレスが正しくありません。「@」の前を確認してください。",
    ),
    ("a@b@example.com,山田,太郎", "mail", "メールアドレスの「@」は1つだけにしてください。"),
]


@pytest.mark.parametrize(("line", "cell", "cause"), WRONG)
def test_what_a_spreadsheet_or_a_slip_of_the_hand_left_is_named(line, cell, cause):
    parsed = roster.parse_roster(line.encode())

    assert [(error.cell, str(error.cause)) for error in parsed.errors] == [(cell, cause)]
    assert parsed.rows == ()


def test_one_column_said_otherwise_changes_every_person():
    data = utf8("a@example.com,Maria,Cruz\nb@example.com,Ann,Smith")

    as_found = roster.parse_roster(data)
    as_said = roster.parse_roster(data, columns=["mail", "given", "family"])

    assert [(row.family, row.given) for row in as_found.rows] == [
        ("Maria", "Cruz"),
        ("Ann", "Smith"),
    ]
    assert [(row.family, row.given) for row in as_said.rows] == [
        ("Cruz", "Maria"),
        ("Smith", "Ann"),
    ]
