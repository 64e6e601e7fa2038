"""Fixtures for all tests: the database under test, chosen by MC_TEST_DATABASE."""

import shutil

import pytest
from hypothesis import HealthCheck, settings
from jinja2 import BytecodeCache
from werkzeug.routing import Rule

from mcollector.store import opening
from mcollector.web.transport import House
from tests import left_behind, servers
from tests.gate.choice import DATABASE

pytest_plugins = ["tests.gate.report"]


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


@pytest.fixture
def empty_database_url(tmp_path, request):
    """The URL of an empty database of the kind under test."""
    if DATABASE == "postgres":
        server = request.getfixturevalue("postgres")
        yield from _let_go(server, server.database())
    else:
        yield _sqlite(tmp_path)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory, request):
    """The URL of a database with all tables and no rows, to be copied: migrating takes longer."""
    if DATABASE == "postgres":
        url = request.getfixturevalue("postgres").database()
        opening.prepare(url.replace("postgresql://", "postgresql+psycopg://"))
    else:
        url = _sqlite(tmp_path_factory.mktemp("prepared"))
        opening.prepare(url)
    return url


@pytest.fixture
def database_url(tmp_path, request, prepared):
    """The URL of a database of the kind under test with all tables and no rows."""
    if DATABASE == "postgres":
        server = request.getfixturevalue("postgres")
        yield from _let_go(server, server.copy(prepared))
    else:
        url = _sqlite(tmp_path)
        shutil.copy(_file(prepared), _file(url))
        yield url


def _let_go(server, url):
    yield url
    server.drop(url)


def _sqlite(folder):
    return f"sqlite:///{folder}/m-collector.db"


def _file(url):
    return url.removeprefix("sqlite:///")


class Compiled(BytecodeCache):
    """Templates compiled once for all apps of a run."""

    def __init__(self):
        self.code = {}

    def load_bytecode(self, bucket):
        if bucket.key + bucket.checksum in self.code:
            bucket.bytecode_from_string(self.code[bucket.key + bucket.checksum])

    def dump_bytecode(self, bucket):
        self.code[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


House.jinja_options = {"bytecode_cache": Compiled()}


def compiled_once(compile_builder):
    """Addresses compiled once for all apps of a run: each has 170, and every small test an app."""
    known = {}

    def compiled(rule, append_unknown=True):  # noqa: FBT002 - Werkzeug's signature
        key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if key not in known:
            known[key] = compile_builder(rule, append_unknown)
        return known[key]

    return compiled


Rule._compile_builder = compiled_once(Rule._compile_builder)


settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")
"""Hypothesis never fails for want of time: that would tell how busy the machine is, no more."""
