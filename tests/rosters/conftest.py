"""A company over a real database, with a clock that is moved by hand."""

import pytest

from tests.factories import Clock
from tests.office import desk


@pytest.fixture
def clock():
    return Clock(desk.NOON)


@pytest.fixture
def founded(founded_house):
    return founded_house
