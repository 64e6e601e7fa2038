"""Fixtures for all tests: the database under test, chosen by MC_TEST_DATABASE."""

import os

import pytest

from tests import servers

DATABASE = os.environ.get("MC_TEST_DATABASE", "sqlite")


def pytest_collection_modifyitems(config, items):
    """Leave out what speaks of the other database only; the runner compares the lists."""
    other = {"sqlite": "postgres", "postgres": "sqlite"}[DATABASE]
    gone = [item for item in items if item.get_closest_marker(other)]
    config.hook.pytest_deselected(items=gone)
    items[:] = [item for item in items if item not in gone]


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server, when that is the database under test."""
    with servers.postgres() as server:
        yield server


@pytest.fixture
def database_url(tmp_path, request):
    """The URL of an empty database of the kind under test."""
    if DATABASE == "postgres":
        return request.getfixturevalue("postgres").database()
    return f"sqlite:///{tmp_path}/m-collector.db"
