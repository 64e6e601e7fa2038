"""A short home, and the real launcher over it."""

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.journeys.house import House


@pytest.fixture
def short_home():
    """A folder with a path short enough for a unix socket."""
    folder = Path(tempfile.mkdtemp(prefix="mc", dir="/tmp"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def house(short_home):
    house = House(short_home / "home")
    yield house
    house.stop()
