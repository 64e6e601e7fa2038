"""The example proxy before two doors that tell what they see; a short home, and a real launcher."""

import pytest

from tests import left_behind
from tests.deploy import mirror, proxy
from tests.journeys.house import House


@pytest.fixture
def short_home():
    """A folder with a path short enough for a unix socket."""
    with left_behind.folder() as folder:
        yield folder


@pytest.fixture
def house(short_home):
    house = House(short_home / "home")
    yield house
    house.stop()


@pytest.fixture(scope="module")
def folder():
    with proxy.home() as folder:
        yield folder


@pytest.fixture(scope="module")
def doors(folder):
    """The portal and the office, both as mirrors."""
    application = mirror.mirror(folder)
    with mirror.door(application) as portal, mirror.door(application) as office:
        yield portal, office


@pytest.fixture
def example(folder, doors):
    """The example as it is."""
    with proxy.running(folder, *doors) as running:
        yield running


@pytest.fixture
def changed(folder, doors):
    """The example with a change that a test is to notice."""
    return lambda **texts: proxy.running(folder, *doors, **texts)
