"""The dated catalogue of papers, and what papers prove together.

A change of the law is a new line or a new date in the papers' modules, nothing else: choices,
places for photographs, completeness and the reviewer's list all follow from the catalogue.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from mcollector.rules.papers import dependent_slots
from mcollector.rules.papers.identity import PHOTO_PAPERS
from mcollector.rules.papers.number import NUMBER_PAPERS
from mcollector.rules.papers.pairs import AGENCY_PAPERS, HALF_PAPERS, REFUSED_PAPERS
from mcollector.rules.papers.paper import Document, Proof, Slot

CATALOGUE = (*NUMBER_PAPERS, *PHOTO_PAPERS, *HALF_PAPERS, *AGENCY_PAPERS, *REFUSED_PAPERS)


@dataclass(frozen=True, slots=True)
class Solution:
    """What the papers prove; `number_by` and `identity_by` are codes of papers."""

    number_by: str | None
    identity_by: tuple[str, ...]
    by_sight: bool = False

    @property
    def is_complete(self) -> bool:
        """Tell whether 番号確認 and 身元確認 are both done."""
        return self.number_by is not None and (self.by_sight or bool(self.identity_by))


def all_papers() -> dict[str, Document]:
    """Return every paper by its code, whatever the day."""
    return {document.code: document for document in CATALOGUE}


def papers_that_prove(proof: Proof, on: date) -> tuple[Document, ...]:
    """Return the papers that prove this on that day, in the order of the catalogue."""
    return tuple(paper for paper in CATALOGUE if proof in paper.proves and paper.counts_on(on))


def find_slot(code: str) -> Slot:
    """Return the slot a stored photograph belongs to, whatever the day; KeyError if unknown.

    One of a dependent's is called so: 扶養者の マイナンバーカードの うら.
    """
    whose, plain = dependent_slots.parts_of(code)
    slot = _slots()[plain]
    if not whose:
        return slot
    title, easy = f"扶養者の {slot.title}", f"扶養者（ふようしゃ）の {slot.easy}"
    return replace(slot, code=code, title=title, easy=easy)


def is_slot(code: str) -> bool:
    """Tell whether the catalogue has a photograph of this code; none is a dependent's."""
    return code in _slots()


def _slots() -> dict[str, Slot]:
    return {slot.code: slot for document in CATALOGUE for slot in document.slots}


def find_refused(on: date) -> tuple[Document, ...]:
    """Return the papers people send although they prove nothing (使えないもの) on that day."""
    return tuple(
        document for document in CATALOGUE if not document.proves or _is_over(document, on)
    )


def _is_over(document: Document, on: date) -> bool:
    return document.valid_until is not None and document.valid_until < on


def solve_papers(codes: Iterable[str], on: date, *, by_sight: bool = False) -> Solution:
    """Return what these papers prove together on that day.

    One paper for the number, and for the identity one with a photograph or two without;
    `by_sight` is the employer who checked the identity at hire. KeyError for an unknown code.
    """
    catalogue = all_papers()
    papers = [catalogue[code] for code in dict.fromkeys(codes) if catalogue[code].counts_on(on)]
    number = [paper.code for paper in papers if Proof.NUMBER in paper.proves]
    photo = [paper.code for paper in papers if Proof.IDENTITY in paper.proves]
    halves = [paper.code for paper in papers if Proof.HALF_IDENTITY in paper.proves]
    pair = tuple(halves[:2]) if len(halves) > 1 else ()
    return Solution(number[0] if number else None, tuple(photo[:1]) or pair, by_sight)
