"""What was read in one box; it prints without its text, which may be a number."""

from dataclasses import dataclass
from typing import NamedTuple

from mcollector.images.digits.quads import Quad


class Sign(NamedTuple):
    """One character, how sure it is (0 to 1), and its place along the line in heights."""

    text: str
    sure: float
    at: float


@dataclass(frozen=True, slots=True)
class Line:
    """What one box says."""

    quad: Quad
    signs: tuple[Sign, ...]

    @property
    def text(self) -> str:
        """Return the characters."""
        return "".join(sign.text for sign in self.signs)

    def __repr__(self) -> str:
        return f"Line({len(self.signs)} signs)"
