"""A new authenticator app in place of the old one, which counts until the new one has answered."""

from uuid import UUID

from mcollector.rules.actions import Action
from mcollector.rules.errors import MoveRefused
from mcollector.rules.rights import Permission
from mcollector.rules.sealed import Purpose
from mcollector.services.login import entry, second_factor
from mcollector.services.login.second_factor import Enrolment
from mcollector.services.login.typed import Typed
from mcollector.services.permissions import require
from mcollector.store.accounts import Account
from mcollector.vault import second_factor as totp
from mcollector.work.unit import UnitOfWork


def begin(uow: UnitOfWork, password: Typed, code: str) -> Enrolment | None:
    """Make a new seed, sealed beside the old one; None when password or code is wrong.

    A code of the old app or a recovery code, and the password: an open session alone is not
    enough. What is wrong is counted as at the login. Raises MoveRefused without an old seed.
    """
    require(uow, Permission.MENU)
    account = uow.get(Account, uow.actor.id, lock=True)
    if not account.seed_confirmed:
        raise MoveRefused
    if not entry.confirm_password(uow, account, password):
        return None
    if not second_factor.use_code(uow, account, code):
        return None
    seed = totp.new_seed()
    uow.seal(account, "new_seed", seed.encode())
    uow.record(Action.SECOND_FACTOR_ADDED, row=account, step="renew")
    return Enrolment(totp.provisioning_uri(seed, account.mail, "m-collector"), seed)


def confirm(uow: UnitOfWork, session_id: UUID, code: str) -> tuple[str, ...] | None:
    """Let the new seed take the old one's place; return ten new recovery codes, None if wrong.

    Every session of the account but this one ends, and a letter tells of it. Raises
    MoveRefused when no new one was begun.
    """
    require(uow, Permission.MENU)
    account = uow.get(Account, uow.actor.id, lock=True)
    if account.new_seed is None:
        raise MoveRefused
    seed = uow.open(account, "new_seed", Purpose.SIGN_IN)
    step = totp.accepted_step(seed.decode(), code, uow.now)
    if step is None:
        return None
    uow.seal(account, "seed", seed)
    account.new_seed, account.last_step = None, step
    second_factor.forget_codes(uow, account)
    uow.record(Action.SECOND_FACTOR_ADDED, row=account, step="confirm")
    second_factor.note_enrolled(uow, account, session_id)
    return second_factor.new_codes(uow, account)
