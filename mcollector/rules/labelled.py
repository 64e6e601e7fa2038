"""Stored words with the word the office reads for each."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A member is its stored value and its label: `DATA = "data", "データ利用者"`."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Return the member; it equals its value and prints as that."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
