"""Workbooks nobody should open: bombs, doors to elsewhere, other kinds of file, nonsense."""

import struct
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from tests.workbooks import (
    DOCX,
    OLE,
    XLSB,
    XLSM,
    cell_of,
    link,
    parts,
    row_of,
    sheet,
    workbook,
    zipped,
)

MIB = 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"
SOUND = workbook([("a@example.com", "山田", "太郎")])
_DTD = "<!DOCTYPE x [{}]>"
_BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 100}">' for n in range(10))


def with_sheet(text):
    return zipped(parts("") | {SHEET: text})


def with_rows(rows, **changes):
    return zipped(parts(rows, **changes))


def with_part(name):
    """The part defines an entity."""
    found = parts("", strings=[])
    return zipped(found | {name: _DTD.format('<!ENTITY e "x">') + "<a/>"})


def entity(definition, use="&e;"):
    rows = sheet(row_of([f"<c><v>{use}</v></c>"]))
    return with_sheet(_DTD.format(definition) + rows)


def shared_text_many_times():
    rows = row_of(['<c t="s"><v>0</v></c>'] * 100)
    return with_rows(rows, strings=["x" * MIB])


def locked():
    data = bytearray(SOUND)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(mark, start + 1)
    return bytes(data)


def twice():
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name, text in parts("").items():
            package.writestr(name, text)
        with pytest.warns(UserWarning, match="Duplicate name"):
            package.writestr(SHEET, sheet(row_of([cell_of("other")])))
    return buffer.getvalue()


def in_bzip2():
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_BZIP2) as package:
        for name, text in parts("").items():
            package.writestr(name, text)
    return buffer.getvalue()


def lying_about_its_size():
    """A part of 64 MiB whose headers say one byte."""
    data = bytearray(with_sheet(b" " * (64 * MIB)))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.find(mark)
        while start >= 0:
            if struct.unpack_from("<I", data, start + at)[0] == 64 * MIB:
                struct.pack_into("<I", data, start + at, 1)
            start = data.find(mark, start + 1)
    return bytes(data)


def linked_to(target, more=""):
    """The sheet's link leads somewhere else."""
    links = f"<a>{link('rId1', 'worksheet', target, more)}</a>"
    return zipped(parts("") | {"xl/_rels/workbook.xml.rels": links})


def opendocument():
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": "<a/>"})


def many_attributes():
    names = " ".join(f"a{n}=''" for n in range(300_000))
    return with_sheet(f"<a {names}/>")


def last_column_of_every_row():
    rows = (f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 20_001))
    return with_rows("".join(rows))


def wide_rows():
    row = row_of(['<c r="A1"><v>1</v></c><c r="IV1"><v>1</v></c>'])
    return with_rows(row * 20_001)


def big_parts():
    return with_rows("", strings=["x" * 11 * MIB], styles=" " * 11 * MIB)


def text_at(place):
    return with_rows(row_of([f'<c t="s"><v>{place}</v></c>']), strings=["x"])


def value(text):
    return with_rows(row_of([f"<c><v>{text}</v></c>"]))


def beside_files_of_the_system():
    return zipped(parts("") | {"../../etc/passwd": "x", "/etc/passwd": "x"})


