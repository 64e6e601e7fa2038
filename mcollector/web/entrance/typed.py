"""Typed passwords are compared between two units: no transaction waits for a slow hash."""

from mcollector.rules.actor import Actor
from mcollector.services.login import typed
from mcollector.services.login.entry import FoundLogin
from mcollector.services.login.typed import Typed
from mcollector.web import state


def compare(login: FoundLogin | None, password: str) -> Typed:
    """Compare the password with that of the account; for an unknown one it takes as long."""
    actor = Actor.visitor(login.company_id) if login is not None else Actor.system("entrance")
    with state.toolbox().read(actor) as uow:
        stored = typed.stored_hash(uow, login.account_id if login is not None else None)
    return typed.compare(stored, password)


def compare_own(password: str) -> Typed:
    """Compare the password with that of the account whose session this is."""
    session = state.session()
    return compare(FoundLogin(session.company_id, session.account_id), password)
