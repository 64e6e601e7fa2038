"""Dependents whose number the employer has to check itself.

A duty is a row: what the form asks, of whom, and what has to be proved. Which papers prove it on a
day, and which photographs follow, comes from the catalogue of papers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from mcollector.rules.errors import FormRefused
from mcollector.rules.papers import catalogue, dependent_slots
from mcollector.rules.papers.paper import Document, Proof, Slot
from mcollector.rules.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class Duty:
    """A question of the form, by its field's name; `ages` are full years, both included."""

    code: str
    question: Sentence
    easy: Sentence
    relations: frozenset[str]
    ages: tuple[int, int]
    proofs: tuple[Proof, ...]
    wrong_relation: Sentence
    wrong_age: Sentence
    source: str


DUTIES = (
    Duty(
        "third_insured",
        say("国民年金の第3号被保険者です（妻・夫だけ）"),
        say("妻・夫が 20〜59歳で、あなたの 健康保険（けんこうほけん）に 入っている とき。"),
        frozenset({"wife", "husband"}),
        (20, 59),
        (Proof.NUMBER, Proof.AGENCY),
        say("第3号被保険者は、妻・夫だけです。続柄を確認するか、チェックを外してください。"),
        say("第3号被保険者は、20歳から59歳までです。チェックを外してください。"),
        "国民年金法7条1項3号・12条5項・6項、番号法16条",
    ),
)
"""The spouse files the 第3号 form through the employer: number paper and 委任状."""

_TITLES = {Proof.NUMBER: say("番号の書類"), Proof.AGENCY: say("代理の書類")}


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice of the form: a field, what it is called, and the papers of that day."""

    field: str
    title: Sentence
    papers: tuple[Document, ...]


def find_faults(given: Mapping[str, str], born: date | None, today: date) -> dict[str, Sentence]:
    """Return a sentence for each duty that is answered yes for somebody it cannot be about."""
    errors: dict[str, Sentence] = {}
    for duty in duties_of(given):
        if given["relation"] not in duty.relations:
            errors[duty.code] = duty.wrong_relation
        elif born is not None and not duty.ages[0] <= _age(born, today) <= duty.ages[1]:
            errors[duty.code] = duty.wrong_age
    return errors


def duties_of(given: Mapping[str, str]) -> tuple[Duty, ...]:
    """Return the duties the form answers with yes."""
    return tuple(duty for duty in DUTIES if given.get(duty.code))


def offers(given: Mapping[str, str], on: date) -> tuple[Offer, ...]:
    """Return what has to be chosen: a proof that a single paper gives is not asked for."""
    return tuple(offer for _, offer in _offers(given, on) if len(offer.papers) > 1)


def papers(given: Mapping[str, str], on: date) -> tuple[Document, ...]:
    """Return the papers, chosen or the only ones; FormRefused by the field of a missing choice."""
    return tuple(paper for _, paper in _chosen(given, on))


def slots(dependent_id: UUID, given: Mapping[str, str], on: date) -> tuple[Slot, ...]:
    """Return the dependent's photographs; of a paper that proves the number, the side with it."""
    return tuple(
        replace(slot, code=dependent_slots.code_of(dependent_id, slot.code))
        for proof, paper in _chosen(given, on)
        for slot in paper.slots
        if slot.carries_number or proof is not Proof.NUMBER
    )


def _offers(given: Mapping[str, str], on: date) -> Iterator[tuple[Proof, Offer]]:
    for proof in dict.fromkeys(proof for duty in duties_of(given) for proof in duty.proofs):
        yield proof, Offer(f"paper_{proof}", _TITLES[proof], catalogue.papers_that_prove(proof, on))


def _chosen(given: Mapping[str, str], on: date) -> list[tuple[Proof, Document]]:
    missing: dict[str, Sentence] = {}
    pairs: list[tuple[Proof, Document]] = []
    for proof, offer in _offers(given, on):
        by_code = {paper.code: paper for paper in offer.papers}
        only = offer.papers[0].code if len(offer.papers) == 1 else ""
        paper = by_code.get(only or given.get(offer.field, ""))
        if paper is None:
            missing[offer.field] = say("どの書類を出すかを選択してください。")
        else:
            pairs.append((proof, paper))
    if missing:
        raise FormRefused(missing)
    return pairs


def _age(born: date, today: date) -> int:
    """Return the age in law: a year is full at the end of the day before the birthday."""
    day = today + timedelta(days=1)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
