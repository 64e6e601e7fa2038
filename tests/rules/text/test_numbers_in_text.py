"""Twelve digits are found wherever they stand."""

import pytest

from mcollector.rules.my_number import check_digit
from mcollector.rules.text.numbers_in_text import hide_numbers, holds_number

BODY = "20261123000"
NUMBER = BODY + check_digit(BODY)
FULL_WIDTH = NUMBER.translate({0x30 + n: 0xFF10 + n for n in range(10)})


@pytest.mark.parametrize(
    "written",
    [
        NUMBER,
        FULL_WIDTH,
        f"{NUMBER[:4]} {NUMBER[4:8]}-{NUMBER[8:]}",
        f"{FULL_WIDTH[:4]}\u3000{FULL_WIDTH[4:8]}－{FULL_WIDTH[8:]}",
        " ".join(NUMBER),
        "1234 5678 9012",
    ],
)
def test_a_number_in_free_text_is_found_and_hidden(written):
    text = f"番号は{written}です。"

    assert holds_number(text)
    assert hide_numbers(text) == "番号は●●●● ●●●● ●●●●です。"


@pytest.mark.parametrize(
    "text",
    ["", "１２月", "090-1234-5678", "+819012345678", "1234567890123", "123456789012@example.com"],
)
def test_other_digits_are_left_as_they_are(text):
    assert not holds_number(text)
    assert hide_numbers(text) == text
