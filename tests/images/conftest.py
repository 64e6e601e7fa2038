"""One cleaner for a whole file of tests: starting a child takes a quarter of a second."""

from collections.abc import Iterator

import pytest

from mcollector.images.cleaner import Cleaner


@pytest.fixture(scope="module")
def cleaner() -> Iterator[Cleaner]:
    with Cleaner() as cleaner:
        yield cleaner
