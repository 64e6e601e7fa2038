"""Rosters: every shape an office may send, and a sentence for everything that is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcollector.rules.errors import FieldRefused
from mcollector.rules.my_number import check_digit
from mcollector.rules.roster import roster, sources
from mcollector.rules.roster.columns import Column
from mcollector.rules.roster.decode import Encoding

C = Column
BODY = "20261123000"
NUMBER = BODY + check_digit(BODY)


def people(parsed):
    return [(row.line, row.mail, row.family, row.middle, row.given) for row in parsed.rows]


def faults(parsed):
    return [(error.line, error.cell, error.content, str(error.cause)) for error in parsed.errors]


TARO = (1, "taro@example.com", "山田", "", "太郎")


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("taro@example.com,山田,", (1, "taro@example.com", "山田", "", "")),
        ("taro@example.com,山田,太郎", TARO),
        ("taro@example.com,山田 太郎", TARO),
        ("taro@example.com,山田　太郎", TARO),
        ("taro@example.com,山田,,太郎", TARO),
        ("taro@example.com,山田,太郎,", TARO),
        ("taro@example.com,山田,太郎,,", TARO),
        ("taro@example.com\t山田\t太郎", TARO),
        ("taro@example.com，山田，太郎", TARO),
        ("taro@example.com、山田、太郎", TARO),
        ("taro@example.com;山田;太郎", TARO),
        ('"taro@example.com", "山田", "太郎"', TARO),
        ("　taro@example.com , 山田\u00a0,\u200b太郎 ", TARO),
        ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ,山田,太郎", TARO),
        ("mailto:taro@EXAMPLE.com,山田,太郎", TARO),
        ("山田 太郎 <taro@example.com>,山田,太郎", TARO),
        ("taro@example.com,山田,太郎\x1a", TARO),
        ("taro@example.com,SUHARTO", (1, "taro@example.com", "SUHARTO", "", "")),
        ("taro@example.com,,Suharto", (1, "taro@example.com", "", "", "Suharto")),
        ("taro@example.com,Cruz Santos Maria", (1, "taro@example.com", "Cruz", "Santos", "Maria")),
        ("taro@example.com,SANTOS,CRUZ,MARIA", (1, "taro@example.com", "SANTOS", "CRUZ", "MARIA")),
        ('taro@example.com,"山田",太"郎', (1, "taro@example.com", "山田", "", '太"郎')),
        ('taro@example.com,O\'Brien,"a""b"', (1, "taro@example.com", "O'Brien", "", 'a"b')),
    ],
)
def test_one_line_in_every_shape(text, person):
    parsed = roster.parse_roster(text.encode())

    assert people(parsed) == [person]
    assert parsed.errors == ()


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", Encoding.UTF8),
        ("utf-8-sig", Encoding.UTF8_BOM),
        ("cp932", Encoding.CP932),
        ("utf-16", Encoding.UTF16),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_encoding_and_newline(encoding, name, newline):
    text = newline.join(["a@example.com,髙﨑,一", "", ",,", "b@example.com,濵田,德子"])

    parsed = roster.parse_roster(text.encode(encoding))

    assert people(parsed) == [
        (1, "a@example.com", "髙﨑", "", "一"),
        (4, "b@example.com", "濵田", "", "德子"),
    ]
    assert (parsed.encoding, parsed.errors) == (name, ())


def test_windows_writes_other_bytes_for_the_same_character():
    windows = b"a@example.com,\xfb\xfc\xfa\xb1,x"

    assert people(roster.parse_roster(windows)) == [(1, "a@example.com", "髙﨑", "", "x")]


def test_names_are_kept_byte_for_byte():
    family, given_name = "𠮷\ufa19葛\U000e0100", "e\u0301 ﾀﾞ①"

    row = roster.parse_roster(f"a@example.com,{family},{given_name}".encode()).rows[0]

    assert row.family.encode() == family.encode()
    assert row.given.encode() == given_name.encode()


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        (["a@example.com,山田 太郎"], (C.MAIL, C.NAME)),
        (["a@example.com,山田,"], (C.MAIL, C.FAMILY, C.GIVEN)),
        (["a@example.com,山田,,太郎"], (C.MAIL, C.FAMILY, C.MIDDLE, C.GIVEN)),
        (["a@example.com,山田,太郎,"], (C.MAIL, C.FAMILY, C.GIVEN, C.MIDDLE)),
        (
            ["a@example.com,山田,太郎,", "b@example.com,SANTOS,MARIA,CRUZ"],
            (C.MAIL, C.FAMILY, C.GIVEN, C.MIDDLE),
        ),
        (
            ["a@example.com,山田,,太郎", "b@example.com,SANTOS,CRUZ,MARIA"],
            (C.MAIL, C.FAMILY, C.MIDDLE, C.GIVEN),
        ),
        (["b@example.com,SANTOS,CRUZ,MARIA"], (C.MAIL, C.FAMILY, C.MIDDLE, C.GIVEN)),
    ],
)
def test_columns_without_header(lines, columns):
    parsed = roster.parse_roster("\n".join(lines).encode())

    assert (parsed.columns, parsed.has_header, parsed.errors) == (columns, False, ())


def test_rows_of_different_width_are_read_each_by_its_own():
    lines = "a@example.com,山田 太郎\nb@example.com,佐藤,花子\nc@example.com,SANTOS,CRUZ,MARIA"

    assert people(roster.parse_roster(lines.encode())) == [
        (1, "a@example.com", "山田", "", "太郎"),
        (2, "b@example.com", "佐藤", "", "花子"),
        (3, "c@example.com", "SANTOS", "CRUZ", "MARIA"),
    ]


@pytest.mark.parametrize(
    ("header", "line", "columns"),
    [
        ("メールアドレス,姓,名", "taro@example.com,山田,太郎", (C.MAIL, C.FAMILY, C.GIVEN)),
        ("氏名,Eメール", "山田 太郎,taro@example.com", (C.NAME, C.MAIL)),
        ("First Name,Last-Name,E-Mail", "太郎,山田,taro@example.com", (C.GIVEN, C.FAMILY, C.MAIL)),
        ("名（※必須）,姓,ﾒｰﾙ", "太郎,山田,taro@example.com", (C.GIVEN, C.FAMILY, C.MAIL)),
        (
            "メール,姓,名,ミドルネーム",
            "taro@example.com,山田,太郎",
            (C.MAIL, C.FAMILY, C.GIVEN, C.MIDDLE),
        ),
    ],
)
def test_columns_by_their_titles(header, line, columns):
    parsed = roster.parse_roster(f"{header}\n{line}\n".encode("cp932"))

    assert people(parsed) == [(2, *TARO[1:])]
    assert (parsed.columns, parsed.has_header) == (columns, True)


def test_unknown_columns_are_ignored_and_listed():
    parsed = roster.parse_roster(
        "社員番号,メール,氏名,\n12,taro@example.com,山田 太郎,x\n".encode()
    )

    assert people(parsed) == [(2, *TARO[1:])]
    assert parsed.ignored == ("社員番号",)


def test_a_first_line_without_mail_and_titles_is_no_header():
    parsed = roster.parse_roster("taro.example.com,山田,太郎\nb@example.com,佐藤,花子\n".encode())

    assert not parsed.has_header
    assert faults(parsed) == [
        (1, "mail", "taro.example.com", "メールアドレスに「@」がありません。")
    ]


def test_the_office_may_say_otherwise():
    data = "名,メール,姓\nSANTOS,taro@example.com,x\n".encode()

    parsed = roster.parse_roster(data, columns=["family", "mail", "ignore"], header=True)

    assert people(parsed) == [(2, "taro@example.com", "SANTOS", "", "")]
    assert roster.parse_roster(data, header=False).errors[0].line == 1
    assert roster.parse_roster(b"x,y\na@example.com,b", header=True).rows[0].line == 2


@pytest.mark.parametrize("columns", [["name", "ignore"], ["mail", "ignore"], ["mail", "mail"]])
def test_columns_that_cannot_be_are_named(columns):
    parsed = roster.parse_roster("a@example.com,山田".encode(), columns=columns)

    assert faults(parsed) == [
        (
            1,
            "",
            "a@example.com,山田",
            "メールアドレスか氏名の列がありません。または、同じ列が2つあります。",
        )
    ]


@pytest.mark.parametrize(
    ("line", "errors"),
    [
        (",山田,太郎", [("mail", "", "メールアドレスを入力してください。")]),
        ("bad,山田,太郎", [("mail", "bad", "メールアドレスに「@」がありません。")]),
        (
            "a@b,山田,太郎",
            [("mail", "a@b", "メールアドレスが正しくありません。「@」の後ろを確認してください。")],
        ),
        ("a@example.com,,", [("family", "", "姓が入力されていません。")]),
        (
            "bad,,",
            [
                ("mail", "bad", "メールアドレスに「@」がありません。"),
                ("family", "", "姓が入力されていません。"),
            ],
        ),
        ("a@example.com", [("", "a@example.com", "項目が1個あります。")]),
        ("a@b.jp,c,d,e,f", [("", "a@b.jp,c,d,e,f", "項目が5個あります。")]),
        ("a@example.com," + "あ" * 101, [("name", "あ" * 101, "100文字を超えています。")]),
        ("a@example.com,山\x07田", [("name", "山␇田", "文字化けの可能性があります。")]),
        ("a@example.com,山\ufffd", [("name", "山\ufffd", "文字化けの可能性があります。")]),
        ('a@example.com,"山\n田",x', [("family", "山␊田", "文字化けの可能性があります。")]),
        (
            "a@example.com,b@example.com",
            [("name", "b@example.com", "氏名の場所にメールアドレスがあります。")],
        ),
        (
            'a@example.com,"=""山田"""',
            [("name", '="山田"', "表計算ソフトの式や記号になっています。")],
        ),
        (
            "a@example.com,########",
            [("name", "########", "表計算ソフトの式や記号になっています。")],
        ),
        (
            "a@example.com,1.23E+11",
            [("name", "1.23E+11", "表計算ソフトの式や記号になっています。")],
        ),
        (
            'a@example.com,"山田,太郎',
            [("", 'a@example.com,"山田,太郎', '引用符（"）の閉じ方が正しくありません。')],
        ),
    ],
)
def test_what_is_wrong_is_named_and_the_next_line_is_read(line, errors):
    parsed = roster.parse_roster(f"x@example.com,一\n{line}\nz@example.com,二,三\n".encode())

    assert faults(parsed) == [(2, *error) for error in errors]
    assert [row.mail for row in parsed.rows] == ["x@example.com", "z@example.com"]
    assert [error for error in parsed.errors if not str(error.remedy)] == []


