"""Papers: which choices a day offers, which photographs they ask for, and what they prove."""

import re
from datetime import date
from pathlib import Path

import pytest

from mcollector.rules.papers import catalogue
from mcollector.rules.papers.catalogue import CATALOGUE, Solution

DAY = date(2026, 11, 23)
DRAWINGS = Path(__file__).resolve().parents[3] / "static" / "drawings"


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


def test_every_drawing_is_there():
    drawn = {paper.drawing for paper in CATALOGUE}
    drawn |= {slot.drawing for paper in CATALOGUE for slot in paper.slots}

    assert drawn - {path.stem for path in DRAWINGS.glob("*.svg")} == set()


def test_a_source_is_a_law_an_order_or_a_notice_with_its_number():
    known = re.compile("番号法|施行令|施行規則|告示")

    assert [paper.code for paper in CATALOGUE if not known.search(paper.source)] == []
    assert [paper.code for paper in CATALOGUE if not re.search("[0-9]", paper.source)] == []


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
    found = catalogue.solve_papers(papers, on)

    assert found == solution
    assert found.is_complete == complete


def test_an_employer_who_knows_the_person_still_needs_the_number():
    assert catalogue.solve_papers(["notice"], DAY, by_sight=True).is_complete
    assert not catalogue.solve_papers(["licence"], DAY, by_sight=True).is_complete


def test_papers_refused_by_name():
    assert codes(catalogue.find_refused(DAY)) == ["health_card", "number_notice"]
    assert codes(catalogue.find_refused(date(2025, 12, 1))) == ["number_notice"]
