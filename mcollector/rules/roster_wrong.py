"""A roster's wrong lines as a file of their own: to be corrected and uploaded again."""

from mcollector.rules.numbers_in_text import hide_numbers
from mcollector.rules.roster import Roster
from mcollector.rules.roster_cells import lines_of, records
from mcollector.rules.roster_decode import Encoding, byte_lines, codec_of, decode


def wrong_lines(data: bytes, parsed: Roster) -> bytes:
    """Return the file with its title line, if it has one, and the wrong lines only.

    Encoding, delimiter, columns and line ends are the file's own, so that it can be uploaded as
    before. A line in another encoding is brought into the file's; twelve digits become ●.
    """
    text = decode(data, parsed.encoding).text
    wanted = _wanted(text, parsed)
    kept = {n: line for n, line in enumerate(lines_of(text), 1) if n in wanted}
    hidden = {n: _without_numbers(line, parsed.delimiter) for n, line in kept.items()}
    if parsed.encoding is Encoding.UTF16:
        return "".join(hidden.values()).encode("utf-16", "surrogatepass")
    mark, lines = byte_lines(data)
    return mark + b"".join(
        lines[n - 1]
        if line == _text(lines[n - 1], parsed.encoding)
        else _bytes(line, parsed.encoding)
        for n, line in hidden.items()
    )


def _wanted(text: str, parsed: Roster) -> set[int]:
    """Return the numbers of the lines to keep; one row may run over several."""
    wrong = {error.line for error in parsed.errors}
    found = [record for record in records(text, parsed.delimiter) if not record.is_blank]
    kept = [record for record in found if record.line in wrong]
    if parsed.has_header:
        kept.append(found[0])
    return {line for record in kept for line in range(record.line, record.last_line + 1)}


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