def test_a_duplicate_names_both_lines():
    parsed = roster.parse_roster(b"a@example.com,x\nb@example.com,y\nA@Example.com,z\n")

    assert [row.line for row in parsed.rows] == [1, 2]
    assert faults(parsed) == [(3, "mail", "A@example.com", "1行目と同じメールアドレスです。")]
    assert str(parsed.errors[0].remedy) == "1行目とこの行の、どちらかを消してください。"


TWELVE = "12桁の数字があります。マイナンバーは名簿に書けません。"
HIDDEN = "●●●● ●●●● ●●●●"


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        (f"メール,姓,名,備考\na@example.com,山田,太郎,{NUMBER}", [(2, "ignore", HIDDEN, TWELVE)]),
        (f"a@example.com,山田,{NUMBER}", [(1, "given", HIDDEN, TWELVE)]),
        (f"a@example.com,山田 {NUMBER}", [(1, "name", f"山田 {HIDDEN}", TWELVE)]),
        (
            f"a@example.com,山田,{NUMBER[:4]}-{NUMBER[4:8]} {NUMBER[8:]}",
            [(1, "given", HIDDEN, TWELVE)],
        ),
        (f"a@b.jp,c,d,e,{NUMBER}", [(1, "", f"a@b.jp,c,d,e,{HIDDEN}", "項目が5個あります。")]),
        (
            f'a@b.jp,"c,{NUMBER}',
            [(1, "", f'a@b.jp,"c,{HIDDEN}', '引用符（"）の閉じ方が正しくありません。')],
        ),
    ],
)
def test_a_number_is_refused_wherever_it_stands_and_never_shown(text, errors):
    parsed = roster.parse_roster(text.encode())

    assert faults(parsed) == errors
    assert parsed.rows == ()
    assert NUMBER not in repr(parsed)


