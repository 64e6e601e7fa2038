"""A list from its bytes to its people, in the units a clerk's presses make."""

from sqlalchemy import select

from mcollector.services.rosters import preview as roster_preview
from mcollector.services.rosters import upload as rosters
from mcollector.store.accounts import Account, Login
from mcollector.store.letters import Letter
from mcollector.store.outbox import OutboxRow
from mcollector.store.people import Person
from tests import factories

TWO = "taro@example.com,山田,太郎\nhanako@example.com,佐藤,花子\n"


def upload(tools, founded, text, *allow):
    """Upload the text and tick what is allowed; return the roster's id."""
    with tools.work(factories.admin_of(founded)) as uow:
        roster_id = rosters.upload(uow, text.encode())
    if allow:
        with tools.work(factories.admin_of(founded)) as uow:
            rosters.allow(uow, roster_id, allow)
    return roster_id


def preview(tools, founded, roster_id):
    with tools.work(factories.admin_of(founded)) as uow:
        return roster_preview.preview(uow, roster_id)


def run(tools, founded, roster_id, **how):
    with tools.work(factories.admin_of(founded)) as uow:
        return rosters.run(uow, roster_id, **how)


def add(tools, founded, text=TWO, *allow, **how):
    """Upload and run the text; return the roster's id."""
    roster_id = upload(tools, founded, text, *allow)
    run(tools, founded, roster_id, **how)
    return roster_id


def rows(tools, founded, table, *order):
    """Return the table's rows of the company."""
    with tools.read(factories.admin_of(founded)) as uow:
        return list(uow.scalars(select(table).order_by(*order)))


def counts(tools, founded):
    """Return how many people, people's accounts, logins, letters and tasks there are."""
    with tools.read(factories.admin_of(founded)) as uow:
        people, letters, tasks = (uow.count(select(t.id)) for t in (Person, Letter, OutboxRow))
        mine = select(Account.id).where(Account.person_id.is_not(None))
        logins = select(Login.id).where(Login.account_id.in_(mine))
        return people, uow.count(mine), uow.count(logins), letters, tasks
