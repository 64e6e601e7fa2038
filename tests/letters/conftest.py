"""An office, its people, and a worker whose post is a real SMTP server that follows a script."""

from dataclasses import replace

import pytest

import app as entry
from mcollector.mail.smtp import SmtpPost
from tests import factories
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
def tools(tmp_path, database_url, clock, script):
    config = factories.config_for(tmp_path / "home", database_url)
    with (
        post_office(script) as port,
        factories.closing(factories.toolbox_for(config, "cli", clock)) as tools,
    ):
        yield replace(tools, post=SmtpPost(f"smtp://127.0.0.1:{port}", patience=2))


@pytest.fixture
def founded(tools):
    return factories.company(tools, mail="admin@example.com")


@pytest.fixture
def app(tools):
    return entry.create_app(tools, frozenset({"portal", "admin"}))


@pytest.fixture
def admin(app, tools, founded):
    """The first administrator, signed in."""
    return desk.sign_in(app, tools, founded)


@pytest.fixture
def person_id(tools, founded):
    """Somebody whose invitation waits."""
    factories.people_in(tools, founded, 1)
    return factories.people_ids(tools, founded)[0]
