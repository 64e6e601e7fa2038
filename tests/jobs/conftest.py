"""A worker and a scheduler over a real database, with a clock that is moved by hand."""

import pytest

from mcollector import jobs
from mcollector.jobs import runtime
from tests import factories
from tests.factories import Clock
from tests.office import desk


@pytest.fixture
def clock():
    return Clock(desk.NOON)


@pytest.fixture
def tools(tmp_path, database_url, clock):
    config = factories.config_for(tmp_path / "home", database_url)
    with factories.closing(factories.toolbox_for(config, "cli", clock)) as tools:
        jobs.install(tools)
        yield tools


@pytest.fixture
def founded(tools):
    return factories.company(tools)


@pytest.fixture(autouse=True, scope="module")
def end_the_child():
    """End the child that cleans photographs, which a worker keeps for as long as it lives."""
    yield
    for cleaner in runtime._cleaners.values():
        cleaner.close()
    runtime._cleaners.clear()
