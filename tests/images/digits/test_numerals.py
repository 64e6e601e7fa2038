"""Twelve digits: the child's own check digit agrees with the law's, and runs are cut honestly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcollector.images.digits import numerals
from mcollector.images.digits.quads import Point, Quad
from mcollector.images.digits.recognised import Line, Sign
from mcollector.rules.my_number import MyNumber, check_digit

NOWHERE = Quad((Point(0, 0), Point(100, 0), Point(100, 10), Point(0, 10)))
BODY = st.text("0123456789", min_size=11, max_size=11)


def line(text, wider=1.0):
    """A line whose signs stand one apart; a space is `wider`."""
    signs, at = [], 0.0
    for sign in text:
        at += wider if sign == " " else 1.0
        signs.append(Sign(sign, 0.99, at))
    return Line(NOWHERE, tuple(signs))


def unspaced(digits, wide_after=()):
    """Digits read without spaces, with wider gaps after these."""
    signs, at = [], 0.0
    for place, sign in enumerate(digits):
        signs.append(Sign(sign, 0.99, at))
        at += 1.6 if place in wide_after else 1.0
    return Line(NOWHERE, tuple(signs))


@given(BODY)
def test_the_child_s_check_digit_is_the_law_s(body):
    digits = body + check_digit(body)

    assert numerals.can_exist(digits) == (digits != "0" * 12)
    assert numerals.check_digit(body) == check_digit(body)


@given(BODY, st.sampled_from("0123456789"))
def test_a_number_exists_here_when_it_exists_there(body, last):
    try:
        exists = MyNumber(body + last) is not None
    except ValueError:
        exists = False

    assert numerals.can_exist(body + last) == exists


@pytest.mark.parametrize(
    "digits", ["", "12345678901", "１２３４５６７８９０１８", "1234 5678 901", "0" * 12]
)
def test_other_text_does_not_exist(digits):
    assert not numerals.can_exist(digits)


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("1234 5678 9012", True),
        ("123456789012", True),
        ("個人番号 1234 5678 9012", True),
        ("１２３４５６７８９０１２", True),
        ("1234 5678 9012 3456", False),
        ("1234567890123", False),
        ("第123456789012号", False),
        ("第 123456789012 号", False),
        ("AB123456789012", False),
        ("1234-5678-9012", False),
        ("1234 5678 901", False),
    ],
)
def test_a_number_stands_alone(text, alone):
    runs = numerals.runs(line(text))

    assert [run.stands_alone for run in runs if len(run.digits) >= 4] == [alone] * len(
        [run for run in runs if len(run.digits) >= 4]
    )
    assert any(run.stands_alone for run in runs) == alone


def test_groups_are_seen_where_no_space_was_read():
    (grouped,) = numerals.runs(unspaced("123456789012", wide_after=(3, 7)))
    (even,) = numerals.runs(unspaced("123456789012"))
    (elsewhere,) = numerals.runs(unspaced("123456789012", wide_after=(2, 7)))

    assert (grouped.is_grouped, even.is_grouped, elsewhere.is_grouped) == (True, False, False)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("平成2年1月1日生", "平成2年1月1日生"),
        ("20311231", "20311231"),
        ("個人番号 1234 5678 9012", ""),
        ("123456789", ""),
    ],
)
def test_no_number_leaves_with_the_words(text, left):
    assert numerals.without_numbers(line(text)) == left


def test_nothing_read_prints_itself():
    read = line("1234 5678 9012")

    assert (repr(read), repr(numerals.runs(read))) == ("Line(14 signs)", "[Run(12 digits)]")


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("", "123", 0), ("123", "123", 3), ("19283", "123", 3), ("321", "123", 1), ("4441", "144", 2)],
)
def test_characters_in_the_same_order_are_counted(one, other, count):
    assert numerals.in_common(one, other) == count


@pytest.mark.parametrize(
    ("text", "sure", "one"),
    [
        ("8", 0.99, True),
        ("8", 0.6, False),
        ("88", 0.99, False),
        ("8号", 0.99, False),
        ("号", 1, False),
    ],
)
def test_one_digit_is_one_that_is_surely_read(text, sure, one):
    signs = tuple(Sign(sign, sure, float(at)) for at, sign in enumerate(text))

    assert numerals.is_one_digit(Line(NOWHERE, signs)) == one
