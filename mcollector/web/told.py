"""A sentence as a form tells it: in the reader's words, with やさしい日本語 beside it."""

from collections.abc import Mapping
from typing import Self

from mcollector.rules.profile.easy_words import easy
from mcollector.rules.sentences import Sentence
from mcollector.web.state import words


class Told(str):
    """The sentence; `easy` is the line below it in the error summary, empty where there is none."""

    __slots__ = ("easy",)
    easy: str

    def __new__(cls, text: str, plain: str = "") -> Self:
        """Return the text with its easy words."""
        made = super().__new__(cls, text)
        made.easy = plain
        return made


def told(sentence: Sentence) -> Told:
    """Return the sentence in the reader's language."""
    plain = easy(sentence)
    return Told(words(sentence), words(plain) if plain is not None else "")


def translated(sentences: Mapping[str, Sentence]) -> dict[str, Told]:
    """Return the errors in the reader's language, each with its easy words."""
    return {name: told(sentence) for name, sentence in sentences.items()}
