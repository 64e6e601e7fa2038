"""A real app with both doors, two companies, and somebody of the office at the desk."""

import pytest

import app as entry
from tests import factories
from tests.factories import Clock
from tests.office import desk

BOTH = frozenset({"portal", "admin"})


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
    return factories.company(tools, mail="admin@example.com")


@pytest.fixture
def other(tools):
    """Another company with a person who has submitted."""
    other = factories.company(tools, "株式会社よその会社")
    factories.people_in(tools, other, 1, "foreign")
    desk.submitted(tools, other)
    return other


@pytest.fixture
def app(tools):
    return entry.create_app(tools, BOTH)


@pytest.fixture
def admin(app, tools, founded):
    """The first administrator, signed in."""
    return desk.sign_in(app, tools, founded)


@pytest.fixture
def person_id(tools, founded):
    """Somebody who has submitted; a second person is there too."""
    factories.people_in(tools, founded, 2)
    return desk.submitted(tools, founded)


@pytest.fixture
def other_id(tools, founded, person_id):
    """The second person, who has not submitted: his invitation is not yet on its way."""
    return next(one for one in factories.people_ids(tools, founded) if one != person_id)


@pytest.fixture
def papers(tools, founded, person_id):
    return desk.papers(tools, founded, person_id)
