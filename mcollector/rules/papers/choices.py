"""The choice of papers in the form: what a day offers, what was chosen, which photographs follow.

Everything is derived from the catalogue: no line here, or above, names a paper.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from mcollector.rules.errors import FormRefused
from mcollector.rules.papers import catalogue
from mcollector.rules.papers.paper import Document, Proof, Slot
from mcollector.rules.sentences import Sentence, say

Offer = TypeVar("Offer")

NO_PHOTO_ID = "none"
"""What the form says for 「顔写真つきの証明書がない」; the code of no paper."""
HALVES = ("half_1", "half_2")
"""The fields of the two papers without a photograph."""


_ASKED = {
    "route": say("どの書類を出すかを選択してください。"),
    "photo_id": say("顔写真つきの証明書を選択してください。"),
    HALVES[0]: say("1つ目の証明書を選択してください。"),
    HALVES[1]: say("2つ目の証明書を選択してください。"),
}


@dataclass(frozen=True, slots=True)
class Route:
    """One choice of the form: a paper with the number and, unless it proves the identity too, what
    may stand beside it: one of `photo_ids`, or two of `halves`.
    """

    paper: Document
    photo_ids: tuple[Document, ...] = ()
    halves: tuple[Document, ...] = ()

    @property
    def code(self) -> str:
        """Return the code of the paper with the number."""
        return self.paper.code

    @property
    def title(self) -> str:
        """Return what the form calls it."""
        return f"{self.paper.short} ＋ 顔写真つきの証明書" if self.photo_ids else self.paper.title

    @property
    def text(self) -> Sentence:
        """Return the line below it."""
        if self.photo_ids:
            return say("番号の書類1つと、本人の証明書（顔写真つき1つ。なければ 写真なし2つ）")
        sides = len(self.paper.slots)
        return say("1枚で番号と本人を確認できます。写真は おもて・うら の%(n)d枚", n=sides)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the form was told, right or wrong: codes of papers, or NO_PHOTO_ID and two halves."""

    route: str = ""
    photo_id: str = ""
    halves: tuple[str, str] = ("", "")

    @property
    def filled(self) -> tuple[str, ...]:
        """Return the fields in which something was chosen."""
        codes = zip(
            ("route", "photo_id", *HALVES), (self.route, self.photo_id, *self.halves), strict=True
        )
        return tuple(field for field, code in codes if code)

    def papers(self, on: date) -> tuple[Document, ...]:
        """Return the chosen papers, the one with the number first.

        Raises FormRefused with a sentence for each field that is missing or does not count then.
        """
        chosen = _chosen(self.route, routes_by_code(on), on, "route")
        if not chosen.photo_ids:
            return (chosen.paper,)
        if self.photo_id == NO_PHOTO_ID:
            return (chosen.paper, *self._pair(chosen, on))
        photo_ids = {paper.code: paper for paper in chosen.photo_ids}
        return (chosen.paper, _chosen(self.photo_id, photo_ids, on, "photo_id"))

    def _pair(self, chosen: Route, on: date) -> tuple[Document, ...]:
        halves = {paper.code: paper for paper in chosen.halves}
        errors: dict[str, Sentence] = {}
        papers = []
        for name, code in zip(HALVES, self.halves, strict=True):
            try:
                papers.append(_chosen(code, halves, on, name))
            except FormRefused as refused:
                errors |= refused.fields
        if not errors and papers[0] is papers[1]:
            errors[HALVES[1]] = say("1つ目と ちがう証明書を選択してください。")
        if errors:
            raise FormRefused(errors)
        return tuple(papers)


def routes(on: date) -> tuple[Route, ...]:
    """Return the choices of the form on that day: a paper with the number each."""
    photo_ids = catalogue.papers_that_prove(Proof.IDENTITY, on)
    alone = tuple(paper for paper in photo_ids if Proof.NUMBER not in paper.proves)
    halves = catalogue.papers_that_prove(Proof.HALF_IDENTITY, on)
    return tuple(
        Route(paper) if paper in photo_ids else Route(paper, alone, halves)
        for paper in catalogue.papers_that_prove(Proof.NUMBER, on)
    )


def routes_by_code(on: date) -> dict[str, Route]:
    """Return the choices of that day by the code of their paper."""
    return {route.code: route for route in routes(on)}


def first_choice(on: date) -> Choice:
    """Return what stands chosen on a fresh form: the first of the day's choices."""
    return Choice(routes(on)[0].code)


def slots_of(paper: Document, *, card_back_only: bool) -> tuple[Slot, ...]:
    """Return the paper's photographs; `card_back_only` is the company's setting (manual, ③).

    It speaks of a paper that proves number and identity at once: the side with the number will do.
    """
    both = {Proof.NUMBER, Proof.IDENTITY} <= paper.proves
    return tuple(
        slot for slot in paper.slots if slot.carries_number or not (both and card_back_only)
    )


def slots_needed(choice: Choice, on: date, *, card_back_only: bool = False) -> tuple[Slot, ...]:
    """Return the photographs the choice asks for, the one with the number first; or FormRefused."""
    return tuple(
        slot
        for paper in choice.papers(on)
        for slot in slots_of(paper, card_back_only=card_back_only)
    )


def _chosen(code: str, offers: Mapping[str, Offer], on: date, field: str) -> Offer:
    """Return the offer of the code; a paper that proves nothing any more is refused by its name."""
    if code in offers:
        return offers[code]
    useless = {paper.code: paper for paper in catalogue.find_refused(on)}
    if code in useless:
        paper = useless[code].short
        raise FormRefused(
            {field: say("%(paper)sは使えません。ほかの書類を選択してください。", paper=paper)}
        )
    raise FormRefused({field: _ASKED[field]})
