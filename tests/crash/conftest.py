"""Houses that are killed; one serves all tests of a file."""

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.conftest import DATABASE
from tests.crash.killable_house import KillableHouse


@pytest.fixture(scope="module")
def make_house(request):
    """Make a running house with a company; its path is short enough for a unix socket."""
    folder = Path(tempfile.mkdtemp(prefix="mc", dir="/tmp"))
    made = []

    def make(**more):
        url = ""
        if DATABASE == "postgres":
            url = request.getfixturevalue("postgres").database()
        made.append(KillableHouse(folder / "home", url, more=more))
        return made[-1].found()

    yield make
    for house in made:
        house.rest()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def house(make_house):
    return make_house()
