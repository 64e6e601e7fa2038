"""Two companies with many clerks and workers, in a running house on the database of this run."""

import pytest

from tests.journeys.conftest import short_home
from tests.together.street import Street

__all__ = ["short_home"]


@pytest.fixture
def street(short_home, database_url):
    street = Street(short_home / "home", database_url)
    try:
        yield street.open()
    finally:
        street.close()
