"""The examined photograph, as the jobs receive it."""

from dataclasses import dataclass

from mcollector.images.examination import Examination, Hint, PictureMark, Place
from mcollector.images.look import picture_marks
from mcollector.images.look.readings import Reading
from mcollector.images.results import Cleaned


@dataclass(frozen=True, slots=True)
class Examined:
    """Two clean JPEGs and all that is told about the photograph.

    `turn` and `crop` are proposals for the reviewer's view.
    """

    cleaned: Cleaned
    reading: Reading
    hints: tuple[Hint, ...]
    fingerprint: PictureMark
    turn: int
    crop: Place | None
    layout: str

    def looks_like(self, look: int) -> bool:
        """Tell whether an earlier photograph, of which only the look was kept, was this one."""
        return picture_marks.looks_like(self.fingerprint, look)


def make_examined(cleaned: Cleaned, examination: Examination) -> Examined:
    """Return the answer of the child."""
    return Examined(
        cleaned=cleaned,
        reading=Reading(examination),
        hints=examination.hints,
        fingerprint=examination.fingerprint,
        turn=examination.turn,
        crop=examination.crop,
        layout=examination.layout,
    )
