"""A roster's bytes as text: which encoding it is in, and which lines are in another one."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from mcollector.rules.errors import FieldRefused
from mcollector.rules.sentences import say

_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
_OLD_END_OF_FILE = "\x1a"


class Encoding(StrEnum):
    """What a roster may be written in; Shift_JIS is read as cp932, which alone knows 髙 and 﨑."""

    UTF8 = "utf-8"
    UTF8_BOM = "utf-8-sig"
    CP932 = "cp932"
    UTF16 = "utf-16"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, and the numbers (from 1) of lines whose bytes do not belong to `encoding`."""

    text: str
    encoding: Encoding
    foreign: frozenset[int] = frozenset()


NO_TEXT = say("CSV、テキスト、Excel（.xlsx）のファイルを選択してください。")


def is_workbook(data: bytes) -> bool:
    """Tell by the first bytes whether a key-less child has to open the file."""
    return data.startswith(_WORKBOOKS)


def decode(data: bytes, encoding: Encoding | None = None) -> Decoded:
    """Return the text; without `encoding`, a BOM decides, then strict UTF-8, then cp932.

    Raises FieldRefused for anything that is no text at all.
    """
    if encoding is Encoding.UTF16 or data.startswith(_UTF16_BOMS):
        return Decoded(_closed(data.decode("utf-16", "replace")), Encoding.UTF16)
    if b"\0" in data or is_workbook(data):
        raise FieldRefused(NO_TEXT)
    return _by_lines(data, encoding)


def byte_lines(data: bytes) -> tuple[bytes, list[bytes]]:
    """Return the mark of UTF-8 at the start, if there is one, and the lines with their ends."""
    bare = data.removeprefix(_UTF8_BOM)
    return data[: len(data) - len(bare)], bare.splitlines(keepends=True)


def codec_of(encoding: Encoding) -> str:
    """Return the codec of a file's lines; the mark of UTF-8 is not part of one."""
    return "utf-8" if encoding is Encoding.UTF8_BOM else encoding.value


def _by_lines(data: bytes, encoding: Encoding | None) -> Decoded:
    mark, lines = byte_lines(data)
    chosen = encoding or (Encoding.UTF8_BOM if mark else _guess(lines))
    own, other = ("cp932", "utf-8") if chosen is Encoding.CP932 else ("utf-8", "cp932")
    foreign = _foreign(lines, chosen)
    if not foreign:
        return Decoded(_closed(b"".join(lines).decode(own)), chosen)
    parts = [
        line.decode(other if number in foreign else own, "replace")
        for number, line in enumerate(lines, 1)
    ]
    return Decoded(_closed("".join(parts)), chosen, foreign)


def _foreign(lines: list[bytes], chosen: Encoding) -> frozenset[int]:
    """Return the lines in another encoding; a file that is UTF-8 as a whole has none."""
    if chosen is not Encoding.CP932 and _is_utf8(b"".join(lines)):
        return frozenset()
    is_own = _is_cp932 if chosen is Encoding.CP932 else _is_utf8
    return frozenset(number for number, line in enumerate(lines, 1) if not is_own(line))


def _guess(lines: list[bytes]) -> Encoding:
    """Return the encoding of most lines; one Japanese line of UTF-8 is no accident in cp932."""
    if _is_utf8(b"".join(lines)):
        return Encoding.UTF8
    japanese = sum(_is_japanese_utf8(line) for line in lines)
    broken = sum(not _is_utf8(line) for line in lines)
    return Encoding.CP932 if broken > japanese else Encoding.UTF8


def _decodes(encoding: str) -> Callable[[bytes], bool]:
    def decodes(line: bytes) -> bool:
        try:
            line.decode(encoding)
        except UnicodeDecodeError:
            return False
        return True

    return decodes


_LONG_SIGN = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
"""A character of three bytes or four; in a line that is UTF-8 it is nothing else."""

_is_utf8 = _decodes("utf-8")
_fits_cp932 = _decodes("cp932")


def _is_cp932(line: bytes) -> bool:
    return _fits_cp932(line) and not _is_japanese_utf8(line)


def _is_japanese_utf8(line: bytes) -> bool:
    """Tell whether the line is UTF-8 with a character of three bytes; 髙 in cp932 never is."""
    return _LONG_SIGN.search(line) is not None and _is_utf8(line)


def _closed(text: str) -> str:
    return text.rstrip(_OLD_END_OF_FILE)
