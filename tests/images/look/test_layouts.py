"""The catalogue of layouts agrees with the house's papers, by slot and by day."""

from datetime import date

import pytest

from mcollector.images.look import layouts
from mcollector.images.look.layout_table import EXPIRING, LAYOUTS
from mcollector.rules.papers.catalogue import CATALOGUE

SLOTS = [(paper.code, slot) for paper in CATALOGUE for slot in paper.slots]
TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(("paper", "slot"), SLOTS, ids=lambda value: getattr(value, "code", value))
def test_a_slot_is_read_for_a_number_only_when_it_carries_one(paper, slot):
    assert layouts.may_carry_number(slot.code) == slot.carries_number


def test_every_layout_names_a_paper_and_slots_of_the_house():
    papers = {paper.code for paper in CATALOGUE}
    slots = {slot.code for _, slot in SLOTS}

    assert {one.paper for one in LAYOUTS} <= papers
    assert {slot for one in LAYOUTS for slot in one.slots} <= slots
    assert slots >= EXPIRING


def test_an_unknown_slot_is_never_read():
    assert not layouts.may_carry_number("unheard-of")


def test_a_layout_of_the_future_is_not_seen_yet():
    before, after = date(2026, 6, 13), date(2026, 6, 14)

    assert layouts.seen_in(["特定在留カード"], "tkc_front", before) is None
    assert layouts.seen_in(["特定在留カード"], "tkc_front", after).code == "tkc_front_2026"


def test_a_generation_of_a_card_follows_the_one_before():
    known = {one.code for one in layouts.in_use(date(2026, 6, 13))}

    assert {one.code for one in layouts.in_use(date(2026, 6, 14))} - known == {
        "residence_card_front_2026",
        "tkc_back_2026",
        "tkc_front_2026",
    }


@pytest.mark.parametrize(
    ("texts", "slot", "code"),
    [
        (["個人番号", "氏名 見本"], "card_back", "card_back_2016"),
        (["個人番号カード"], "card_back", "card_front_2016"),
        (["通知カード", "個人番号"], "card_back", "notice_card_2015"),
        (["運転免許証"], "card_back", "licence_front"),
        (["在留カード"], "card_front", "residence_card_front_2012"),
        (["在留カード", "在留期間"], "residence_card_back", "residence_card_front_2012"),
        (
            ["住居地記載欄", "在留期間更新等許可申請欄"],
            "residence_card_back",
            "residence_card_back_2012",
        ),
        (
            ["資格外活動許可欄", "在留期間更新等許可申請欄"],
            "residence_card_front",
            "residence_card_back_2012",
        ),
        (["個人番号通知書"], "notice_card", "notification_letter_2020"),
        (["住民票", "個人番号"], "residence", "residence_record"),
        (["こんにちは"], "residence", None),
    ],
)
def test_words_show_the_layout(texts, slot, code):
    seen = layouts.seen_in(texts, slot, TODAY)

    assert (seen.code if seen else None) == code
