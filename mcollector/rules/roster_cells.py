"""One line of a roster: a person, or an error that says what to do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mcollector.rules import names
from mcollector.rules.digits import ascii_digits
from mcollector.rules.roster_columns import fold
from mcollector.rules.roster_text import Line
from mcollector.rules.sentences import Sentence, say

LONGEST_MAIL = 254
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}"
_MAIL = re.compile(
    rf"^{_LOCAL}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{{0,61}}[A-Za-z0-9])?\.)+[A-Za-z]{{2,63}}$"
)
_EXCEL = re.compile(r"^(?:=.*|[0-9.]+E\+[0-9]+|#+)$")


@dataclass(frozen=True, slots=True)
class Row:
    """A person as the roster names him, byte for byte."""

    line: int
    mail: str
    family: str
    given: str
    middle: str


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with a line: the cell, its content, the cause, the remedy."""

    line: int
    cell: str
    content: str
    cause: Sentence
    remedy: Sentence


def check_row(line: Line, columns: tuple[str, ...], seen: Mapping[str, int]) -> Row | RowError:
    """Return the person of the line, or its first error; `seen` maps mail → line of before."""
    cells = dict.fromkeys(("mail", "family", "given", "middle", "name"), "")
    if len(line.cells) > len(columns) and any(line.cells[len(columns) :]):
        return _error(line, "", say("項目が多すぎます。"), say("列の数をそろえてください。"))
    for word, cell in zip(columns, line.cells, strict=False):
        if word != "ignore":
            cells[word] = cell
    for word, cell in cells.items():
        if found := _artefact(line, word, cell):
            return found
    mail = fold(cells["mail"]).removeprefix("mailto:")
    return _wrong_mail(line, mail, seen) or _person(line, mail, cells)


def _artefact(line: Line, word: str, cell: str) -> RowError | None:
    digits = ascii_digits(cell)
    if len(digits) == 12 and digits.isdecimal():
        return RowError(
            line.number,
            word,
            "●" * 12,
            say("12桁の数字があります。"),
            say("マイナンバーは名簿に書かないでください。列を消してください。"),
        )
    if _EXCEL.match(cell):
        remedy = say("Excelで書式を「文字列」にして、書き直してください。")
        return _error(line, word, say("Excelが書き換えた値のようです。"), remedy)
    return None


def _wrong_mail(line: Line, mail: str, seen: Mapping[str, int]) -> RowError | None:
    if not mail:
        return _error(line, "mail", say("メールアドレスがありません。"), say("入力してください。"))
    if len(mail) > LONGEST_MAIL or not _MAIL.match(mail):
        cause = say("メールアドレスが正しくありません。")
        return _error(line, "mail", cause, say("「@」の前後を確認してください。"))
    if mail.lower() in seen:
        cause = say("%(n)d行目と同じメールアドレスです。", n=seen[mail.lower()])
        return _error(line, "mail", cause, say("どちらかの行を直すか、消してください。"))
    return None


def _person(line: Line, mail: str, cells: Mapping[str, str]) -> Row | RowError:
    family, given, middle = cells["family"], cells["given"], cells["middle"]
    if cells["name"]:
        family, given, middle = _split(cells["name"])
    if not family and not given:
        return _error(line, "family", say("氏名がありません。"), say("姓を入力してください。"))
    for word, part in (("family", family), ("given", given), ("middle", middle)):
        if len(part) > names.MAX_LENGTH:
            remedy = say("100文字以内にしてください。")
            return _error(line, word, say("100文字を超えています。"), remedy)
        if not names.is_printable(part) or "\ufffd" in part:
            cause = say("文字化けの可能性があります。")
            return _error(line, word, cause, say("文字コードを選び直してください。"))
    return Row(line.number, mail, family, given, middle)


def _split(name: str) -> tuple[str, str, str]:
    """Return 姓, 名, ミドルネーム of a full name; one word is all 姓."""
    parts = re.split(r"[\s\u3000]+", name)
    if len(parts) == 1:
        return parts[0], "", ""
    return parts[0], parts[-1], " ".join(parts[1:-1])


def _error(line: Line, cell: str, cause: Sentence, remedy: Sentence) -> RowError:
    shown = ",".join(line.cells)
    return RowError(line.number, cell, shown[:200], cause, remedy)
