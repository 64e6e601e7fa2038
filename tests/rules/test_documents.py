"""Papers: which choices a day offers, which photographs they ask for, and what they prove."""

from datetime import date

import pytest

from mcollector.rules import documents
from mcollector.rules.documents import CATALOGUE, Solution
from mcollector.rules.errors import FieldRefused

DAY = date(2026, 11, 23)


def codes(things):
    return [thing.code for thing in things]


def test_every_code_is_unique_and_fits_its_column():
    slots = [slot.code for document in CATALOGUE for slot in document.slots]

    assert len(set(codes(CATALOGUE))) == len(CATALOGUE)
    assert len(set(slots)) == len(slots)
    assert [code for code in slots + codes(CATALOGUE) if len(code) > 24] == []


def test_every_paper_names_its_source_and_whoever_proves_has_photographs():
    assert [paper.code for paper in CATALOGUE if not paper.source] == []
    assert [paper.code for paper in CATALOGUE if bool(paper.proves) != bool(paper.slots)] == []


def test_routes_of_today():
    assert codes(documents.routes(DAY)) == ["card", "notice", "residence"]
    assert codes(documents.routes(DAY)[1].photo_ids) == [
        "licence",
        "driving_record",
        "passport",
        "residence_card",
        "special_permanent",
        "disability",
        "mental",
        "intellectual",
        "photo_card",
    ]


def test_routes_before_the_first_card():
    assert codes(documents.routes(date(2015, 12, 31))) == ["notice", "residence"]


@pytest.mark.parametrize(
    ("route", "photo_id", "expected"),
    [
        ("card", None, ["card_back", "card_front"]),
        ("card", "licence", ["card_back", "card_front"]),
        ("notice", "licence", ["notice_card", "licence_front"]),
        (
            "notice",
            "residence_card",
            ["notice_card", "residence_card_front", "residence_card_back"],
        ),
        ("residence", "passport", ["residence", "passport"]),
    ],
)
def test_slots_needed(route, photo_id, expected):
    slots = documents.slots_needed(route, DAY, photo_id)

    assert codes(slots) == expected
    assert [slot.carries_number for slot in slots] == [True] + [False] * (len(slots) - 1)
    assert [documents.slot(slot.code) for slot in slots] == list(slots)


def test_a_company_may_take_the_back_alone():
    assert codes(documents.slots_needed("card", DAY, card_back_only=True)) == ["card_back"]
    assert codes(documents.slots_needed("notice", DAY, "passport", card_back_only=True)) == [
        "notice_card",
        "passport",
    ]


@pytest.mark.parametrize(
    ("route", "photo_id", "sentence"),
    [
        ("", None, "どの書類を出すかを選択してください。"),
        ("number_notice", None, "どの書類を出すかを選択してください。"),
        ("notice", None, "顔写真つきの証明書を選択してください。"),
        ("notice", "health_card", "顔写真つきの証明書を選択してください。"),
        ("residence", "card", "顔写真つきの証明書を選択してください。"),
    ],
)
def test_slots_needed_says_what_is_missing(route, photo_id, sentence):
    with pytest.raises(FieldRefused) as refused:
        documents.slots_needed(route, DAY, photo_id)

    assert str(refused.value.sentence) == sentence


@pytest.mark.parametrize(
    ("papers", "on", "solution", "complete"),
    [
        (["card"], DAY, Solution("card", ("card",)), True),
        (["tkc"], DAY, Solution("tkc", ("tkc",)), True),
        (["tkc"], date(2026, 6, 13), Solution(None, ()), False),
        (["notice"], DAY, Solution("notice", ()), False),
        (["notice", "licence"], DAY, Solution("notice", ("licence",)), True),
        (["licence", "residence"], DAY, Solution("residence", ("licence",)), True),
        (["residence", "eligibility"], DAY, Solution("residence", ()), False),
        (
            ["residence", "eligibility", "pension_book"],
            DAY,
            Solution("residence", ("eligibility", "pension_book")),
            True,
        ),
        (["residence", "pension_book", "pension_book"], DAY, Solution("residence", ()), False),
        (["residence", "health_card", "pension_book"], DAY, Solution("residence", ()), False),
        (
            ["residence", "health_card", "pension_book"],
            date(2025, 12, 1),
            Solution("residence", ("health_card", "pension_book")),
            True,
        ),
        (["number_notice", "licence"], DAY, Solution(None, ("licence",)), False),
        ([], DAY, Solution(None, ()), False),
    ],
)
def test_solve(papers, on, solution, complete):
    found = documents.solve(papers, on)

    assert found == solution
    assert found.is_complete == complete


def test_an_employer_who_knows_the_person_still_needs_the_number():
    assert documents.solve(["notice"], DAY, by_sight=True).is_complete
    assert not documents.solve(["licence"], DAY, by_sight=True).is_complete


def test_papers_refused_by_name():
    assert codes(documents.refused(DAY)) == ["health_card", "number_notice"]
    assert codes(documents.refused(date(2025, 12, 1))) == ["number_notice"]
