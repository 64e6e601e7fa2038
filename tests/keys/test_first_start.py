"""The first start: keys once, whatever interrupts it between the files and the rows."""

import stat

import pytest
from sqlalchemy import select

from mcollector import bootstrap
from mcollector.rules.actor import Actor
from mcollector.services.company import installation
from mcollector.store.boxes import KeyCheck
from mcollector.vault import keyfiles
from mcollector.vault.keyfile_refusals import KeyFileRefused
from tests import factories

NAMES = ("server", "intake", "audit", "cookie")


@pytest.fixture
def config(tmp_path, empty_database_url):
    return factories.config_for(tmp_path / "home", empty_database_url)


def files(config):
    return {name: (config.home / "keys" / f"{name}.key").read_bytes() for name in NAMES}


def held(config):
    """Return the keys a process with every right holds, by name."""
    with factories.closing(bootstrap.build(config, "cli")) as tools:
        ring = tools.keyring
        return {"server": ring.server, "intake": ring.intake_private, "audit": ring.audit}


def all_loaded(config):
    return all(key is not None for key in held(config).values())


def interrupt(monkeypatch):
    """Let the next start end after its key files and before its rows."""

    def fail(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(installation, "prepare", fail)
        yield


def test_four_files_for_their_owner_only_and_a_link(config):
    secret = bootstrap.prepare(config)

    modes = {stat.S_IMODE(path.stat().st_mode) for path in (config.home / "keys").iterdir()}
    assert (modes, len(set(files(config).values()))) == ({0o400}, 4)
    assert (len(secret), all_loaded(config)) == (24, True)


def test_a_second_start_keeps_every_key_and_gives_a_new_link(config):
    first = bootstrap.prepare(config)
    before = files(config)

    second = bootstrap.prepare(config)

    assert files(config) == before
    assert first != second


def test_interrupted_between_files_and_rows(config, monkeypatch):
    for _ in interrupt(monkeypatch):
        with pytest.raises(KeyboardInterrupt):
            bootstrap.prepare(config)
    before = files(config)

    bootstrap.prepare(config)

    assert files(config) == before
    assert all_loaded(config)


@pytest.mark.parametrize("name", NAMES)
def test_interrupted_in_the_middle_of_a_file(config, monkeypatch, name):
    for _ in interrupt(monkeypatch):
        with pytest.raises(KeyboardInterrupt):
            bootstrap.prepare(config)
    path = config.home / "keys" / f"{name}.key"
    path.chmod(0o600)
    path.write_bytes(b"")
    path.chmod(0o400)
    before = files(config)

    bootstrap.prepare(config)

    after = files(config)
    assert after[name] != b""
    assert {n: key for n, key in after.items() if n != name} == {
        n: key for n, key in before.items() if n != name
    }
    assert all_loaded(config)


@pytest.mark.parametrize("missing", NAMES)
def test_interrupted_before_one_of_the_files(config, monkeypatch, missing):
    for _ in interrupt(monkeypatch):
        with pytest.raises(KeyboardInterrupt):
            bootstrap.prepare(config)
    (config.home / "keys" / f"{missing}.key").unlink()

    bootstrap.prepare(config)

    assert all_loaded(config)


@pytest.mark.parametrize("content", [bytes(31), bytes(33)])
def test_a_file_of_the_operator_that_is_no_key_is_refused_and_kept(config, content):
    folder = config.home / "keys"
    folder.mkdir(parents=True)
    (folder / "server.key").write_bytes(content)
    (folder / "server.key").chmod(0o400)

    with pytest.raises(KeyFileRefused, match="長さ"):
        bootstrap.prepare(config)

    assert (folder / "server.key").read_bytes() == content


def test_a_key_the_operator_put_there_is_taken(config):
    folder = config.home / "keys"
    folder.mkdir(parents=True)
    key = keyfiles.create_keyfile(folder / "server.key", kind="server")

    bootstrap.prepare(config)

    assert held(config)["server"] == key


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_of_an_installation_with_rows_is_never_made_again(config, name):
    bootstrap.prepare(config)
    path = config.home / "keys" / f"{name}.key"
    path.unlink()

    bootstrap.prepare(config)

    assert not path.exists()


def test_the_rows_hold_no_key(config):
    bootstrap.prepare(config)
    reader = Actor.system("test")

    with factories.closing(bootstrap.build(config, "cli")) as tools, tools.read(reader) as uow:
        rows = uow.scalars(select(KeyCheck))
        stored = b"".join(row.check_value + (row.public or b"") for row in rows)

    assert stored
    assert [name for name, key in files(config).items() if key[:16] in stored] == []
