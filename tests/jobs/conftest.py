"""A worker and a scheduler over a real database, with a clock that is moved by hand."""

import pytest

from mcollector import jobs
from tests.examined import child
from tests.factories import Clock
from tests.office import desk

__all__ = ["child"]


@pytest.fixture
def clock():
    return Clock(desk.NOON)


@pytest.fixture
def tools(tools):
    jobs.install(tools)
    return tools


@pytest.fixture
def founded(founded_house):
    return founded_house
