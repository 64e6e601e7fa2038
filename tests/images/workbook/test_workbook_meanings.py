"""Workbooks that differ in how they are written, opened by a real child behind its lock."""

import pytest

from mcollector.images.talk.process import only_child
from mcollector.images.talk.wire import Kind
from mcollector.rules.roster import sheets
from tests.workbooks import cell_of, link, parts, row_of, sheet, workbook, zipped

AT = "a@example.com"
TARO = (AT, "山田", "太郎")
SHARED = ("a@example.com", "山田", "太郎")
DATES = (
    '<numFmts><numFmt numFmtId="164" formatCode="ggge&quot;年&quot;m&quot;月&quot;"/>'
    '<numFmt numFmtId="165" formatCode="[Red]0.00E+00"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>'
    '<xf numFmtId="20"/><xf numFmtId="22"/></cellXfs>'
)


@pytest.fixture(scope="module")
def child():
    with only_child("workbook") as child:
        yield child


def cells(child, data):
    """Return the rows as number → cells."""
    kind, rows = child.ask(Kind.OPEN_WORKBOOK, data, wall=30, cpu=20)
    assert kind == Kind.ROWS, rows
    return {one.line: one.cells for one in sheets.sheet_records(sheets.marked(rows))}


def of(rows, **changes):
    return zipped(parts(rows, **changes))


def shared(*places):
    return row_of(f'<c t="s"><v>{place}</v></c>' for place in places)


def inline(inside):
    return row_of([f'<c t="inlineStr"><is>{inside}</is></c>'])


WRITTEN = [
    ("inline texts", workbook([TARO]), {1: TARO}),
    ("shared texts", of(shared(0, 1, 2), strings=SHARED), {1: TARO}),
    ("one text used twice", of(shared(1, 1), strings=SHARED), {1: ("山田", "山田")}),
    (
        "readings above the text",
        of(shared(0), strings=['<si><t>山田</t><rPh sb="0" eb="2"><t>ヤマダ</t></rPh></si>']),
        {1: ("山田",)},
    ),
    (
        "a text in several colours",
        of(shared(0), strings=["<si><r><rPr/><t>髙</t></r><r><t>﨑</t></r></si>"]),
        {1: ("髙﨑",)},
    ),
    ("a reading inside a cell", of(inline("<t>林</t><rPh><t>ハヤシ</t></rPh>")), {1: ("林",)}),
    ("signs written as codes", of(inline("<t>a_x000D_b_x005F_x0041_</t>")), {1: ("a\rb_x0041_",)}),
    ("half of a sign", of(inline("<t>a_xD83D_</t>")), {1: ("a\ufffd",)}),
    ("beyond the plane", workbook([("𠮷田",)]), {1: ("𠮷田",)}),
    ("an ampersand", workbook([("A & B <c>",)]), {1: ("A & B <c>",)}),
    ("an apostrophe that was typed", workbook([("'0123",)]), {1: ("'0123",)}),
    ("whole numbers", workbook([(7, "7.0", 1234567.0)]), {1: ("7", "7.0", "1234567")}),
    ("other numbers", workbook([(0.1, -2.5, 1e20)]), {1: ("0.1", "-2.5", "1e+20")}),
    (
        "seventeen digits of a tenth",
        of(row_of(["<c><v>0.10000000000000001</v></c>"])),
        {1: ("0.1",)},
    ),
    (
        "yes and no",
        of(row_of(['<c t="b"><v>1</v></c><c t="b"><v>0</v></c>'])),
        {1: ("TRUE", "FALSE")},
    ),
    ("an error's name", of(row_of(['<c t="e"><v>#N/A</v></c>'])), {1: ("#N/A",)}),
    (
        "a formula worked out",
        of(row_of(['<c t="str"><f>B1&amp;C1</f><v>山田</v></c>'])),
        {1: ("山田",)},
    ),
    ("a formula that was not", of(row_of(["<c><f>B1&amp;C1</f></c>"])), {1: ("=B1&C1",)}),
    (
        "another file's cell",
        of(
            row_of(['<c t="str"><f>[1]Sheet1!A1</f><v>佐藤</v></c>']),
            links=link("rId2", "externalLink", "file:///etc/passwd", ' TargetMode="External"'),
        ),
        {1: ("佐藤",)},
    ),
    (
        "days",
        of(row_of(f'<c s="{s}"><v>45986.5</v></c>' for s in range(6)), styles=DATES),
        {
            1: ("45986.5", "2025/11/25 12:00", "2025/11/25 12:00", "45986.5")
            + ("2025/11/25 12:00",) * 2
        },
    ),
    (
        "a time, a day before all days, one after",
        of(row_of(f'<c s="1"><v>{v}</v></c>' for v in (0.375, -1, 1e9)), styles=DATES),
        {1: ("9:00", "-1", "1000000000")},
    ),
    (
        "days counted from 1904",
        of(
            row_of(['<c s="1"><v>44524</v></c>']),
            styles=DATES,
            workbook_pr='<workbookPr date1904="1"/>',
        ),
        {1: ("2025/11/25",)},
    ),
    ("a day as a text", of(row_of(['<c t="d"><v>2025-11-25</v></c>'])), {1: ("2025-11-25",)}),
    (
        "gaps between rows and cells",
        of(
            '<row r="3"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c></row><row/>'
            '<row r="9"><c r="B9"><v>3</v></c></row>'
        ),
        {3: ("1", "", "2"), 9: ("3",)},
    ),
    (
        "formats without content",
        of('<row r="1"><c r="A1" s="1"/></row>' + row_of([cell_of("x")])),
        {2: ("x",)},
    ),
    ("spaces alone are nothing", workbook([(" ", "\u3000"), TARO]), {2: TARO}),
    (
        "the far end of a row",
        of('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row>'),
        {1: ("1",)},
    ),
    ("a comma inside the one cell of a row", workbook([(f"{AT},山田,太郎",)]), {1: TARO}),
    (
        "a line break inside a cell",
        workbook([("1行目\n2行目", "x"), ("y",)]),
        {1: ("1行目\n2行目", "x"), 2: ("y",)},
    ),
]


