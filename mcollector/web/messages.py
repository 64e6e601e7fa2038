"""The messages of a form: sentences in the reader's language, with やさしい日本語 beside them."""

from collections.abc import Mapping
from typing import Self

from mcollector.rules.profile.easy_japanese import in_easy_japanese
from mcollector.rules.sentences import Sentence
from mcollector.web.state import words


class Message(str):
    """The sentence; `easy` is the line below it in the error summary, empty where there is none."""

    __slots__ = ("easy",)
    easy: str

    def __new__(cls, text: str, plain: str = "") -> Self:
        """Return the text with its easy words."""
        made = super().__new__(cls, text)
        made.easy = plain
        return made


def translate(sentence: Sentence) -> Message:
    """Return the sentence in the reader's language."""
    plain = in_easy_japanese(sentence)
    return Message(words(sentence), words(plain) if plain is not None else "")


def translate_all(sentences: Mapping[str, Sentence]) -> dict[str, Message]:
    """Return the errors in the reader's language, each with its easy words."""
    return {name: translate(sentence) for name, sentence in sentences.items()}