FOREIGN = "この行は、ほかの行と文字コードが違います。文字化けの可能性があります。"


@pytest.mark.parametrize(
    ("encodings", "line"),
    [(["cp932", "cp932", "utf-8"], 3), (["utf-8", "cp932", "utf-8"], 2), (["utf-8", "cp932"], 2)],
)
def test_mixed_encodings_name_the_odd_line(encodings, line):
    lines = [f"{n}@example.com,髙橋,{n}子\n".encode(code) for n, code in enumerate(encodings, 1)]

    parsed = roster.parse_roster(b"".join(lines))

    assert faults(parsed) == [(line, "", f"{line}@example.com,髙橋,{line}子", FOREIGN)]
    assert [row.family for row in parsed.rows] == ["髙橋"] * (len(encodings) - 1)


@pytest.mark.parametrize(("written", "said"), [("utf-8", "cp932"), ("cp932", "utf-8")])
def test_a_wrong_choice_of_encoding_is_noticed(written, said):
    data = "a@example.com,山田,太郎\nb@example.com,Smith,Ann".encode(written)

    parsed = roster.parse_roster(data, encoding=said)

    assert faults(parsed) == [(1, "", "a@example.com,山田,太郎", FOREIGN)]
    assert [row.line for row in parsed.rows] == [2]


