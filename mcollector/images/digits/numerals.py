"""Twelve digits: which can be a My Number, and where they stand in a line that was read.

The child cannot import the house's rules; a test holds this check digit against theirs.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from mcollector.images.digits.recognised import Line, Sign

TWELVE = re.compile(r"[0-9]{12}")
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_DATE, _MOSTLY, _SURE = 8, 0.7, 0.9
_GROUP_ENDS = (3, 7)
_WIDER = 1.25
"""A gap between groups is at least this much wider than the usual step between digits."""

_GROUPED = re.compile(r"[0-9]{4} +[0-9]{4} +[0-9]{4}")
_LONG = re.compile(r"(?:[0-9] *){8,}[0-9]")
_BEFORE = re.compile(r"[0-9A-Za-z第\-‐－#*]")
_AFTER = re.compile(r"[0-9A-Za-z号\-‐－*]")


def can_exist(digits: str) -> bool:
    """Tell whether twelve digits pass the check digit; twelve zeros do, and belong to nobody."""
    is_twelve = TWELVE.fullmatch(digits) is not None and digits != "0" * 12
    return is_twelve and digits[-1] == check_digit(digits[:-1])


def check_digit(body: str) -> str:
    """Return the twelfth of eleven digits (平成26年総務省令第85号 第5条)."""
    rest = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11
    return "0" if rest <= 1 else str(11 - rest)


@dataclass(frozen=True, slots=True)
class Run:
    """Digits that stand together in a line, with nothing but spaces between them."""

    digits: str
    signs: tuple[Sign, ...]
    before: str
    after: str
    spaced: str

    @property
    def stands_alone(self) -> bool:
        """Tell whether it is twelve digits with no further digit, letter, 第 or 号 beside them."""
        touched = _BEFORE.fullmatch(self.before[-1:]) or _AFTER.fullmatch(self.after[:1])
        return len(self.digits) == len(_WEIGHTS) + 1 and not touched

    @property
    def least_sure(self) -> float:
        """Return the probability of the least sure digit."""
        return min(sign.sure for sign in self.signs)

    @property
    def is_grouped(self) -> bool:
        """Tell whether the digits stand 4-4-4, by the spaces read or by where the digits are."""
        if _GROUPED.fullmatch(self.spaced):
            return True
        steps = [right.at - left.at for left, right in pairwise(self.signs)]
        if len(steps) != len(_WEIGHTS):
            return False
        usual = [step for at, step in enumerate(steps) if at not in _GROUP_ENDS]
        between = min(steps[at] for at in _GROUP_ENDS)
        return between > _WIDER * median(usual) and between >= max(usual)

    def __repr__(self) -> str:
        return f"Run({len(self.digits)} digits)"


def runs(line: Line) -> list[Run]:
    """Return the line's runs of digits from left to right; full-width digits count."""
    signs = [Sign(unicodedata.normalize("NFKC", sign.text), *sign[1:]) for sign in line.signs]
    digit_runs: list[Run] = []
    at = 0
    while at < len(signs):
        end = _end_of_run(signs, at)
        digits = [sign for sign in signs[at:end] if _is_digit(sign)]
        if digits:
            around = (_text(signs[:at]), _text(signs[end:]))
            spaced = "".join(sign.text for sign in signs[at:end])
            digit_runs.append(Run(_text(digits), tuple(digits), *around, spaced))
        at = max(end, at + 1)
    return digit_runs


def count_of_digits(line: Line) -> int:
    """Return how many digits the line has."""
    return sum(len(run.digits) for run in runs(line))


def is_number_like(line: Line) -> bool:
    """Tell whether digits are most of what the line says."""
    count = count_of_digits(line)
    return count > 1 and count >= _MOSTLY * len(line.text.replace(" ", ""))


def is_one_digit(line: Line) -> bool:
    """Tell whether the line is a single digit, surely read."""
    digit_runs = runs(line)
    is_alone = len(line.text.replace(" ", "")) == 1 and len(digit_runs) == 1
    return is_alone and digit_runs[0].least_sure > _SURE


def long_runs(text: str) -> list[str]:
    """Return the runs of nine digits or more in a text: most of a number, or more than one."""
    runs_of_text = _LONG.findall(unicodedata.normalize("NFKC", text))
    return [run.replace(" ", "") for run in runs_of_text]


def in_common(one: str, other: str) -> int:
    """Return how many characters both have in the same order, others between them or not."""
    row = [0] * (len(other) + 1)
    for sign in one:
        before = row
        row = [0]
        for at, wanted in enumerate(other):
            row.append(before[at] + 1 if sign == wanted else max(row[at], before[at + 1]))
    return row[-1]


def _end_of_run(signs: Sequence[Sign], start: int) -> int:
    end = start
    for at in range(start, len(signs)):
        if _is_digit(signs[at]):
            end = at + 1
        elif signs[at].text.strip():
            break
    return end


def _is_digit(sign: Sign) -> bool:
    return len(sign.text) == 1 and "0" <= sign.text <= "9"


def _text(signs: Sequence[Sign]) -> str:
    return "".join(sign.text for sign in signs).replace(" ", "")


def without_numbers(line: Line) -> str:
    """Return the line's text when it holds no run of more than eight digits, a date's most."""
    return "" if any(len(run.digits) > _DATE for run in runs(line)) else line.text
