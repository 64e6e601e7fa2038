"""Passwords: long, not leaked, not the company's name; and the pause after wrong ones and codes.

Five failures are free, then nobody is let in for one minute, doubled up to an hour.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import timedelta

from mcollector.rules.errors import FieldRefused
from mcollector.rules.login.common_passwords import common_words, names
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
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_SIGNS = re.compile(r"[\W_]")
_FEW = 4
"""A word or kinds of signs fewer than this, or so many digits at most, are soon guessed."""


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
    if password in common_words() or stem in common_words() or is_by_rule(password):
        return True
    parts = frozenset(part for word in words for part in _parts(word) if part)
    return any(_stem_is(stem, part) for part in parts) or _is_one_word(password, parts)


def _is_one_word(password: str, parts: frozenset[str]) -> bool:
    """Tell whether it is one guessable word, once or again, with weak digits and few signs."""
    words = set(_LETTERS.findall(password))
    digits = _DIGITS.findall(password)
    return (
        len(words) == 1
        and len(set(_SIGNS.findall(password))) < _FEW
        and all(len(run) <= _FEW or is_by_rule(run) for run in digits)
        and all(_is_guessable_word(word, parts) for word in words)
    )


def _is_guessable_word(word: str, parts: frozenset[str]) -> bool:
    return (
        len(word) < _FEW
        or word in parts
        or word in common_words()
        or is_by_rule(word)
        or _is_full_name(word)
    )


def _is_full_name(word: str) -> bool:
    cuts = range(2, len(word) - 1)
    return any(word[:cut] in names() and word[cut:] in names() for cut in cuts)


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
