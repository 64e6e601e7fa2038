"""A real app with both doors, two companies, and somebody of the office at the desk."""

import pytest

from tests import factories
from tests.apps import app_over
from tests.factories import Clock
from tests.office import desk


@pytest.fixture
def clock():
    return Clock(desk.NOON)


@pytest.fixture
def founded(founded_house):
    return founded_house


@pytest.fixture
def other(tools):
    """Another company with a person who has submitted."""
    other = factories.company(tools, "株式会社よその会社")
    factories.people_in(tools, other, 1, "foreign")
    desk.submitted(tools, other)
    return other


@pytest.fixture
def app(tools):
    return app_over(tools)


@pytest.fixture
def admin(app, tools, founded):
    """The first administrator, signed in."""
    return desk.sign_in(app, tools, founded)


@pytest.fixture
def person_id(submitted_house):
    """Somebody who has submitted; a second person is there too."""
    return submitted_house


@pytest.fixture
def other_id(tools, founded, person_id):
    """The second person, who has not submitted: their invitation is not yet on its way."""
    return next(one for one in factories.people_ids(tools, founded) if one != person_id)


@pytest.fixture
def papers(tools, founded, person_id):
    return desk.papers(tools, founded, person_id)
