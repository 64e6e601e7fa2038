"""The key files of a process: it reads those of its role; an empty home gets new ones."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from mcollector.config import Config
from mcollector.rules.sentences import say
from mcollector.services.company.installation import KeyFact
from mcollector.vault import boxes, keyfiles, signing
from mcollector.vault.hashes import same
from mcollector.vault.keyfile_refusals import KeyFileRefused
from mcollector.work.keyring import Keyring

log = logging.getLogger(__name__)

ROLES = {
    "portal": frozenset[str](),
    "admin": frozenset({"server"}),
    "worker": frozenset({"intake"}),
    "scheduler": frozenset({"audit"}),
    "cli": frozenset({"server", "intake", "audit"}),
}
"""Which key files a process of the role may read (architecture §6)."""

PUBLIC_HALVES: dict[str, Callable[[bytes], bytes | None]] = {
    "server": lambda _key: None,
    "intake": boxes.public_of,
    "audit": signing.public_of,
}

_WRONG_KEY = say(
    "鍵ファイルの鍵が、この会社データの鍵と違います。封印したまま起動します。"
    "正しい鍵ファイルに戻して、起動し直してください。"
)


def load_keyring(config: Config, role: str, facts: Mapping[str, KeyFact]) -> Keyring:
    """Return the role's keys as a ring; a missing, wrong or world-readable one is left out."""
    wanted = ROLES[role]
    intake = facts.get("intake")
    return Keyring(
        intake_public=(intake.public if intake else None) or b"",
        server=_key(config, "server", wanted, facts),
        intake_private=_key(config, "intake", wanted, facts),
        audit=_key(config, "audit", wanted, facts),
    )


def _key(
    config: Config, name: str, wanted: frozenset[str], facts: Mapping[str, KeyFact]
) -> bytes | None:
    if name not in wanted or name not in facts:
        return None
    try:
        key = keyfiles.read_keyfile(_path(config, name), kind=name)
    except KeyFileRefused as refused:
        log.error("%s", refused.sentence)  # noqa: TRY400 - the sentence says it all
        return None
    if not same(keyfiles.check_value(key, name), facts[name].check_value):
        log.error("%s", _WRONG_KEY)
        return None
    return key


def make_keys(config: Config) -> dict[str, KeyFact]:
    """Create every key file that is not there, and return what is to be known of each key."""
    made = {name: _new_or_kept(_path(config, name), name) for name in PUBLIC_HALVES}
    _new_or_kept(config.cookie_key_file, "cookie")
    return {
        name: KeyFact(keyfiles.check_value(key, name), PUBLIC_HALVES[name](key))
        for name, key in made.items()
    }


def _new_or_kept(path: Path, kind: str) -> bytes:
    """Create the key, or take the one an operator (or an interrupted first start) put there.

    An empty file is what a start leaves that was killed before it wrote the key.
    """
    if path.exists() and path.stat().st_size > 0:
        return keyfiles.read_keyfile(path, kind=kind)
    path.unlink(missing_ok=True)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return keyfiles.create_keyfile(path, kind=kind)


def _path(config: Config, name: str) -> Path:
    return {
        "server": config.server_key_file,
        "intake": config.intake_key_file,
        "audit": config.audit_key_file,
    }[name]
