"""Workbooks as Excel writes them, part by part, and the ones no spreadsheet would."""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
XLSM = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
XLSB = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook(rows, **changes):
    """Return a workbook with the rows of texts in its first sheet; a number stays a number."""
    lines = [row_of([cell_of(cell) for cell in row], n) for n, row in enumerate(rows, 1)]
    return zipped(parts("".join(lines), **changes))


def row_of(cells, number=None):
    at = f' r="{number}"' if number else ""
    return f"<row{at}>{''.join(cells)}</row>"


def cell_of(value):
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def parts(rows, *, strings=None, styles=None, kind=XLSX, sheets=None, links="", workbook_pr=""):
    """Return the parts by name; `rows` is the inside of sheetData, `sheets` of sheets."""
    sheets = sheets or '<sheet name="名簿" sheetId="1" r:id="rId1"/>'
    found = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{workbook_pr}'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{link('rId1', 'worksheet', 'worksheets/sheet1.xml')}"
        f"{link('rId8', 'sharedStrings', 'sharedStrings.xml')}"
        f"{link('rId9', 'styles', 'styles.xml')}{links}</Relationships>",
        "xl/worksheets/sheet1.xml": sheet(rows),
    }
    if strings is not None:
        items = "".join(one if one[:1] == "<" else f"<si><t>{one}</t></si>" for one in strings)
        found["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{items}</sst>'
    if styles is not None:
        found["xl/styles.xml"] = f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>'
    return {name: _HEAD + text for name, text in found.items()}


def sheet(rows):
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def link(name, kind, target, more=""):
    return f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"{more}/>'


def zipped(found):
    """Return the parts as a zip; a part may be bytes or text."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name, content in found.items():
            package.writestr(name, content)
    return buffer.getvalue()
