"""A database on another machine is spoken to over verified TLS, or not at all."""

import pytest

from mcollector.store.database import refusals
from mcollector.store.database.engine import open_database
from mcollector.store.database.refusals import DatabaseRefused

TLS = "sslmode=verify-full"
CLEAR = [
    "u:p@db.example.com/house",
    "u:p@192.0.2.1:5432/house",
    "u@[2001:db8::1]/house",
    "u@localhost.example.com/house",
    "u@127.0.0.1,db.example.com/house",
    "/house?host=db.example.com",
    "/house?host=/run/postgresql&host=db.example.com",
    "localhost/house?hostaddr=192.0.2.1",
    "/house?service=elsewhere",
    *(
        f"u@db.example.com/house?sslmode={mode}"
        for mode in ("disable", "allow", "prefer", "require", "verify-ca")
    ),
]
PRIVATE = [
    "/house",
    "/house?host=/run/postgresql",
    "u:p@localhost/house",
    "u:p@127.0.0.1:5432/house",
    "u@[::1]/house",
    f"u:p@db.example.com/house?{TLS}",
    f"/house?host=db.example.com&{TLS}",
]


@pytest.fixture(autouse=True)
def environ(monkeypatch):
    """Nothing of libpq's own environment."""
    for name in ("PGHOST", "PGHOSTADDR", "PGSERVICE", "PGSSLMODE"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def refusal(rest):
    with pytest.raises(DatabaseRefused) as refused:
        open_database(f"postgresql+psycopg://{rest}")
    return str(refused.value.sentence)


@pytest.mark.parametrize("rest", CLEAR)
def test_one_that_could_be_overheard_is_refused(rest):
    assert refusal(rest) == str(refusals.readable_on_the_way().sentence)


@pytest.mark.parametrize("rest", PRIVATE)
def test_one_here_or_behind_tls_is_opened(rest):
    open_database(f"postgresql+psycopg://{rest}").dispose()


@pytest.mark.parametrize("name", ["PGHOST", "PGHOSTADDR", "PGSERVICE"])
def test_a_host_from_libpqs_own_environment_counts(environ, name):
    environ.setenv(name, "192.0.2.1")

    assert refusal("/house") == str(refusals.readable_on_the_way().sentence)
    open_database(f"postgresql+psycopg:///house?{TLS}").dispose()
