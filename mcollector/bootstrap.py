"""The only file that knows all the parts: it builds the toolbox, and prepares an empty home."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine

from mcollector.config import Config, clock, refusals
from mcollector.files.blobs import BlobFolder
from mcollector.mail.posts import post_for
from mcollector.queue import RedisDoorbell
from mcollector.rules.actor import Actor
from mcollector.rules.sentences import say
from mcollector.services import installation
from mcollector.services.installation import KeyFact
from mcollector.store import opening
from mcollector.store.database import open_database
from mcollector.vault import boxes, keyfiles, signing
from mcollector.vault.digests import same
from mcollector.vault.keyfiles import KeyFileRefused
from mcollector.work.keyring import Keyring
from mcollector.work.parts import pass_by
from mcollector.work.toolbox import Toolbox

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


def build(config: Config, role: str, *, reach: Callable[[str], None] = pass_by) -> Toolbox:
    """Return the toolbox of a process; a missing or wrong key leaves its values sealed.

    Raises DatabaseRefused for a database that is away, of another version, or unsafe.
    """
    engine = opening.checked(config.database_url)
    blind = _toolbox(config, engine, Keyring(intake_public=b""), reach)
    with blind.read(Actor.system(role)) as uow:
        facts = installation.key_facts(uow)
    return replace(blind, keyring=_keyring(config, ROLES[role], facts))


def role_of(doors: frozenset[str]) -> str:
    """Return the role of a web process with these doors."""
    return "admin" if "admin" in doors else "portal"


def cookie_key(config: Config) -> bytes:
    """Return the key of CSRF tokens; raises KeyFileRefused, for a door needs it."""
    return keyfiles.read(config.cookie_key_file, kind="cookie")


def work_off(tools: Toolbox) -> None:
    """Do what is due here and now, as a worker would."""
    from mcollector import jobs  # noqa: PLC0415 - a door's process never loads the worker's rooms

    jobs.work_off(tools)


def draw(
    slot: str, *, number: str, name: str, birth_date: str, address: str, flaw: str = ""
) -> bytes:
    """Return a specimen of the slot's paper as a JPEG, marked 見本."""
    from mcollector.images import specimens  # noqa: PLC0415 - nor a decoder of pictures

    return specimens.photograph(
        slot, number=number, name=name, birth_date=birth_date, address=address, flaw=flaw
    )


def check_door(config: Config) -> None:
    """Raise RuleBroken, with the remedy, for whatever keeps a web door from opening."""
    cookie_key(config)
    opening.checked(config.database_url).dispose()


def prepare(config: Config) -> str | None:
    """Make the home ready: tables, keys while nothing depends on any, the set-up secret.

    Returns the secret while no company exists. Running it again changes nothing else: a missing
    key file of an installation that has rows stays missing, and its values stay sealed. Raises
    ConfigRefused, DatabaseRefused, KeyFileRefused.
    """
    _make_home(config.home)
    opening.prepare(config.database_url)
    engine = open_database(config.database_url)
    try:
        return _prepare(config, _toolbox(config, engine, Keyring(b""), pass_by))
    finally:
        engine.dispose()


def _make_home(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        (home / "checkpoints").mkdir(mode=0o700, exist_ok=True)
    except OSError:
        raise refusals.home() from None


def _prepare(config: Config, tools: Toolbox) -> str | None:
    with tools.read(Actor.system("setup")) as uow:
        facts = installation.key_facts(uow)
    made = {} if facts else _make_keys(config)
    with tools.work(Actor.system("setup")) as uow:
        return installation.prepare(uow, made)


def _toolbox(
    config: Config, engine: Engine, keyring: Keyring, reach: Callable[[str], None]
) -> Toolbox:
    return Toolbox(
        config=config,
        engine=engine,
        keyring=keyring,
        files=BlobFolder(config.files_root, reach),
        post=post_for(config.smtp_url, config.home),
        doorbell=RedisDoorbell(config.redis_url),
        now=clock(config),
        rows_of_workbook=_rows_of_workbook,
        reach=reach,
    )


def _rows_of_workbook(data: bytes) -> bytes:
    from mcollector.images import workbooks  # noqa: PLC0415 - most processes never see a workbook

    return workbooks.rows_of(data)


def _keyring(config: Config, wanted: frozenset[str], facts: Mapping[str, KeyFact]) -> Keyring:
    """Read the role's keys; one that is missing, open to others or the wrong one is left out."""
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
        key = keyfiles.read(_path(config, name), kind=name)
    except KeyFileRefused as refused:
        log.error("%s", refused.sentence)  # noqa: TRY400 - the sentence says it all
        return None
    if not same(keyfiles.check_value(key, name), facts[name].check_value):
        log.error("%s", _WRONG_KEY)
        return None
    return key


def _make_keys(config: Config) -> dict[str, KeyFact]:
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
        return keyfiles.read(path, kind=kind)
    path.unlink(missing_ok=True)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return keyfiles.create(path, kind=kind)


def _path(config: Config, name: str) -> Path:
    return {
        "server": config.server_key_file,
        "intake": config.intake_key_file,
        "audit": config.audit_key_file,
    }[name]
