"""The My Number (個人番号): twelve digits with a check digit, never shown by accident."""

import hmac
import secrets
from typing import NoReturn, Self, final

from mcollector.rules.digits import ascii_digits
from mcollector.rules.errors import FieldRefused
from mcollector.rules.sentences import say

LENGTH = 12
MASK = "●●●● ●●●● ●●●●"
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_HASH_SALT = secrets.token_bytes(16)


def check_digit(body: str) -> str:
    """Return the twelfth digit of eleven ASCII digits (平成26年総務省令第85号 第5条)."""
    if len(body) != LENGTH - 1 or not (body.isascii() and body.isdecimal()):
        raise ValueError("a check digit belongs to eleven digits")
    rest = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11
    return "0" if rest <= 1 else str(11 - rest)


@final
class MyNumber:
    """A number that passed its check digit; only `digits` and `grouped` give it away.

    It prints as ●, compares in constant time, and refuses to be pickled, copied or changed.
    """

    __slots__ = ("_digits",)
    _digits: str

    def __init__(self, digits: str) -> None:
        if not _exists(digits):
            raise ValueError("not a My Number; use MyNumber.parse for what somebody typed")
        object.__setattr__(self, "_digits", digits)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the number somebody typed, full-width, with spaces or hyphens.

        Raises FieldRefused with a sentence for the form; it never repeats what was typed.
        """
        digits = ascii_digits(text)
        if not digits:
            raise FieldRefused(say("マイナンバーを入力してください。"))
        if not digits.isdecimal():
            raise FieldRefused(say("マイナンバーは数字で入力してください。例：1234 5678 9012"))
        if len(digits) != LENGTH:
            raise FieldRefused(say("12桁で入力してください（今は%(n)d桁です）。", n=len(digits)))
        if not _exists(digits):
            raise FieldRefused(
                say("入力した番号は、存在しないマイナンバーです。カードを見て確認してください。")
            )
        return cls(digits)

    @property
    def digits(self) -> str:
        """Return the twelve ASCII digits."""
        return self._digits

    @property
    def last_four(self) -> str:
        """Return the last four digits, the most a form shows back."""
        return self._digits[-4:]

    @property
    def grouped(self) -> str:
        """Return the digits in groups of four, as the card prints them."""
        return " ".join((self._digits[:4], self._digits[4:8], self._digits[8:]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MyNumber) and hmac.compare_digest(self._digits, other._digits)

    def __hash__(self) -> int:
        return hash((_HASH_SALT, self._digits))

    def __repr__(self) -> str:
        return "<MyNumber ●>"

    def __str__(self) -> str:
        return MASK

    def __format__(self, spec: str) -> str:
        return format(MASK, spec)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a My Number does not change")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a My Number is not pickled or copied; seal its digits")


def _exists(digits: str) -> bool:
    """Tell whether the number can exist; twelve zeros pass the sum and belong to nobody."""
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdecimal()):
        return False
    return digits[-1] == check_digit(digits[:-1]) and digits != "0" * LENGTH
