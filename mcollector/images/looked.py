"""The answer to a look, as the jobs receive it."""

from dataclasses import dataclass

from mcollector.images.look import picture_marks
from mcollector.images.look.readings import Reading
from mcollector.images.results import Cleaned
from mcollector.images.sights import Fingerprint, Hint, Place, Sight


@dataclass(frozen=True, slots=True)
class Looked:
    """Two clean JPEGs and all that is told about the photograph.

    `turn` and `crop` are proposals for the reviewer's view.
    """

    cleaned: Cleaned
    reading: Reading
    hints: tuple[Hint, ...]
    fingerprint: Fingerprint
    turn: int
    crop: Place | None
    layout: str

    def looks_like(self, look: int) -> bool:
        """Tell whether an earlier photograph, of which only the look was kept, was this one."""
        return picture_marks.looks_like(self.fingerprint, look)


def looked(cleaned: Cleaned, sight: Sight) -> Looked:
    """Return the answer of the child."""
    return Looked(
        cleaned=cleaned,
        reading=Reading(sight),
        hints=sight.hints,
        fingerprint=sight.fingerprint,
        turn=sight.turn,
        crop=sight.crop,
        layout=sight.layout,
    )
