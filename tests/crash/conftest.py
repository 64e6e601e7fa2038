"""Houses that are killed; one serves all tests that need nothing else."""

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.crash.killable_house import KillableHouse

HOUSES = []


@pytest.fixture(scope="session")
def make_house(new_database):
    """Make a running house with a company; its path is short enough for a unix socket."""

    def make(**more):
        folder = Path(tempfile.mkdtemp(prefix="mc", dir="/tmp"))
        HOUSES.append(KillableHouse(folder / "home", new_database(), more=more))
        return HOUSES[-1].found()

    return make


@pytest.fixture(scope="session")
def house(make_house):
    return make_house()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item, nextitem):
    """End the houses with the last test of this folder: nobody needs them afterwards."""
    while HOUSES and (nextitem is None or nextitem.path.parent != item.path.parent):
        house = HOUSES.pop()
        house.rest()
        shutil.rmtree(house.home.parent)
