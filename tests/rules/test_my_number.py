"""The My Number: what is accepted, which sentence is said, and that it never shows itself."""

import copy
import json
import pickle
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcollector.rules.errors import FieldRefused
from mcollector.rules.my_number import MyNumber, check_digit

BODIES = st.text("0123456789", min_size=11, max_size=11).filter(lambda body: body != "0" * 11)
BODY = "20261123000"
NUMBER = BODY + check_digit(BODY)


def check_digit_as_the_law_says(body):
    """Return it by the words of the ordinance: Pn from the right, Qn = n+1 or n-5."""
    total = sum(
        int(digit) * (n + 1 if n <= 6 else n - 5) for n, digit in enumerate(reversed(body), 1)
    )
    return str(11 - total % 11) if total % 11 > 1 else "0"


@given(BODIES)
def test_check_digit_follows_the_law(body):
    assert check_digit(body) == check_digit_as_the_law_says(body)


@pytest.mark.parametrize(
    ("body", "digit"),
    [("12345678901", "8"), ("00000000000", "0"), ("00000000006", "0"), ("00000000005", "1")],
)
def test_check_digit_of_known_bodies(body, digit):
    assert check_digit(body) == digit


@pytest.mark.parametrize("body", ["", "1" * 10, "1" * 12, "1234567890x", "１２３４５６７８９０１"])
def test_check_digit_demands_eleven_ascii_digits(body):
    with pytest.raises(ValueError, match="eleven digits"):
        check_digit(body)


def full_width(text):
    return text.translate({point: point + 0xFEE0 for point in range(0x21, 0x7F)})


@pytest.mark.parametrize(
    "write",
    [
        str,
        full_width,
        lambda digits: f" {digits[:4]} {digits[4:8]} {digits[8:]}\n",
        lambda digits: f"{digits[:4]}-{digits[4:8]}-{digits[8:]}",
        lambda digits: full_width(f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"),
        lambda digits: f"{digits[:4]}ー{digits[4:8]}−{digits[8:]}",
        lambda digits: f"{digits[:4]}\u3000{digits[4:8]}\u200b{digits[8:]}",
        lambda digits: digits.translate({0x30 + n: 0x1040 + n for n in range(10)}),
    ],
)
def test_parse_accepts_what_people_type(write):
    number = MyNumber.parse(write(NUMBER))

    assert number.digits == NUMBER
    assert number.last_four == NUMBER[-4:]
    assert number.grouped == f"{NUMBER[:4]} {NUMBER[4:8]} {NUMBER[8:]}"


WRONG = "入力した番号は、存在しないマイナンバーです。カードを見て確認してください。"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "マイナンバーを入力してください。"),
        (" \u3000-", "マイナンバーを入力してください。"),
        (NUMBER[:11], "12桁で入力してください（今は11桁です）。"),
        (NUMBER + "1", "12桁で入力してください（今は13桁です）。"),
        ("1234 5678 9012", WRONG),
        ("000000000000", WRONG),
        ("1234-5678-90AB", "マイナンバーは数字で入力してください。例：1234 5678 9012"),
        ("①" * 12, "マイナンバーは数字で入力してください。例：1234 5678 9012"),
    ],
)
def test_parse_says_what_is_wrong(text, sentence):
    with pytest.raises(FieldRefused) as refused:
        MyNumber.parse(text)

    assert str(refused.value.sentence) == sentence


@given(BODIES, st.integers(1, 9))
def test_a_wrong_check_digit_is_never_accepted(body, more):
    wrong = str((int(check_digit(body)) + more) % 10)

    with pytest.raises(FieldRefused):
        MyNumber.parse(body + wrong)


def test_it_never_shows_itself():
    number = MyNumber(NUMBER)
    assert number.digits == NUMBER

    shown = [repr(number), str(number), f"{number}", f"{number:>20}", f"{[number]}", f"{number!r}"]

    assert shown == [
        "<MyNumber ●>",
        "●●●● ●●●● ●●●●",
        "●●●● ●●●● ●●●●",
        "      ●●●● ●●●● ●●●●",
        "[<MyNumber ●>]",
        "<MyNumber ●>",
    ]


@pytest.mark.parametrize("store", [pickle.dumps, json.dumps, copy.copy, copy.deepcopy, vars])
def test_it_refuses_to_be_stored_by_accident(store):
    with pytest.raises(TypeError) as refused:
        store(MyNumber(NUMBER))

    assert NUMBER not in str(refused.value)


def test_it_does_not_change():
    with pytest.raises(AttributeError, match="does not change"):
        MyNumber(NUMBER)._digits = "1"


def test_equal_numbers_are_equal_and_hash_alike():
    assert MyNumber(NUMBER) == MyNumber.parse(full_width(NUMBER))
    assert len({MyNumber(NUMBER), MyNumber(NUMBER)}) == 1
    assert MyNumber(NUMBER) != NUMBER


@pytest.mark.parametrize("digits", ["", "1234 5678 9012", "0" * 12, full_width(NUMBER)])
def test_constructor_takes_plain_digits_only(digits):
    with pytest.raises(ValueError, match="not a My Number"):
        MyNumber(digits)


def test_one_wrong_digit_is_caught_in_98_of_100():
    chance = random.Random(85)
    slipped = 0
    for _ in range(2000):
        body = f"{chance.randrange(10**11):011}"
        place, more = chance.randrange(11), chance.randrange(1, 10)
        wrong = body[:place] + str((int(body[place]) + more) % 10) + body[place + 1 :]
        slipped += check_digit(wrong) == check_digit(body)

    assert Decimal(slipped) / 2000 < Decimal("0.03")
