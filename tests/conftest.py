"""Fixtures for all tests: the database under test, chosen by MC_TEST_DATABASE."""

import pytest
from hypothesis import HealthCheck, settings

from tests import compiled, left_behind, servers
from tests.databases import Files, OnServer, migrated
from tests.gate.choice import DATABASE

compiled.once()

pytest_plugins = ["tests.gate.report"]

settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")
"""Hypothesis never fails for want of time: that would tell how busy the machine is, no more."""


@pytest.fixture(scope="session", autouse=True)
def _folder_of_the_run(tmp_path_factory):
    """The run's own folder stays for whoever wants to look, but not when the run is killed."""
    with left_behind.watched(tmp_path_factory.getbasetemp()):
        yield


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server, when that is the database under test."""
    with servers.postgres() as server:
        yield server


@pytest.fixture(scope="session")
def new_database(request):
    """Make an empty database for a running house and return its URL; "" is the house's own file."""
    if DATABASE == "postgres":
        return request.getfixturevalue("postgres").database
    return str


@pytest.fixture(scope="session")
def databases(request):
    """The kind of database under test."""
    if DATABASE == "postgres":
        return OnServer(request.getfixturevalue("postgres"))
    return Files()


@pytest.fixture
def empty_database_url(tmp_path, databases):
    """The URL of an empty database of the kind under test."""
    url = databases.make(tmp_path)
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory, databases):
    """The URL of a database with all tables and no rows, to be copied: migrating takes longer."""
    return migrated(databases, tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def database_url(tmp_path, databases, prepared):
    """The URL of a database of the kind under test with all tables and no rows."""
    url = databases.copy(prepared, tmp_path)
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def houses(tmp_path_factory, databases, prepared):
    """The standing houses, made once and copied."""
    from tests.standing import Houses

    return Houses(databases, prepared, tmp_path_factory.mktemp("houses"))


@pytest.fixture
def clock():
    from tests.factories import Clock

    return Clock()


@pytest.fixture
def standing(request, tmp_path, houses, clock):
    """The house a test begins with, in the deepest state that its fixtures ask for by name."""
    with houses.begun(request.fixturenames, clock, tmp_path) as house:
        yield house


@pytest.fixture
def make_tools(standing):
    """Make a toolbox of a role; all of one test share the home and the database."""
    made = []

    def make(role="cli", **environ):
        made.append(standing.open(role, **environ))
        return made[-1]

    yield make
    for tools in made:
        tools.engine.dispose()


@pytest.fixture
def tools(standing, make_tools):
    """The toolbox with every key, and what was rung for already."""
    tools = make_tools()
    tools.doorbell.rung.extend(standing.rung)
    return tools


@pytest.fixture
def founded_house(standing, tools):
    """A company with its first administrator."""
    return standing.reach("founded_house", tools)


@pytest.fixture
def submitted_house(standing, tools):
    """The id of somebody who has submitted; a second person of the company is there too."""
    return standing.reach("submitted_house", tools)


@pytest.fixture
def awaiting_house(standing, tools):
    """The ids of two people who wait for a review, the first with a spouse's papers."""
    return standing.reach("awaiting_house", tools)


@pytest.fixture
def covered_house(standing, tools):
    """The id of one of two people who has submitted a card with a number in its picture."""
    return standing.reach("covered_house", tools)


@pytest.fixture
def read_house(standing, tools):
    """The ids of that person, whose card's number was read, and of another who submitted later."""
    return standing.reach("read_house", tools)


@pytest.fixture
def handed_in_house(standing, tools):
    """The id of one of three people who has submitted; nobody has cleaned the photographs."""
    return standing.reach("handed_in_house", tools)


@pytest.fixture
def signed_house(standing, tools):
    """The same with a checkpoint over the log."""
    return standing.reach("signed_house", tools)


@pytest.fixture
def two_house(standing, tools):
    """Two companies with three people each."""
    return standing.reach("two_house", tools)


@pytest.fixture
def added_house(standing, tools):
    """The id of somebody whose invitation waits."""
    return standing.reach("added_house", tools)


@pytest.fixture
def employee_house(standing, tools):
    """The user ID of an employee with a password of their own."""
    return standing.reach("employee_house", tools)


@pytest.fixture
def office_house(standing, tools):
    """What the browser of the first administrator keeps, who has just signed in."""
    return standing.reach("office_house", tools)


@pytest.fixture
def portal_house(standing, tools):
    """What the employee's browser keeps, who has just signed in."""
    return standing.reach("portal_house", tools)
