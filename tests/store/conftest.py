"""Two companies in one database, and the toolbox over it."""

import pytest


@pytest.fixture
def two(two_house):
    return two_house
