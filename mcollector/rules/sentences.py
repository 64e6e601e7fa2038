"""Sentences users read, kept as a Japanese msgid and its values until a door translates them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence for a person; `str()` is its Japanese form.

    `msgid` holds `%(name)s` places, `values` fills them. A door calls gettext with both.
    """

    msgid: str
    values: dict[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.msgid % self.values if self.values else self.msgid


def say(msgid: str, **values: str | int) -> Sentence:
    """Return the sentence; the extractor of messages looks for calls of this name."""
    return Sentence(msgid, values)
