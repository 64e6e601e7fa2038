"""The toolbox of these tests."""

import pytest

from tests import factories


@pytest.fixture
def tools(tmp_path, database_url):
    config = factories.config_for(tmp_path / "home", database_url)
    with factories.closing(factories.toolbox_for(config)) as tools:
        yield tools
