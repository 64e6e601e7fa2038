"""Which papers together prove number and identity: the dated catalogue, the routes, the solver.

A change of the law is a new line or a new date in the papers' modules, nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mcollector.rules.errors import FieldRefused
from mcollector.rules.identity_papers import PHOTO_PAPERS
from mcollector.rules.lesser_papers import HALF_PAPERS, REFUSED_PAPERS
from mcollector.rules.number_papers import NUMBER_PAPERS
from mcollector.rules.papers import Document, Proof, Slot
from mcollector.rules.sentences import say

__all__ = [
    "CATALOGUE",
    "Document",
    "Proof",
    "Route",
    "Slot",
    "Solution",
    "refused",
    "route",
    "routes",
    "slot",
    "slots_needed",
    "solve",
]

CATALOGUE = (*NUMBER_PAPERS, *PHOTO_PAPERS, *HALF_PAPERS, *REFUSED_PAPERS)
_BY_CODE = {document.code: document for document in CATALOGUE}
_SLOTS = {slot.code: slot for document in CATALOGUE for slot in document.slots}


@dataclass(frozen=True, slots=True)
class Route:
    """One choice of the form: a paper with the number and, unless it shows a face, a photo ID."""

    code: str
    title: str
    easy: str
    documents: tuple[Document, ...]
    photo_ids: tuple[Document, ...] = ()


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


def routes(on: date) -> tuple[Route, ...]:
    """Return the choices of the form on that day."""
    photo_ids = tuple(document for document in PHOTO_PAPERS if document.counts_on(on))
    found = (
        _route("card", "マイナンバーカード", "マイナンバーカード", ()),
        _route(
            "notice",
            "通知カード ＋ 顔写真つきの証明書",
            "通知カードと 顔の 写真が ある 証明書",
            photo_ids,
        ),
        _route(
            "residence",
            "マイナンバー入りの住民票 ＋ 顔写真つきの証明書",
            "マイナンバーが ある 住民票と 顔の 写真が ある 証明書",
            photo_ids,
        ),
    )
    return tuple(route for route in found if all(part.counts_on(on) for part in route.documents))


def _route(code: str, title: str, easy: str, photo_ids: tuple[Document, ...]) -> Route:
    return Route(code, title, easy, (_BY_CODE[code],), photo_ids)


def route(code: str, on: date) -> Route:
    """Return the chosen route; raise FieldRefused when that day has none of this code."""
    for choice in routes(on):
        if choice.code == code:
            return choice
    raise FieldRefused(say("どの書類を出すかを選択してください。"))


def slots_needed(
    route_code: str, on: date, photo_id_code: str | None = None, *, card_back_only: bool = False
) -> tuple[Slot, ...]:
    """Return the photographs the choice asks for, the one with the number first.

    `card_back_only` is the company's setting for the card. Raises FieldRefused when the route or
    the photo ID is missing or does not count on that day.
    """
    chosen = route(route_code, on)
    slots = tuple(slot for document in chosen.documents for slot in document.slots)
    if not chosen.photo_ids:
        return tuple(slot for slot in slots if slot.carries_number or not card_back_only)
    for photo_id in chosen.photo_ids:
        if photo_id.code == photo_id_code:
            return slots + photo_id.slots
    raise FieldRefused(say("顔写真つきの証明書を選択してください。"))


def slot(code: str) -> Slot:
    """Return the slot a stored photograph belongs to, whatever the day; KeyError if unknown."""
    return _SLOTS[code]


def is_slot(code: str) -> bool:
    """Tell whether the catalogue has a photograph of this code."""
    return code in _SLOTS


def refused(on: date) -> tuple[Document, ...]:
    """Return the papers people send although they prove nothing (使えないもの) on that day."""
    return tuple(
        document for document in CATALOGUE if not document.proves or _is_over(document, on)
    )


def _is_over(document: Document, on: date) -> bool:
    return document.valid_until is not None and document.valid_until < on


def solve(codes: Iterable[str], on: date, *, by_sight: bool = False) -> Solution:
    """Return what these papers prove together on that day (truth table of domain §1.7).

    One paper for the number, and for the identity one with a photograph or two without;
    `by_sight` is the employer who checked the identity at hire. KeyError for an unknown code.
    """
    papers = [_BY_CODE[code] for code in dict.fromkeys(codes) if _BY_CODE[code].counts_on(on)]
    number = [paper.code for paper in papers if Proof.NUMBER in paper.proves]
    photo = [paper.code for paper in papers if Proof.IDENTITY in paper.proves]
    halves = [paper.code for paper in papers if Proof.HALF_IDENTITY in paper.proves]
    pair = tuple(halves[:2]) if len(halves) > 1 else ()
    return Solution(number[0] if number else None, tuple(photo[:1]) or pair, by_sight)
