"""A roster's records, however the file was written, before anything is understood of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from mcollector.rules.errors import FieldRefused
from mcollector.rules.roster.cells import Record, delimiter_of, records
from mcollector.rules.roster.columns import looks_like_header
from mcollector.rules.roster.decode import Encoding, decode
from mcollector.rules.roster.sheets import is_sheet, sheet_records
from mcollector.rules.sentences import say

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Source:
    """The records with something in them, and how the text was written.

    `titles` is the first of `records` where it names the columns. `encoding` is None and
    `delimiter` empty for a sheet; `foreign` are lines in another encoding.
    """

    records: list[Record]
    titles: Record | None
    body: list[Record]
    encoding: Encoding | None
    delimiter: str
    foreign: frozenset[int]


def source_of(data: bytes, encoding: Encoding | None, *, header: bool | None) -> Source:
    """Return the records; what is not given is found out.

    Raises FieldRefused for a file as a whole: too large, no text, nobody in it, too many rows.
    """
    refuse_large(data)
    if is_sheet(data):
        return _checked(sheet_records(data), header, None, "")
    decoded = decode(data, encoding)
    delimiter = delimiter_of(decoded.text)
    found = records(decoded.text, delimiter)
    return _checked(found, header, decoded.encoding, delimiter, decoded.foreign)


def _checked(
    found: Iterable[Record],
    header: bool | None,  # noqa: FBT001 - None is to be found out
    encoding: Encoding | None,
    delimiter: str,
    foreign: frozenset[int] = frozenset(),
) -> Source:
    filled = [record for record in found if not record.is_blank]
    has_titles = bool(filled) and (looks_like_header(filled[0].cells) if header is None else header)
    body = filled[has_titles:]
    if not body:
        raise FieldRefused(_EMPTY)
    if len(body) > MAX_ROWS:
        raise FieldRefused(
            say(
                "%(n)d行あります。一度に登録できるのは20,000行までです。ファイルを分けてください。",
                n=len(body),
            )
        )
    return Source(filled, filled[0] if has_titles else None, body, encoding, delimiter, foreign)


_EMPTY = say("登録する行がありません。1行に1名ずつ書いたファイルを選択してください。")


def refuse_large(data: bytes) -> None:
    """Raise FieldRefused for more bytes than a roster may have."""
    if len(data) > MAX_BYTES:
        raise FieldRefused(say("ファイルが5MBを超えています。分けてアップロードしてください。"))
