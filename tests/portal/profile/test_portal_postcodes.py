"""「住所を自動入力」: the address of a postal code, without script and without the network."""

import threading

import pytest

from mcollector.services.drafts import postcodes
from mcollector.services.drafts.postcodes import Place
from tests.factories import PROFILE
from tests.portal.pages import Page, refused

UNKNOWN = "住所が見つかりません。手で入力してください。"


@pytest.mark.parametrize(
    ("postcode", "place"),
    [
        ("5300001", Place("大阪府", "大阪市北区梅田")),
        ("1000000", Place("東京都", "千代田区")),
        ("1008111", Place("東京都", "千代田区千代田1-1")),
        ("4520961", Place("愛知県", "清須市")),
        ("4980000", None),
        ("9999999", None),
        ("", None),
    ],
    ids=["quarter", "city", "office", "several quarters", "two prefectures", "none", "empty"],
)
def test_the_place_of_a_postal_code(postcode, place):
    assert postcodes.find(postcode) == place


def test_it_is_found_in_every_thread():
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(postcodes.find("5300001"))) for _ in range(8)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [Place("大阪府", "大阪市北区梅田")] * 8


@pytest.mark.parametrize(
    ("typed", "filled"),
    [
        ("", "大阪市北区梅田"),
        ("  ", "大阪市北区梅田"),
        ("1-2-3 見本ビル", "大阪市北区梅田1-2-3 見本ビル"),
        ("１丁目", "大阪市北区梅田１丁目"),
        ("大阪市北区見本町1", "大阪市北区見本町1"),
        ("大阪市北区梅田1-2", "大阪市北区梅田1-2"),
    ],
)
def test_the_address_is_filled_in_and_nothing_typed_is_lost(worker, typed, filled):
    answer = worker.fill_profile(prefecture="", address=typed, postcode="530-0001", find="1")

    assert answer.location == "/my/profile"
    page = worker.page("/my/profile")
    changed = {"postcode": "530-0001", "prefecture": "大阪府", "address": filled}
    assert {name: page.values[name] for name in PROFILE} == PROFILE | changed
    assert page.notes() == ["住所を入力しました。番地・建物を続けて入力してください。"]


def test_another_code_takes_the_place_of_the_first(worker):
    worker.fill_profile(address="", postcode="5300001", find="1")

    worker.fill_profile(address="大阪市北区梅田1-2", postcode="1000001", find="1")

    values = worker.page("/my/profile").values
    assert (values["prefecture"], values["address"]) == ("東京都", "千代田区千代田1-2")


@pytest.mark.parametrize(
    ("postcode", "sentence"),
    [("999-9999", UNKNOWN), ("123", "郵便番号は7桁の数字で入力してください。")],
)
def test_what_is_not_found_keeps_what_was_typed(worker, postcode, sentence):
    answer = worker.fill_profile(postcode=postcode, find="1")

    assert refused(answer) == {"postcode": sentence}
    typed = PROFILE | {"postcode": postcode}
    assert {name: Page(answer.text).values[name] for name in PROFILE} == typed
    assert worker.page("/my/profile").values["postcode"] == postcode


def test_the_easy_words_stand_beside_the_sentence(worker):
    page = Page(worker.fill_profile(postcode="9999999", find="1").text)

    assert page.find("p", css="easy")[0].text == "住所が ありません。自分で 入れてください。"
