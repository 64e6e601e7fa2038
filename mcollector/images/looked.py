"""The answer to a look, as the jobs receive it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from mcollector.images import fingerprints
from mcollector.images.readings import Reading
from mcollector.images.results import Cleaned
from mcollector.images.sights import Fingerprint, Hint, HintCode, Place, Sight


@dataclass(frozen=True, slots=True)
class Looked:
    """Two clean JPEGs and all that is told about the photograph.

    `file` is the SHA-256 of the bytes received; `turn` and `crop` are proposals for the reviewer's
    view; `print_was_read` is False where no print can be read.
    """

    cleaned: Cleaned
    reading: Reading
    hints: tuple[Hint, ...]
    file: str
    fingerprint: Fingerprint
    turn: int
    crop: Place | None
    layout: str
    print_was_read: bool

    def is_same_as(self, file: str, fingerprint: Fingerprint) -> bool:
        """Tell whether an earlier photograph was this one: the file, its pixels or its look."""
        return file == self.file or fingerprints.is_same(self.fingerprint, fingerprint)

    def hints_beside(self, earlier: Iterable[tuple[str, Fingerprint]]) -> tuple[Hint, ...]:
        """Return the hints, with one more when the photograph was sent before."""
        if any(self.is_same_as(*one) for one in earlier):
            return (*self.hints, Hint(HintCode.SAME_AS_BEFORE))
        return self.hints


def looked(data: bytes, cleaned: Cleaned, sight: Sight) -> Looked:
    """Return the answer about the received bytes."""
    return Looked(
        cleaned=cleaned,
        reading=Reading(sight),
        hints=sight.hints,
        file=hashlib.sha256(data).hexdigest(),
        fingerprint=sight.fingerprint,
        turn=sight.turn,
        crop=sight.crop,
        layout=sight.layout,
        print_was_read=sight.print_was_read,
    )
