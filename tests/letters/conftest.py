"""An office, its people, and a worker whose post is a real SMTP server that follows a script."""

from dataclasses import replace

import pytest

from mcollector.mail.smtp import SmtpPost
from tests.apps import app_over
from tests.factories import Clock
from tests.mail.post_office import Script, post_office
from tests.office import desk


@pytest.fixture
def clock():
    return Clock(desk.NOON)


@pytest.fixture
def script():
    return Script()


@pytest.fixture
def tools(tools, script):
    with post_office(script) as port:
        yield replace(tools, post=SmtpPost(f"smtp://127.0.0.1:{port}", patience=2))


@pytest.fixture
def founded(founded_house):
    return founded_house


@pytest.fixture
def app(tools):
    return app_over(tools)


@pytest.fixture
def admin(app, tools, founded):
    """The first administrator, signed in."""
    return desk.sign_in(app, tools, founded)


@pytest.fixture
def person_id(added_house):
    """Somebody whose invitation waits."""
    return added_house
