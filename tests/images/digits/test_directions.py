"""How boxes are read: long ones by their look, short ones like the lines around them."""

import pytest

from mcollector.images.digits import arranging
from mcollector.images.digits.directions import directed
from tests.images.digits.test_surroundings import box


class Upright:
    """A reader to whom every line looks right as its box says, or all of them upside down."""

    def __init__(self, score=-1.0):
        self.score = score

    def upside_down(self, quad):
        return self.score


SIGN = box(100, 120)
LINE, ACROSS = box(200, 400), box(60, 80, height=200).turned(1)


@pytest.mark.parametrize("quarters", range(4))
def test_a_short_box_is_read_like_its_neighbour_however_it_was_found(quarters):
    assert directed(Upright(), [SIGN.turned(quarters), LINE]) == [SIGN, LINE]


def test_a_short_box_without_neighbours_stays():
    assert directed(Upright(), [SIGN]) == [SIGN]


def test_beside_what_is_upside_down_it_is_too():
    assert directed(Upright(1.0), [SIGN, LINE]) == [SIGN.turned(2), LINE.turned(2)]


def test_between_lines_across_each_other_it_is_read_in_both_directions():
    found = directed(Upright(), [SIGN, LINE, ACROSS])

    assert sorted(found[:2], key=lambda quad: quad.angle) == [SIGN, SIGN.turned(1)]
    assert found[2:] == [LINE, ACROSS]


def test_only_those_in_one_direction_are_joined():
    signs = [box(left, left + 14) for left in range(100, 400, 20)]
    both = [quad.turned(quarters) for quad in signs for quarters in (0, 1)]

    assert arranging.joined(both) == arranging.joined(signs) != []