EMPTY = "登録する行がありません。1行に1名ずつ書いたファイルを選択してください。"


NO_TEXT = "CSV、テキスト、Excel（.xlsx）のファイルを選択してください。"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", EMPTY),
        (b"\r\n , ,\n\x1a", EMPTY),
        (b"\xef\xbb\xbf", EMPTY),
        ("メール,氏名\n".encode(), EMPTY),
        (b"a@b.jp,x\x00y", NO_TEXT),
        (b"PK\x03\x04 not yet opened", NO_TEXT),
        (
            bytes(sources.MAX_BYTES + 1),
            "ファイルが5MBを超えています。分けてアップロードしてください。",
        ),
        (
            b"a@b.jp,x\n" * (sources.MAX_ROWS + 1),
            "20001行あります。一度に登録できるのは20,000行までです。ファイルを分けてください。",
        ),
    ],
)
def test_a_hopeless_file_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(FieldRefused) as refused:
        roster.parse_roster(data)

    assert str(refused.value.sentence) == sentence


def test_twenty_thousand_rows_are_taken():
    lines = "".join(f"p{number}@example.com,山田,{number}\n" for number in range(sources.MAX_ROWS))

    parsed = roster.parse_roster(("メール,姓,名\n" + lines).encode("cp932"))

    assert (len(parsed.rows), parsed.errors) == (sources.MAX_ROWS, ())


def test_preview_shows_the_first_lines_as_they_were_cut():
    parsed = roster.parse_roster(f"a@example.com;山田;{NUMBER}\n".encode() * 9)

    assert parsed.delimiter == ";"
    assert parsed.preview == (("a@example.com", "山田", HIDDEN),) * 5


@given(st.binary(max_size=200))
def test_no_bytes_break_it(data):
    try:
        parsed = roster.parse_roster(data)
    except FieldRefused:
        return
    lines = [row.line for row in parsed.rows] + [error.line for error in parsed.errors]
    assert lines


@given(st.lists(st.text("a@.,\n\r\"' 山＠，\t=#1", max_size=30), min_size=1, max_size=5))
def test_every_line_is_a_person_or_an_error(lines):
    data = "\n".join(["z@example.com,zz", *lines]).encode()

    parsed = roster.parse_roster(data, encoding="utf-8", header=False)

    assert {row.line for row in parsed.rows} & {error.line for error in parsed.errors} == set()
    assert all("@" in row.mail and (row.family or row.given) for row in parsed.rows)
