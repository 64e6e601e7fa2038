"""A roster's wrong lines as a file of their own: to be corrected and uploaded again."""

import csv
from io import StringIO

from mcollector.rules.roster.cells import Record, lines_of, records
from mcollector.rules.roster.decode import Encoding, byte_lines, codec_of, decode
from mcollector.rules.roster.roster import Roster
from mcollector.rules.roster.sheets import sheet_records
from mcollector.rules.text.numbers_in_text import hide_numbers

_LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet takes a cell that begins so for a formula (ASVS 1.2.10)."""


def wrong_lines(data: bytes, parsed: Roster) -> bytes:
    """Return the file with its title line, if it has one, and the wrong lines only.

    Encoding, delimiter, columns and line ends are the file's own, so that it can be uploaded as
    before. A line in another encoding is brought into the file's; twelve digits become ●. A sheet's
    rows become CSV in UTF-8 with its mark, which Excel opens as it is.
    """
    if parsed.encoding is None:
        return _of_sheet(sheet_records(data), parsed)
    return _of_text(data, parsed, parsed.encoding)


def _of_sheet(found: list[Record], parsed: Roster) -> bytes:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for record in _kept(found, parsed):
        writer.writerow(map(_harmless, record.cells))
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    hidden = hide_numbers(cell)
    return f"'{hidden}" if hidden.startswith(_LIVE) else hidden


def _of_text(data: bytes, parsed: Roster, encoding: Encoding) -> bytes:
    text = decode(data, encoding).text
    wanted = _wanted(text, parsed)
    kept = {n: line for n, line in enumerate(lines_of(text), 1) if n in wanted}
    hidden = {n: _without_numbers(line, parsed.delimiter) for n, line in kept.items()}
    if encoding is Encoding.UTF16:
        return "".join(hidden.values()).encode("utf-16", "surrogatepass")
    mark, lines = byte_lines(data)
    return mark + b"".join(
        lines[n - 1] if line == _text(lines[n - 1], encoding) else _bytes(line, encoding)
        for n, line in hidden.items()
    )


def _wanted(text: str, parsed: Roster) -> set[int]:
    """Return the numbers of the lines to keep; one row may run over several."""
    found = [record for record in records(text, parsed.delimiter) if not record.is_blank]
    kept = _kept(found, parsed)
    return {line for record in kept for line in range(record.line, record.last_line + 1)}


def _kept(found: list[Record], parsed: Roster) -> list[Record]:
    """Return the titles, if there are any, and the wrong records."""
    wrong = {error.line for error in parsed.errors}
    body = found[parsed.has_header :]
    return found[: parsed.has_header] + [record for record in body if record.line in wrong]


def _text(line: bytes, encoding: Encoding) -> str | None:
    """Return the line's text, None for one that is in another encoding."""
    try:
        return line.decode(codec_of(encoding))
    except UnicodeDecodeError:
        return None


def _bytes(line: str, encoding: Encoding) -> bytes:
    return line.encode(codec_of(encoding), "replace")


def _without_numbers(line: str, delimiter: str) -> str:
    return delimiter.join(hide_numbers(cell) for cell in line.split(delimiter))