def truncated():
    return SOUND[: len(SOUND) // 2]


def in_xml(encoding):
    return with_sheet(f'<?xml version="1.0" encoding="{encoding}"?><a/>')


def ole(stream):
    return OLE + bytes(512) + stream.encode("utf-16-le")


def without(name):
    found = parts("")
    del found[name]
    return zipped(found)


HOSTILE = [
    ("a file of the system", lambda: entity('<!ENTITY e SYSTEM "file:///etc/passwd">'), "unsafe"),
    ("a page of the network", lambda: entity('<!ENTITY e SYSTEM "http://[::1]:9/">'), "unsafe"),
    ("a parameter entity", lambda: entity('<!ENTITY % e SYSTEM "file:///etc/x"> %e;'), "unsafe"),
    ("a foreign definition", lambda: with_sheet('<!DOCTYPE x SYSTEM "x"><x/>'), "unsafe"),
    ("a billion laughs", lambda: entity(_BOMB, "&e9;"), "unsafe"),
    ("one long entity", lambda: entity(f'<!ENTITY e "{"x" * MIB}">', "&e;" * 99), "unsafe"),
    ("definitions among the texts", lambda: with_part("xl/sharedStrings.xml"), "unsafe"),
    ("definitions in the list of sheets", lambda: with_part("xl/workbook.xml"), "unsafe"),
    ("definitions in the list of parts", lambda: with_part("[Content_Types].xml"), "unsafe"),
    ("an unknown entity", lambda: value("&e;"), "broken"),
    ("64 MiB of spaces", lambda: with_sheet(b" " * (64 * MIB)), "too_large"),
    ("64 MiB said to be one byte", lying_about_its_size, "broken"),
    ("two parts of 11 MiB", big_parts, "too_large"),
    ("one long text a hundred times", shared_text_many_times, "too_much"),
    ("a locked zip", locked, "locked"),
    ("a locked workbook", lambda: ole("EncryptedPackage"), "locked"),
    ("an old workbook", lambda: ole("Workbook"), "old"),
    ("macros", lambda: with_rows("", kind=XLSM), "macros"),
    ("binary", lambda: with_rows("", kind=XLSB), "binary"),
    ("a letter", lambda: with_rows("", kind=DOCX), "other"),
    ("an OpenDocument sheet", opendocument, "other"),
    ("an empty zip", lambda: zipped({}), "other"),
    ("half a file", truncated, "broken"),
    ("only the mark of a zip", lambda: b"PK\x03\x04", "broken"),
    ("another way of packing", in_bzip2, "broken"),
    ("a part that is there twice", twice, "broken"),
    ("no list of sheets", lambda: without("xl/workbook.xml"), "broken"),
    ("no links", lambda: without("xl/_rels/workbook.xml.rels"), "broken"),
    ("no sheet", lambda: without(SHEET), "no_sheet"),
    ("a sheet outside", lambda: linked_to("file:///x", ' TargetMode="External"'), "no_sheet"),
    ("a way up and out", lambda: linked_to("../../../../../etc/passwd"), "no_sheet"),
    ("parts named like files", beside_files_of_the_system, None),
    ("no XML", lambda: with_sheet("a@example.com,山田,太郎"), "broken"),
    ("half an element", lambda: with_sheet(sheet(row_of([cell_of("x")]))[:-20]), "broken"),
    ("an encoding nobody knows", lambda: in_xml("x-no"), "broken"),
    ("an encoding that is not loaded", lambda: in_xml("koi8-r"), "broken"),
    ("a million elements in one another", lambda: with_sheet("<a>" * 1_000_000), "broken"),
    ("300,000 attributes", many_attributes, None),
    ("one name of 10 MiB", lambda: with_sheet(f"<{'a' * 10 * MIB}/>"), None),
    ("a text that is not there", lambda: text_at(1), "broken"),
    ("a text before the first", lambda: text_at(-1), "broken"),
    ("a place with 5,000 digits", lambda: text_at("1" * 5000), "broken"),
    ("no number", lambda: value("1,5"), "broken"),
    ("a number without end", lambda: value("inf"), "broken"),
    ("a row twice", lambda: with_rows(row_of([cell_of("x")], 1) * 2), "broken"),
    ("a row beyond the sheet", lambda: with_rows(row_of([cell_of("x")], 1_048_577)), "broken"),
    ("a cell twice", lambda: with_rows(row_of(['<c r="A1"/><c r="A1"/>'])), "broken"),
    ("a cell nowhere", lambda: with_rows(row_of(['<c r="1A"/>'])), "broken"),
    ("the last column", lambda: with_rows(row_of(['<c r="XFD1"><v>1</v></c>'])), "too_wide"),
    ("the last column of every row", last_column_of_every_row, "too_wide"),
    ("a row too many", lambda: with_rows(row_of([cell_of("x")]) * 20_002), "too_many_rows"),
    ("20,001 wide rows", wide_rows, "too_much"),
    ("300,000 rows of nothing", lambda: with_rows("<row/>" * 300_000), None),
    ("300,000 texts", lambda: with_rows("", strings=["a"] * 300_000), None),
]
"""What it is, how it is made, and the reason it is refused for; None: it is harmless."""
