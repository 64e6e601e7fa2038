"""What lies before the meaning of a roster: its records, however the file was written."""

from dataclasses import dataclass

from mcollector.rules.errors import FieldRefused
from mcollector.rules.roster_cells import Record, delimiter_of, records
from mcollector.rules.roster_decode import Encoding, decode
from mcollector.rules.roster_sheets import is_sheet, sheet_records
from mcollector.rules.sentences import say

MAX_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """The records with something in them, and how the text was written.

    `encoding` is None and `delimiter` empty for a sheet; `foreign` are lines in another encoding.
    """

    records: list[Record]
    encoding: Encoding | None
    delimiter: str
    foreign: frozenset[int] = frozenset()


def source_of(data: bytes, encoding: Encoding | None) -> Source:
    """Return the records; without `encoding` it is found out.

    Raises FieldRefused for what is too large and for what is no text.
    """
    refuse_large(data)
    if is_sheet(data):
        return Source(_filled(sheet_records(data)), None, "")
    decoded = decode(data, encoding)
    delimiter = delimiter_of(decoded.text)
    found = _filled(list(records(decoded.text, delimiter)))
    return Source(found, decoded.encoding, delimiter, decoded.foreign)


def refuse_large(data: bytes) -> None:
    """Raise FieldRefused for more bytes than a roster may have."""
    if len(data) > MAX_BYTES:
        raise FieldRefused(say("ファイルが5MBを超えています。分けてアップロードしてください。"))


def _filled(found: list[Record]) -> list[Record]:
    return [record for record in found if not record.is_blank]
