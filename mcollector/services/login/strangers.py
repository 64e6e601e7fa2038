"""Names nobody has: their failures are counted as those of an account, and by address.

Nothing is ever refused because of an address: an office of three hundred has one. Beyond the limit
its tries leave no line of their own any more.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta

from mcollector.rules.actions import Action
from mcollector.rules.login.passwords import pause_after
from mcollector.services.login import failures
from mcollector.store.accounts import Account
from mcollector.vault import hashes
from mcollector.vault.keys import derive
from mcollector.work.unit import UnitOfWork

MOST_AN_HOUR = 20
"""Failures of unknown accounts from one address that leave a line each."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """Keyed digests of what was typed and of where it came from; neither can be read back."""

    name: str
    address: str


def stranger_of(secret_key: bytes, name: str, network: str) -> Stranger:
    """Return the digests under a key derived from the installation's."""
    key = derive(secret_key, "m-collector strangers v1")
    return Stranger(_digest(key, hashes.mail_digest(name)), _digest(key, network.encode()))


def _digest(key: bytes, data: bytes) -> str:
    return hmac.digest(key, data, hashlib.sha256).hex()[:32]


def refuse(uow: UnitOfWork, stranger: Stranger, action: Action) -> None:
    """Count a failure at a name nobody has (a system unit).

    As at an account: one row and, up to the pause, one line; then the address's row. Raises
    EditConflict when the same was counted at the same moment.
    """
    if failures.pause_left(uow, f"name:{stranger.name}"):
        return
    failures.count(uow, f"name:{stranger.name}", pause_after)
    if _count_address(uow, stranger) <= MOST_AN_HOUR:
        uow.record(action, result="unknown")
    else:
        failures.count(uow, f"{action.value}:{uow.now:%Y%m%d%H%M}", _no_pause)


def note_known(uow: UnitOfWork, stranger: Stranger, account: Account) -> None:
    """Count a failure of a known account: it limits nothing, and costs what an unknown one does."""
    failures.count(uow, f"address:{stranger.address}:{account.id.hex}", _no_pause)


def _count_address(uow: UnitOfWork, stranger: Stranger) -> int:
    aim = f"address:{stranger.address}:{uow.now:%Y%m%d%H}"
    return failures.count(uow, aim, _no_pause).failures


def _no_pause(_failures: int) -> timedelta:
    return timedelta()
