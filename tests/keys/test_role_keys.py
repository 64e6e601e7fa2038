"""A process's ring: a key file that cannot be used is left out of it, told, and never made anew."""

import pytest

from mcollector.services.company import role_keys
from tests import factories
from tests.keys.conftest import FAULTS

NAMES = ("server", "intake", "audit")


@pytest.fixture
def config(tmp_path):
    return factories.config_for(tmp_path / "home")


@pytest.fixture
def facts(config):
    """What is known of the keys that were made in an empty home."""
    return role_keys.make_keys(config)


def held(config, role, facts):
    """Return the names of the private keys in the ring."""
    ring = role_keys.load_keyring(config, role, facts)
    keys = dict(zip(NAMES, (ring.server, ring.intake_private, ring.audit), strict=True))
    return {name for name, key in keys.items() if key is not None}


@pytest.mark.parametrize("role", role_keys.ROLES)
def test_a_role_holds_its_own_keys(config, facts, role):
    assert held(config, role, facts) == role_keys.ROLES[role]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_key_that_cannot_be_used_is_left_out_and_told(config, facts, spoil, name, fault, caplog):
    path = config.home / "keys" / f"{name}.key"
    spoil(path, fault)
    before = state(path)

    assert held(config, "cli", facts) == set(NAMES) - {name}
    assert ["鍵ファイル" in record.message for record in caplog.records] == [True]
    assert state(path) == before


def state(path):
    """Return the mode of the file and its bytes, as far as it is one."""
    if not path.exists():
        return None
    return path.stat().st_mode, path.read_bytes() if path.is_file() else b""
