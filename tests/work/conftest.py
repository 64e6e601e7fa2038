"""Two companies, or one with a log; the toolbox is that of their house."""

import pytest


@pytest.fixture
def two(two_house):
    return two_house
