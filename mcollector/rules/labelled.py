"""Stored words with the word the office reads for each."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A member is its stored value and its label: `DATA = "data", "データ利用者"`.

    A kind with more words a member takes them in an `__init__` of its own.
    """

    label: str

    def __new__(cls, value: str, *_words: str) -> Self:
        """Return the member; it equals its value and prints as that."""
        member = str.__new__(cls, value)
        member._value_ = value
        return member

    def __init__(self, _value: str, label: str = "") -> None:
        self.label = label