def prefixed():
    found = parts("")
    found["xl/worksheets/sheet1.xml"] = (
        '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>'
        "<x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    return zipped(found)


def two_sheets(first):
    second = '<sheet name="b" sheetId="2" r:id="rId2"/>'
    found = parts(
        row_of([cell_of("first")]),
        sheets=f'<sheet name="a" sheetId="1" r:id="rId1"{first}/>{second}',
        links=link("rId2", "worksheet", "/xl/worksheets/sheet2.xml"),
    )
    found["xl/worksheets/sheet2.xml"] = sheet(row_of([cell_of("second")]))
    return zipped(found)


def chart_first():
    found = parts(
        row_of([cell_of("first")]),
        sheets='<sheet sheetId="2" r:id="rId2"/><sheet sheetId="1" r:id="rId1"/>',
        links=link("rId2", "chartsheet", "chartsheets/sheet1.xml"),
    )
    return zipped(found)


def in_utf16():
    found = parts(row_of([cell_of("髙﨑")]))
    text = found["xl/worksheets/sheet1.xml"].replace("UTF-8", "UTF-16")
    return zipped(found | {"xl/worksheets/sheet1.xml": text.encode("utf-16")})


WRITTEN += [
    ("prefixes before every name", prefixed(), {1: ("1",)}),
    ("the first of two sheets", two_sheets(""), {1: ("first",)}),
    ("a hidden sheet before it", two_sheets(' state="hidden"'), {1: ("second",)}),
    ("a chart before it", chart_first(), {1: ("first",)}),
    ("XML in UTF-16", in_utf16(), {1: ("髙﨑",)}),
    ("nothing at all", of(""), {}),
]


@pytest.mark.parametrize("written", WRITTEN, ids=lambda written: written[0])
def test_a_workbook_says_what_its_sheet_shows(child, written):
    _title, data, said = written

    assert cells(child, data) == said


def test_names_of_parts_may_be_written_in_other_case_or_with_other_slashes(child):
    found = parts(row_of([cell_of("x")]))
    odd = {name.upper().replace("/", "\\"): text for name, text in found.items()}

    assert cells(child, zipped(odd)) == {1: ("x",)}
