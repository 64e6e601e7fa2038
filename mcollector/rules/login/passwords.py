"""Passwords: long, not leaked, not the company's name; nothing else is asked of them."""

import re
import unicodedata
from collections.abc import Iterable

from mcollector.rules.errors import FieldRefused
from mcollector.rules.login.common_passwords import COMMON
from mcollector.rules.login.password_runs import is_by_rule
from mcollector.rules.sentences import say

SHORTEST = {False: 10, True: 12}
"""By "is staff" (architecture §11)."""

LONGEST = 128
_TAIL = re.compile(r"[\d\W_]+$")
_YEAR = re.compile(r"(19|20)\d\d")


def check(password: str, *, staff: bool, words: Iterable[str]) -> None:
    """Raise FieldRefused for a password that is too short, too long, or easily guessed.

    `words` are the person's and the company's names and addresses: a password may not be made of
    one of them.
    """
    shortest = SHORTEST[staff]
    if len(password) < shortest:
        raise FieldRefused(say("パスワードは%(n)d文字以上で入力してください。", n=shortest))
    if len(password) > LONGEST:
        raise FieldRefused(say("パスワードは128文字以内で入力してください。"))
    if _is_guessable(_fold(password), words):
        raise FieldRefused(say("このパスワードはよく使われているため、安全ではありません。"))


def _is_guessable(password: str, words: Iterable[str]) -> bool:
    stem = _TAIL.sub("", password)
    if password in COMMON or stem in COMMON or is_by_rule(password):
        return True
    return any(part and _stem_is(stem, part) for word in words for part in _parts(word))


def _stem_is(stem: str, part: str) -> bool:
    return _YEAR.sub("", stem).strip("-_. ") == part


def _parts(word: str) -> list[str]:
    folded = _fold(word)
    return [folded, *[part for part in re.split(r"[\s@.]+", folded) if len(part) > 2]]


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
