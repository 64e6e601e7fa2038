"""Houses that are killed; one serves all tests that need nothing else."""

import pytest

from tests import left_behind
from tests.crash.killable_house import KillableHouse

HOUSES = []


@pytest.fixture(scope="session")
def make_house(new_database):
    """Make a running house with a company; its path is short enough for a unix socket."""

    def make(**more):
        folder = left_behind.make_folder()
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
        left_behind.remove_folder(house.home.parent)
