"""Whose number the employer has to check: what is asked, of whom, and what proves it."""

import re
from datetime import date
from uuid import UUID

import pytest

from mcollector.rules.errors import FormRefused
from mcollector.rules.my_number import check_digit
from mcollector.rules.papers import catalogue, duties
from mcollector.rules.papers.duties import DUTIES
from mcollector.rules.papers.paper import Document, Proof, Slot
from mcollector.rules.profile.dependents import check_dependent

DAY = date(2026, 11, 23)
ID = UUID(int=0xABCDEF0123456789ABCDEF0123456789)
YES = {"third_insured": "1"}
SPOUSE = {
    "relation": "wife",
    "family": "山田",
    "given": "花子",
    "birth_year": "1990",
    "birth_month": "4",
    "birth_day": "1",
    "number": "20261123000" + check_digit("20261123000"),
    "checked": "1",
    **YES,
}


def codes(things):
    return [thing.code for thing in things]


def refused(typed):
    with pytest.raises(FormRefused) as found:
        check_dependent(SPOUSE | typed, DAY)
    return {name: str(sentence) for name, sentence in found.value.fields.items()}


def test_every_duty_names_the_law_it_comes_from():
    assert [duty.code for duty in DUTIES if not re.search("法[0-9]+条", duty.source)] == []


def test_a_spouse_is_taken():
    assert check_dependent(SPOUSE, DAY).relation == "wife"


@pytest.mark.parametrize("relation", ["child", "mother", "other"])
def test_it_is_about_a_spouse_alone(relation):
    assert refused({"relation": relation}) == {
        "third_insured": (
            "第3号被保険者は、妻・夫だけです。続柄を確認するか、チェックを外してください。"
        )
    }


@pytest.mark.parametrize(
    ("born", "counts"),
    [
        ((2006, 11, 24), True),
        ((2006, 11, 25), False),
        ((1966, 11, 25), True),
        ((1966, 11, 24), False),
    ],
)
def test_the_ages_are_those_of_the_law_to_the_day(born, counts):
    given = SPOUSE

    wrong = duties.find_faults(given, date(*born), DAY)

    assert list(wrong) == ([] if counts else ["third_insured"])


def test_who_says_no_owes_nothing():
    assert duties.papers({"third_insured": ""}, DAY) == ()
    assert duties.slots(ID, {}, DAY) == ()
    assert duties.offers({}, DAY) == ()


def test_the_paper_with_the_number_is_chosen_and_the_mandate_is_not():
    (offer,) = duties.offers(YES, DAY)

    assert (offer.field, codes(offer.papers)) == (
        "paper_number",
        codes(catalogue.papers_that_prove(Proof.NUMBER, DAY)),
    )


@pytest.mark.parametrize(
    "paper", catalogue.papers_that_prove(Proof.NUMBER, DAY), ids=lambda one: one.code
)
def test_each_choice_asks_for_the_side_with_the_number_and_the_mandate(paper):
    given = YES | {"paper_number": paper.code}

    slots = duties.slots(ID, given, DAY)

    assert codes(duties.papers(given, DAY)) == [paper.code, "mandate"]
    assert [slot.carries_number for slot in slots] == [True, False]
    assert all(len(slot.code) <= 24 for slot in slots)
    assert [catalogue.find_slot(slot.code).title for slot in slots] == [
        f"扶養者の {slot.title}" for slot in slots
    ]


@pytest.mark.parametrize("chosen", ["", "licence", "number_notice", "x"])
def test_what_carries_no_number_is_no_choice(chosen):
    with pytest.raises(FormRefused) as found:
        duties.papers(YES | {"paper_number": chosen}, DAY)

    assert {name: str(text) for name, text in found.value.fields.items()} == {
        "paper_number": "どの書類を出すかを選択してください。"
    }


def test_one_more_row_of_the_catalogue_is_one_more_choice(monkeypatch):
    register = Document(
        "register",
        "戸籍謄本",
        "戸籍",
        frozenset({Proof.AGENCY}),
        (Slot("register", "戸籍謄本", "戸籍"),),
    )
    monkeypatch.setattr(catalogue, "CATALOGUE", (*catalogue.CATALOGUE, register))

    fields = [offer.field for offer in duties.offers(YES, DAY)]

    given = YES | {"paper_number": "card", "paper_agency": "register"}
    assert fields == ["paper_number", "paper_agency"]
    assert codes(duties.papers(given, DAY)) == ["card", "register"]


def test_a_mandate_proves_neither_number_nor_identity():
    assert catalogue.solve_papers(["mandate"], DAY).is_complete is False
    assert "mandate" not in codes(catalogue.find_refused(DAY))
