"""A roster's wrong lines as a file of their own: to be corrected and uploaded again."""

import csv
from collections.abc import Iterable
from io import StringIO

from mcollector.rules.roster.cells import Record, lines_of, records
from mcollector.rules.roster.decode import Encoding, byte_lines, codec_of, decode
from mcollector.rules.roster.roster import Roster
from mcollector.rules.roster.sheets import sheet_records
from mcollector.rules.text.formulas import guard
from mcollector.rules.text.numbers_in_text import hide_numbers

_END = "\r\n"


def wrong_lines(data: bytes, parsed: Roster) -> bytes:
    """Return the file with its title line, if it has one, and the wrong lines only.

    Encoding, delimiter, columns and line ends are the file's own, so that it can be uploaded as
    before. A line in another encoding is brought into the file's, a quote that does not close
    becomes a sign of its cell; twelve digits become ●, and no cell is a formula. A sheet's rows
    become CSV in UTF-8 with its mark, which Excel opens as it is.
    """
    if parsed.encoding is None:
        return _of_sheet(sheet_records(data), parsed)
    return _of_text(data, parsed, parsed.encoding)


def _of_sheet(found: list[Record], parsed: Roster) -> bytes:
    rows = (_row(record.cells, ",") + _END for record in _kept(found, parsed))
    return "".join(rows).encode("utf-8-sig")


def _row(cells: Iterable[str], delimiter: str) -> str:
    """Return the cells as they may be given away, as a row without its end."""
    text = StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=_END)
    writer.writerow(guard(hide_numbers(cell)) for cell in cells)
    return text.getvalue().removesuffix(_END)


def _of_text(data: bytes, parsed: Roster, encoding: Encoding) -> bytes:
    written = _written(decode(data, encoding).text, parsed)
    if encoding is Encoding.UTF16:
        return "".join(written.values()).encode("utf-16", "surrogatepass")
    mark, lines = byte_lines(data)
    return mark + b"".join(
        lines[n - 1] if line == _text(lines[n - 1], encoding) else _bytes(line, encoding)
        for n, line in written.items()
    )


def _written(text: str, parsed: Roster) -> dict[int, str]:
    """Return the lines to keep by their numbers; a row over several that changes is the first."""
    written: dict[int, str] = {}
    lines = lines_of(text)
    found = [record for record in records(text, parsed.delimiter) if not record.is_blank]
    for record in _kept(found, parsed):
        own = lines[record.line - 1 : record.last_line]
        row = _row(record.cells, parsed.delimiter) + _end_of(own[-1])
        changed = [row, *[""] * (len(own) - 1)]
        written |= dict(enumerate(own if row == "".join(own) else changed, record.line))
    return written


def _end_of(line: str) -> str:
    return line[len(line.rstrip(_END)) :]


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
