"""Specimen papers: one for every slot the demo fills, each marked, each flaw a known reason."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from mcollector.demo.people import made_up
from mcollector.images.specimens import CARD, FLAWS, OF_SLOT, SHEET, Paper, draw, photograph
from mcollector.rules.papers import catalogue, choices
from mcollector.rules.review import return_reasons

MARK = (204, 85, 85)
FACTS = {"name": "見本 花子", "birth_date": "平成2年1月1日", "address": "見本県見本市1-2-3"}


def colours(picture):
    return {colour for _count, colour in picture.getcolors(1 << 24)}


def test_every_photograph_of_the_demo_has_a_specimen():
    today = date(2026, 11, 24)
    crowd = [made_up(place) for place in range(60)]
    slots = [choices.slots_needed(who.choice, today) for who in crowd]

    assert {slot.code for group in slots for slot in group} == set(OF_SLOT)


@pytest.mark.parametrize("paper", Paper)
def test_every_paper_is_marked(paper):
    picture = draw(paper)

    assert MARK in colours(picture)
    assert picture.size == (SHEET if paper is Paper.RESIDENCE else CARD)


@pytest.mark.parametrize("slot", OF_SLOT)
def test_a_number_is_drawn_where_the_form_says_so_and_nowhere_else(slot):
    plain, numbered = (photograph(slot, number=n, **FACTS) for n in ("", "1234 5678 9012"))

    assert (plain != numbered) == catalogue.find_slot(slot).carries_number


def test_the_same_facts_are_the_same_photograph():
    assert photograph("card_back", number="1234 5678 9012", **FACTS) == photograph(
        "card_back", number="1234 5678 9012", **FACTS
    )


@pytest.mark.parametrize("flaw", sorted(set(FLAWS) - {""}))
def test_a_flaw_is_a_reason_and_shows(flaw):
    good, flawed = (photograph("card_back", number="", **FACTS, flaw=one) for one in ("", flaw))

    assert return_reasons.reason(flaw).code == flaw
    assert good != flawed
    with Image.open(BytesIO(flawed)) as picture:
        assert picture.format == "JPEG"


def test_a_long_name_stays_on_the_paper():
    short, long = (draw(Paper.CARD_FRONT, name=name) for name in ("見", "見" * 60))

    edge = (CARD[0] - 75, 200, CARD[0] - 30, 300)
    assert short.crop(edge).tobytes() == long.crop(edge).tobytes()
