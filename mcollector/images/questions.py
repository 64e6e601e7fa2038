"""What the worker asks about a photograph; it goes to the child in front of the file."""

import json
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Question:
    """`slot` is the house's code of the photograph, `today` decides what is expired.

    With `words` the lines of text are read too, so that a name can be looked for later.
    """

    slot: str
    today: date
    words: bool = False

    def to_bytes(self) -> bytes:
        """Return it as the child reads it."""
        told = {"slot": self.slot, "today": self.today.isoformat(), "words": self.words}
        return json.dumps(told).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Question":
        """Return what `to_bytes` took."""
        told = json.loads(data)
        return cls(told["slot"], date.fromisoformat(told["today"]), bool(told["words"]))
