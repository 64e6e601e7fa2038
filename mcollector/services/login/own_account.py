"""自分の設定: what somebody of the office changes of their own account."""

from dataclasses import dataclass

from mcollector.rules.actions import Action
from mcollector.rules.errors import FieldRefused
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import say
from mcollector.services.login import entry, known_devices, one_time_secrets
from mcollector.services.login.typed import NewPassword, Typed
from mcollector.services.permissions import require
from mcollector.store.accounts import Account
from mcollector.work.unit import UnitOfWork

BRIGHTNESS = ("", "light", "dark")
TEXT_SIZES = ("", "large", "larger")
"""The first of each is the browser's own."""


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """The settings of the acting account."""

    mail: str
    user_id: str
    has_second_factor: bool
    shortcuts_off: bool
    brightness: str
    text_size: str


def load_account(uow: UnitOfWork) -> OwnAccount:
    """Return the acting account's settings."""
    require(uow, Permission.MENU)
    row = uow.get(Account, uow.actor.id)
    return OwnAccount(
        row.mail,
        row.user_id,
        row.seed_confirmed,
        row.shortcuts_off,
        row.brightness,
        row.text_size,
    )


def change_password(uow: UnitOfWork, now: Typed, wanted: NewPassword, *, device: str = "") -> str:
    """Set the new password, end every session, and return the token of a new one.

    Returns "" for a wrong present password, which is counted as at the login. Raises
    FieldRefused for a weak new one. A letter tells of the change.
    """
    require(uow, Permission.MENU)
    account = uow.get(Account, uow.actor.id, lock=True)
    if not entry.confirm_password(uow, account, now):
        return ""
    one_time_secrets.check_password(uow, account, wanted.text)
    known = known_devices.find(uow, account, device)
    return one_time_secrets.set_password(uow, account, wanted, stage="full", device=known).token


def change_ways(uow: UnitOfWork, *, shortcuts_off: bool, brightness: str, text_size: str) -> None:
    """Set shortcut keys and appearance; raises FieldRefused for an unknown appearance."""
    require(uow, Permission.MENU)
    if brightness not in BRIGHTNESS or text_size not in TEXT_SIZES:
        raise FieldRefused(say("表示の設定を選び直してください。"))
    account = uow.get(Account, uow.actor.id, lock=True)
    account.shortcuts_off = shortcuts_off
    account.brightness, account.text_size = brightness, text_size
    uow.record(Action.OWN_SETTINGS_CHANGED, row=account)


def switch_shortcuts(uow: UnitOfWork, *, on: bool) -> None:
    """Let single keys press the buttons of the actor's reviews, or not (WCAG 2.1.4)."""
    require(uow, Permission.REVIEW)
    account = uow.get(Account, uow.actor.id, lock=True)
    account.shortcuts_off = not on
    uow.record(Action.SHORTCUTS_SET, row=account, on=int(on))
