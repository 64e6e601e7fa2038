"""The choice of papers: what each day offers, which photographs follow, what is refused by name."""

from datetime import date

import pytest

from mcollector.rules.errors import FormRefused
from mcollector.rules.papers import catalogue, checklists, choices
from mcollector.rules.papers.choices import NO_PHOTO_ID, Choice
from tests.papers import COIN

DAY = date(2026, 11, 23)
LAST_DAY, DAY_AFTER = date(2025, 12, 1), date(2025, 12, 2)
WITH_HEALTH_CARD = Choice("residence", NO_PHOTO_ID, ("health_card", "pension_book"))


def codes(things):
    return [thing.code for thing in things]


def refusal(choice, on):
    with pytest.raises(FormRefused) as refused:
        choice.papers(on)
    return {name: str(sentence) for name, sentence in refused.value.fields.items()}


@pytest.mark.parametrize(
    ("on", "offered"),
    [
        (date(2015, 12, 31), ["notice", "residence"]),
        (date(2016, 1, 1), ["card", "notice", "residence"]),
        (date(2026, 6, 13), ["card", "notice", "residence"]),
        (date(2026, 6, 14), ["card", "tkc", "notice", "residence"]),
    ],
)
def test_a_day_offers_each_paper_with_the_number_that_counts(on, offered):
    assert codes(choices.routes(on)) == offered


def test_a_fresh_form_begins_with_the_first_choice_of_the_day():
    assert choices.first_choice(date(2015, 12, 31)) == Choice("notice")
    assert choices.first_choice(DAY) == Choice("card")


def test_a_paper_that_proves_the_identity_needs_nothing_beside_it():
    card, tkc, notice, residence = choices.routes(DAY)

    assert [card.photo_ids, card.halves, tkc.photo_ids, tkc.halves] == [(), (), (), ()]
    assert notice.photo_ids == residence.photo_ids
    assert codes(notice.photo_ids) == [
        "licence",
        "driving_record",
        "passport",
        "residence_card",
        "special_permanent",
        "disability",
        "mental",
        "intellectual",
        "photo_card",
        "wounded",
        "tax_accountant",
    ]
    assert codes(notice.halves)[:5] == [
        "eligibility",
        "pension_book",
        "pension_notice",
        "child_allowance",
        "special_allowance",
    ]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice("card"), ["card_back", "card_front"]),
        (Choice("card", "licence", ("x", "y")), ["card_back", "card_front"]),
        (Choice("tkc"), ["tkc_back", "tkc_front"]),
        (Choice("notice", "licence"), ["notice_card", "licence_front"]),
        (
            Choice("notice", "residence_card"),
            ["notice_card", "residence_card_front", "residence_card_back"],
        ),
        (Choice("residence", "passport"), ["residence", "passport"]),
        (
            Choice("residence", NO_PHOTO_ID, ("eligibility", "pension_book")),
            ["residence", "eligibility", "pension_book"],
        ),
    ],
)
def test_the_photographs_follow_from_the_choice(choice, expected):
    slots = choices.slots_needed(choice, DAY)

    assert codes(slots) == expected
    assert [slot.carries_number for slot in slots] == [True] + [False] * (len(slots) - 1)
    assert [catalogue.find_slot(slot.code) for slot in slots] == list(slots)
    assert catalogue.solve_papers(codes(choice.papers(DAY)), DAY).is_complete


def test_a_company_may_take_the_side_with_the_number_alone():
    needed = [
        codes(choices.slots_needed(choice, DAY, card_back_only=True))
        for choice in (Choice("card"), Choice("tkc"), Choice("notice", "residence_card"))
    ]

    assert needed == [
        ["card_back"],
        ["tkc_back"],
        ["notice_card", "residence_card_front", "residence_card_back"],
    ]


