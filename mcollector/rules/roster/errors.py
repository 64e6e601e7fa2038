"""What can be wrong with a row of a roster: line, cell, content, cause and remedy."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from mcollector.rules.sentences import Sentence, say
from mcollector.rules.text.numbers_in_text import hide_numbers

_SHOWN = 200
_SHOWN_CELLS = 20
_CONTROL_PICTURES = 0x2400


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something is wrong, and what to do."""

    cause: Sentence
    remedy: Sentence


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing to correct: the line (from 1) and the column's word; no word is the whole row.

    `content` is what was typed, control characters made visible, a My Number hidden.
    """

    line: int
    cell: str
    content: str
    cause: Sentence
    remedy: Sentence


def shown(text: str) -> str:
    """Return the text fit for a screen: no number, nothing invisible, 200 characters at most."""
    visible = "".join(_visible(sign) for sign in hide_numbers(text))
    return visible if len(visible) <= _SHOWN else visible[:_SHOWN] + "…"


def shown_row(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the first cells of a row, each fit for a screen."""
    return tuple(shown(cell) for cell in islice(cells, _SHOWN_CELLS))


def _visible(sign: str) -> str:
    if sign < " ":
        return chr(_CONTROL_PICTURES + ord(sign))
    return "\ufffd" if unicodedata.category(sign) in {"Cc", "Cs", "Co"} else sign


def wrong_mail(why: Sentence) -> Cause:
    """Return the cause for an address refused with this sentence."""
    return Cause(why, say("例：taro@example.com のように直してください。"))


def wrong_count(count: int) -> Cause:
    """Return the cause for a row of so many cells."""
    return Cause(
        say("項目が%(n)d個あります。", n=count),
        say("2つから4つにしてください。例：taro@example.com,山田,太郎"),
    )


def same_mail(line: int) -> Cause:
    """Return the cause for an address that stands on an earlier line."""
    return Cause(
        say("%(line)d行目と同じメールアドレスです。", line=line),
        say("%(line)d行目とこの行の、どちらかを消してください。", line=line),
    )


def same_person(line: int) -> Cause:
    """Return the cause for a name that stands on an earlier line with the same address or none."""
    return Cause(
        say("%(line)d行目と同じ人です。", line=line),
        say("%(line)d行目とこの行の、どちらかを消してください。", line=line),
    )


TOO_LONG = Cause(say("100文字を超えています。"), say("100文字以内にしてください。"))
NO_NAME = Cause(
    say("姓が入力されていません。"),
    say("姓を入力してください。名前が1つの人は、姓だけで登録できます。"),
)
GARBLED = Cause(
    say("文字化けの可能性があります。"),
    say("文字コードを選び直すか、文字を入力し直してください。"),
)
FOREIGN = Cause(
    say("この行は、ほかの行と文字コードが違います。文字化けの可能性があります。"),
    say("文字コードを選び直すか、ファイル全体を1つの文字コードで保存し直してください。"),
)
UNCLOSED = Cause(
    say('引用符（"）の閉じ方が正しくありません。'),
    say('引用符（"）を消すか、項目の終わりにも付けてください。'),
)
NUMBER = Cause(
    say("12桁の数字があります。マイナンバーは名簿に書けません。"),
    say("この列を消してください。マイナンバーは本人が登録します。"),
)
MAIL_FOR_NAME = Cause(
    say("氏名の場所にメールアドレスがあります。"),
    say("項目の順番を確認してください。例：taro@example.com,山田,太郎"),
)
ARTEFACT = Cause(
    say("表計算ソフトの式や記号になっています。"),
    say("表計算ソフトで文字列として入力し直してください。"),
)
INCOMPLETE = Cause(
    say("メールアドレスか氏名の列がありません。または、同じ列が2つあります。"),
    say("「列の読み方」で、メールアドレスの列と氏名（または姓）の列を1つずつ選んでください。"),
)
