"""Decoding a roster: which encoding, which delimiter, which cells on which line."""

import csv
import io
from dataclasses import dataclass

from mcollector.rules.errors import FieldRefused
from mcollector.rules.sentences import Sentence, say

ENCODINGS = ("utf-8", "cp932")
DELIMITERS = (",", "\t", ";", "，", "、")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SPACES = " \t\u3000\u00a0\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """One line that says something: its number in the file and its cells."""

    number: int
    cells: tuple[str, ...]


def decode(data: bytes, encoding: str | None) -> tuple[str, str]:
    """Return the text and the encoding's name; strictly, so that no name is silently spoilt."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _text(data, "utf-8-sig" if name == "utf-8" else name, name)
    if b"\x00" in data:
        raise FieldRefused(
            say("テキストファイルではありません。Excelでは「CSV UTF-8」で保存してください。")
        )
    if encoding:
        return _text(data, encoding, encoding)
    for name in ENCODINGS:
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
    raise FieldRefused(_mixed(data))


def _text(data: bytes, codec: str, name: str) -> tuple[str, str]:
    try:
        return data.decode(codec), name
    except (UnicodeDecodeError, LookupError):
        raise FieldRefused(
            say("文字コードが違います。「自動判定」にするか、別の文字コードを選び直してください。")
        ) from None


def _mixed(data: bytes) -> Sentence:
    """Name the first line that fits neither encoding."""
    for number, line in enumerate(data.splitlines(), start=1):
        if not any(_fits(line, name) for name in ENCODINGS):
            return say(
                "%(n)d行目に読めない文字があります。メモ帳などで開き、UTF-8で保存し直してください。",
                n=number,
            )
    return say("UTF-8とShift_JISの行が混ざっています。1つのファイルをUTF-8で保存し直してください。")


def _fits(line: bytes, name: str) -> bool:
    try:
        line.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def lines_of(text: str) -> tuple[list[Line], str]:
    """Return the lines that say something, cells without outer spaces, and the delimiter."""
    plain = text.rstrip("\x1a").replace("\r\n", "\n").replace("\r", "\n")
    delimiter = _delimiter(plain)
    reader = csv.reader(io.StringIO(plain), delimiter=delimiter, skipinitialspace=True)
    found = []
    try:
        for cells in reader:
            clean = tuple(cell.strip(_SPACES) for cell in cells)
            if any(clean):
                found.append(Line(reader.line_num, clean))
    except csv.Error:
        raise FieldRefused(
            say(
                '%(n)d行目の引用符（"）が閉じていないか、長すぎます。直してください。',
                n=reader.line_num,
            )
        ) from None
    return found, delimiter


def _delimiter(text: str) -> str:
    """Return the sign that most of the first lines have; a comma when none has any."""
    head = [line for line in text.split("\n") if line.strip()][:20]
    counts = {sign: sum(sign in line for line in head) for sign in DELIMITERS}
    best = max(DELIMITERS, key=lambda sign: counts[sign])
    return best if counts[best] else ","
