"""Passwords: long, not leaked, not the company's name; and the pause after wrong ones and codes.

Five failures are free, then nobody is let in for one minute, doubled up to an hour.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import timedelta

from mcollector.rules.errors import FieldRefused
from mcollector.rules.login.common_passwords import COMMON
from mcollector.rules.login.password_runs import is_by_rule
from mcollector.rules.sentences import say

SHORTEST = {False: 10, True: 12}
"""By "is staff" (architecture §11)."""

LONGEST = 128
FREE_FAILURES = 5
"""Failures before the first pause (architecture §11)."""

LONGEST_PAUSE = timedelta(minutes=60)
_DOUBLINGS = 6
_TAIL = re.compile(r"[\d\W_]+$")
_YEAR = re.compile(r"(19|20)\d\d")


def check_password(password: str, *, staff: bool, words: Iterable[str]) -> None:
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


def pause_after(failures: int) -> timedelta:
    """Return how long nobody is let in after so many failures in a row; never for good."""
    if failures < FREE_FAILURES:
        return timedelta()
    return min(timedelta(minutes=2 ** min(failures - FREE_FAILURES, _DOUBLINGS)), LONGEST_PAUSE)


def whole_minutes(pause: timedelta) -> int:
    """Return a pause in whole minutes, rounded up: what people are told."""
    return max(0, -(-pause // timedelta(minutes=1)))