@pytest.mark.parametrize(
    ("choice", "wrong"),
    [
        (Choice(), {"route": "どの書類を出すかを選択してください。"}),
        (Choice("gold"), {"route": "どの書類を出すかを選択してください。"}),
        (
            Choice("number_notice"),
            {"route": "個人番号通知書は使えません。ほかの書類を選択してください。"},
        ),
        (Choice("notice"), {"photo_id": "顔写真つきの証明書を選択してください。"}),
        (Choice("residence", "card"), {"photo_id": "顔写真つきの証明書を選択してください。"}),
        (
            Choice("notice", "health_card"),
            {"photo_id": "健康保険証は使えません。ほかの書類を選択してください。"},
        ),
        (
            Choice("notice", NO_PHOTO_ID),
            {
                "half_1": "1つ目の証明書を選択してください。",
                "half_2": "2つ目の証明書を選択してください。",
            },
        ),
        (
            Choice("notice", NO_PHOTO_ID, ("pension_book", "licence")),
            {"half_2": "2つ目の証明書を選択してください。"},
        ),
        (
            Choice("notice", NO_PHOTO_ID, ("pension_book", "pension_book")),
            {"half_2": "1つ目と ちがう証明書を選択してください。"},
        ),
    ],
)
def test_what_is_missing_or_useless_is_named(choice, wrong):
    assert refusal(choice, DAY) == wrong


def test_the_health_card_counts_on_its_last_day_and_is_refused_by_name_on_the_next():
    assert codes(WITH_HEALTH_CARD.papers(LAST_DAY)) == ["residence", "health_card", "pension_book"]
    assert catalogue.solve_papers(codes(WITH_HEALTH_CARD.papers(LAST_DAY)), LAST_DAY).is_complete
    assert refusal(WITH_HEALTH_CARD, DAY_AFTER) == {
        "half_1": "健康保険証は使えません。ほかの書類を選択してください。"
    }


def test_one_dated_row_is_a_new_choice(monkeypatch):
    monkeypatch.setattr(catalogue, "CATALOGUE", (*catalogue.CATALOGUE, COIN))

    before, after = date(2026, 9, 30), date(2026, 10, 1)

    assert "coin" not in codes(choices.routes(before))
    assert codes(choices.slots_needed(Choice("coin", "licence"), after)) == [
        "coin",
        "licence_front",
    ]
    assert catalogue.solve_papers(["coin", "licence"], after).is_complete
    assert catalogue.is_slot("coin")


def test_the_words_of_a_choice():
    words = [(route.title, str(route.text)) for route in choices.routes(DAY)]

    both = "1枚で番号と本人を確認できます。写真は おもて・うら の2枚"
    beside = "番号の書類1つと、本人の証明書（顔写真つき1つ。なければ 写真なし2つ）"
    assert words == [
        ("マイナンバーカード", both),
        ("特定在留カード・特定特別永住者証明書", both),
        ("通知カード ＋ 顔写真つきの証明書", beside),
        ("マイナンバー入りの住民票 ＋ 顔写真つきの証明書", beside),
    ]


@pytest.mark.parametrize(
    ("papers", "ticks"),
    [
        (["card"], ["number_same", "name_same", "face_shown", "not_expired"]),
        (
            ["notice", "licence"],
            ["number_same", "name_same", "notice_current", "face_shown", "not_expired"],
        ),
        (
            ["residence", "eligibility", "pension_book"],
            ["number_same", "name_same", "residence_recent", "two_papers", "not_expired"],
        ),
    ],
)
def test_the_reviewer_compares_what_the_papers_ask_for(papers, ticks):
    assert [
        check.code for group in checklists.checklists_of(papers) for check in group.items
    ] == ticks


def test_a_new_paper_brings_its_own_tick(monkeypatch):
    monkeypatch.setattr(catalogue, "CATALOGUE", (*catalogue.CATALOGUE, COIN))

    assert codes(checklists.checklists_of(["coin", "licence"])[0].items) == [
        "number_same",
        "name_same",
        "coin_current",
    ]
