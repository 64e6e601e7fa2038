"""Which boxes belong to the line of a number: what touches its ends, and what reaches out of it."""

import pytest

from mcollector.images.digits import surroundings
from mcollector.images.digits.quads import Point, Quad


def box(left, right, top=0, height=20):
    corners = ((left, top), (right, top), (right, top + height), (left, top + height))
    return Quad(tuple(Point(*corner) for corner in corners))


LINE = box(100, 300)


@pytest.mark.parametrize("left", [285, 290, 300, 320])
def test_a_box_at_the_end_is_beside_it_whether_they_overlap_a_little_or_not(left):
    assert surroundings.beside(LINE, [box(left, left + 60)]) == [box(left, left + 60)]


@pytest.mark.parametrize("other", [box(340, 400), box(300, 360, top=30), box(300, 360, height=60)])
def test_a_box_far_away_on_another_line_or_larger_is_not(other):
    assert surroundings.beside(LINE, [other]) == []


def test_a_leaning_end_of_the_line_moves_nothing():
    """A box put together ends as its first piece does, which may lie otherwise than the line."""
    leaning = Quad((Point(103, 0), Point(300, 0), Point(300, 20), Point(97, 20)))

    assert surroundings.beside(leaning, [box(300, 360)]) == [box(300, 360)]
    assert surroundings.beside(leaning, [box(300, 360, top=30)]) == []


@pytest.mark.parametrize("other", [box(160, 370), box(40, 240), box(40, 360)])
def test_a_box_over_the_line_that_goes_on_reaches_out(other):
    assert surroundings.reaching_out(LINE, [other]) == [other]


@pytest.mark.parametrize("other", [LINE, box(120, 280), box(105, 305), box(310, 400)])
def test_a_box_inside_it_or_only_beside_it_does_not(other):
    assert surroundings.reaching_out(LINE, [other]) == []


def test_a_line_that_crosses_it_does_not():
    crossing = box(190, 210, top=-190, height=400).turned(1)
    assert (crossing.width, crossing.height) == (400, 20)
    assert surroundings.reaching_out(LINE, [crossing]) == []


def test_a_box_is_made_longer_by_shares_of_its_length():
    assert surroundings.longer(LINE, 0.5, 0.25) == box(0, 350)
