"""The office at its desk: somebody signed in with a right, people in every state."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.rights import Right
from mcollector.rules.states import PersonState
from mcollector.services import accounts
from mcollector.services.login import sessions
from mcollector.services.photographs import photographs
from mcollector.services.reviews import decision, returns
from mcollector.services.reviews import papers as review_papers
from mcollector.services.reviews import photographs as review_photographs
from mcollector.services.submissions import submit
from mcollector.store.accounts import Account
from mcollector.store.audit import AuditLine
from mcollector.store.documents import Document
from mcollector.store.letters import Letter
from mcollector.store.outbox import OutboxRow
from mcollector.store.people import Person
from tests import factories
from tests.web.visitor import Visitor

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
"""12:00 in Japan; the standing clock's day is Tuesday the 24th."""

TODAY = date(2026, 11, 24)
ALL_CHECKS = ("number_same", "name_same", "face_shown", "not_expired")


def account(tools, founded, right, *, person_id=None, mail="staff@example.com"):
    """Add an account of the right and return its row."""
    with tools.work(factories.admin_of(founded)) as uow:
        return accounts.add_account(
            uow,
            name="高橋 担当",
            mail=mail,
            right=right,
            person_id=person_id,
            password_hash=factories.hash_password(factories.PASSWORD),
        )


def cookie_of(tools, founded, account_id):
    """Return the cookie of a fresh session of the account."""
    with tools.work(Actor.visitor(founded.company_id)) as uow:
        return f"{founded.company_id.hex}.{sessions.open_for(uow, account_id)}"


def sign_in(app, tools, founded, right=Right.ADMIN, person_id=None):
    """Return somebody signed in with the right; the first administrator unless said otherwise."""
    account_id = founded.account_id
    if right is not Right.ADMIN or person_id is not None:
        account_id = account(tools, founded, right, person_id=person_id).id
    visitor = Visitor(app.test_client())
    name = "mc-portal" if right is Right.MEMBER else "mc-office"
    visitor.client.set_cookie(name, cookie_of(tools, founded, account_id))
    return visitor


def submitted(tools, founded, place=0):
    """Let one of the people submit, and clean the photographs; return the person's id."""
    person_id = factories.submission_in(tools, founded, place)
    for document in papers(tools, founded, person_id):
        with tools.work(Actor.system("worker", founded.company_id)) as uow:
            photographs.store_clean(uow, document.id, b"large", b"small", (4, 3))
    return person_id


def papers(tools, founded, person_id):
    """Return the photographs of the person's newest submission, in the order of their slots."""
    with tools.read(factories.admin_of(founded)) as uow:
        return review_papers.bound(uow, submit.newest(uow, person_id).id)


def newest(tools, founded, person_id):
    """Return the person's newest submission."""
    with tools.read(factories.admin_of(founded)) as uow:
        return submit.newest(uow, person_id)


def person(tools, founded, person_id):
    """Return the person's row as it is now."""
    with tools.read(factories.admin_of(founded)) as uow:
        return uow.get(Person, person_id)


def document(tools, founded, document_id):
    """Return the photograph's row as it is now."""
    with tools.read(factories.admin_of(founded)) as uow:
        return uow.get(Document, document_id)


def send_back(tools, founded, person_id, reason="blur", comment=""):
    """Send the person's first photograph back."""
    first = papers(tools, founded, person_id)[0]
    submission_id = newest(tools, founded, person_id).id
    with tools.work(factories.admin_of(founded)) as uow:
        returns.send_back(uow, person_id, submission_id, [(first.id, reason)], comment)


def approve(tools, founded, person_id, on=TODAY):
    """See every photograph and set 済."""
    admin = factories.admin_of(founded)
    for paper in papers(tools, founded, person_id):
        with tools.work(admin) as uow:
            review_photographs.see_photograph(uow, paper.id, "large")
    submission_id = newest(tools, founded, person_id).id
    with tools.work(admin) as uow:
        decision.approve(uow, person_id, submission_id, frozenset(ALL_CHECKS), on)


def put(tools, founded, person_id, **values):
    """Set columns of the person that no service of today sets."""
    with tools.work(factories.admin_of(founded)) as uow:
        row = uow.get(Person, person_id)
        for name, value in values.items():
            setattr(row, name, PersonState(value) if name == "state" else value)
        uow.record(Action.DRAFT_SAVED, row=row)


def lines(tools, company_id, action):
    """Return the company's audit lines of the action."""
    with tools.read(Actor.system("test", company_id)) as uow:
        found = select(AuditLine).where(AuditLine.action == action.value)
        return list(uow.scalars(found.order_by(AuditLine.seq)))


def size(tools, company_id, table):
    """Return how many rows of the table the company has."""
    with tools.read(Actor.system("test", company_id)) as uow:
        return uow.count(select(table.id))


def stored(tools, founded):
    """Return how many people, accounts of people, letters and tasks the company has."""
    with tools.read(factories.admin_of(founded)) as uow:
        members = uow.count(select(Account.id).where(Account.person_id.is_not(None)))
    others = (size(tools, founded.company_id, table) for table in (Person, Letter, OutboxRow))
    return (members, *others)


def names(tools, founded):
    """Return everybody's address and name, in the order of the addresses."""
    with tools.read(factories.admin_of(founded)) as uow:
        rows = uow.scalars(select(Person).order_by(Person.mail_key))
        return [(row.mail, row.family, row.middle, row.given) for row in rows]
