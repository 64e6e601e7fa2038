"""A company over a real database, with a clock that is moved by hand."""

import pytest

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
        yield tools


@pytest.fixture
def founded(tools):
    return factories.company(tools)
