"""Two companies in one database, and the toolbox over it."""

import pytest

from tests import factories


@pytest.fixture
def tools(tmp_path, database_url):
    config = factories.config_for(tmp_path / "home", database_url)
    with factories.closing(factories.toolbox_for(config)) as tools:
        yield tools


@pytest.fixture
def two(tools):
    """Two companies with three people each."""
    first, second = factories.company(tools), factories.company(tools)
    factories.people_in(tools, first, 3, "own")
    factories.people_in(tools, second, 3, "foreign")
    return first, second
