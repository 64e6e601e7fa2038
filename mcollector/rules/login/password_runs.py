"""Passwords that a rule can name: keys in a row, the same again, a date."""

import re
from itertools import pairwise

_KEYS = (
    "1234567890qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "zaq1xsw2cde3vfr4bgt5nhy6mju7",
    "zaq12wsxcde34rfvbgt56yhnmju7",
)
_RUNS = "".join((*_KEYS, *(keys[::-1] for keys in _KEYS)))
_DATE = r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_DATES = re.compile(rf"(?:{_DATE})+.{{0,4}}", re.DOTALL)


def is_by_rule(password: str) -> bool:
    """Tell whether the password, in small letters, is a run of keys, a repetition or a date."""
    return (
        len(set(password)) < 4
        or password in _RUNS
        or _is_count(password)
        or _is_repetition(password)
        or _DATES.fullmatch(password) is not None
    )


def _is_count(password: str) -> bool:
    """Tell whether signs follow each other, 0 after 9 too (12345…, abcde…, 98765…)."""
    wrapped = {9: -1, -9: 1}
    steps = {ord(after) - ord(before) for before, after in pairwise(password)}
    return {wrapped.get(step, step) for step in steps} in ({1}, {-1})


def _is_repetition(password: str) -> bool:
    """Tell whether it is one part written twice or more."""
    return password in (password + password)[1:-1]
