"""The only file that knows all the parts: it builds the toolbox, and prepares an empty home."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine

from mcollector.config import Config, clock, refusals
from mcollector.files.blobs import BlobFolder
from mcollector.mail.posts import post_for
from mcollector.queue.doorbell import RedisDoorbell
from mcollector.rules.actor import Actor
from mcollector.services.company import installation, role_keys
from mcollector.store import opening
from mcollector.store.database.engine import open_database
from mcollector.vault import keyfiles
from mcollector.work.keyring import Keyring
from mcollector.work.parts import pass_by
from mcollector.work.toolbox import Toolbox


def build(config: Config, role: str, *, reach: Callable[[str], None] = pass_by) -> Toolbox:
    """Return the toolbox of a process; a missing or wrong key leaves its values sealed.

    Raises DatabaseRefused for a database that is away, of another version, or unsafe.
    """
    engine = opening.checked(config.database_url)
    blind = _toolbox(config, engine, Keyring(intake_public=b""), reach)
    with blind.read(Actor.system(role)) as uow:
        facts = installation.key_facts(uow)
    return replace(blind, keyring=role_keys.load_keyring(config, role, facts))


def role_of(doors: frozenset[str]) -> str:
    """Return the role of a web process with these doors."""
    return "admin" if "admin" in doors else "portal"


def cookie_key(config: Config) -> bytes:
    """Return the key of CSRF tokens; raises KeyFileRefused, for a door needs it."""
    return keyfiles.read_keyfile(config.cookie_key_file, kind="cookie")


def work_off(tools: Toolbox, *, reads_print: bool = True) -> None:
    """Do what is due here and now, as a worker would, or without reading what is printed."""
    from mcollector import jobs  # noqa: PLC0415 - a door's process never loads the worker's rooms

    jobs.work_off(tools, reads_print=reads_print)


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
    made = {} if facts else role_keys.make_keys(config)
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
