"""照合入力: which places differ, and that few are named and no digit ever is."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mcollector.rules.errors import FieldRefused
from mcollector.rules.photographs import number_places

twelve = some.text("0123456789", min_size=12, max_size=12)


@given(twelve, twelve)
def test_exactly_the_places_that_differ(one, other):
    places = number_places.differing(one, other)

    assert [one[place - 1] != other[place - 1] for place in places] == [True] * len(places)
    rest = [place for place in range(1, 13) if place not in places]
    assert [one[place - 1] == other[place - 1] for place in rest] == [True] * len(rest)


@given(some.sets(some.integers(1, 12)).map(lambda places: tuple(sorted(places))))
def test_places_are_named_only_when_ten_digits_agree(places):
    sentence = number_places.tell_places(places)

    assert tuple(sentence.values.values()) == (places if len(places) <= 2 else ())


@pytest.mark.parametrize(
    "typed", ["123456789012", "1234 5678 9012", "１２３４－５６７８－９０１２"]
)
def test_twelve_digits_however_they_are_typed(typed):
    assert number_places.digits_of(typed) == "123456789012"


@pytest.mark.parametrize("typed", ["", "12345678901", "1234567890123", "12345678901a"])
def test_anything_else_is_refused_without_repeating_it(typed):
    with pytest.raises(FieldRefused) as refused:
        number_places.digits_of(typed)

    assert str(refused.value.sentence) == "画像に写っている12桁の数字を入力してください。"
