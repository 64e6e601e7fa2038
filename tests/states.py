"""The states a test may begin in: each is made of the one before it, as people would."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.services.audit import checkpoints as audits
from mcollector.services.company.founding import Founded
from mcollector.store.accounts import Account
from mcollector.work.toolbox import Toolbox
from tests import factories
from tests.apps import app_over
from tests.office import desk
from tests.office.review import covering, reviewing
from tests.portal.employee import Employee
from tests.web.visitor import Visitor

Made = Mapping[str, Any]
Cookies = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class State:
    """How a state is made of the one before it; what its maker returns may not change later."""

    make: Callable[[Toolbox, Made], Any]
    after: str = ""


def _found(tools: Toolbox, _made: Made) -> Founded:
    """Found a company with its first administrator."""
    return factories.company(tools, mail="admin@example.com")


def _submit(tools: Toolbox, made: Made) -> UUID:
    """Let one of two people submit; return the person's id."""
    factories.people_in(tools, made["founded_house"], 2)
    return desk.submitted(tools, made["founded_house"])


def _add(tools: Toolbox, made: Made) -> UUID:
    """Add somebody, whose invitation waits; return the person's id."""
    factories.people_in(tools, made["founded_house"], 1)
    return factories.people_ids(tools, made["founded_house"])[0]


def _employ(tools: Toolbox, made: Made) -> str:
    """Give an employee a password of their own; return the user ID."""
    with tools.work(factories.admin_of(made["founded_house"])) as uow:
        account = uow.first(select(Account).where(Account.mail == "taro0@example.com"))
        account.password_hash = factories.hash_password(factories.PASSWORD)
        uow.record(Action.PASSWORD_SET, row=account)
        return account.user_id


def _enter(tools: Toolbox, made: Made) -> Cookies:
    """Sign the employee in; return what the browser keeps."""
    return Employee(app_over(tools).test_client(), made["employee_house"]).sign_in().cookies()


def _await_review(tools: Toolbox, made: Made) -> tuple[UUID, UUID]:
    """Let two people submit, the first with a spouse whose papers came too; return their ids."""
    factories.people_in(tools, made["founded_house"], 2)
    first = reviewing.with_spouse(tools, made["founded_house"])
    tools.now.move(minutes=1)
    return first, reviewing.pictured(tools, made["founded_house"], 1)


def _cover(tools: Toolbox, made: Made) -> UUID:
    """Let one of two people submit a card as it comes from a camera; return their id."""
    factories.people_in(tools, made["founded_house"], 2)
    return covering.submitted(tools, made["founded_house"])


def _read(tools: Toolbox, made: Made) -> tuple[UUID, UUID]:
    """Read the number on that card, and let the other one submit; return the ids of both."""
    first = made["covered_house"]
    covering.found(tools, made["founded_house"], first)
    tools.now.move(minutes=1)
    return first, covering.submitted(tools, made["founded_house"], 1)


def _hand_in(tools: Toolbox, made: Made) -> UUID:
    """Let one of three people submit, with nobody to clean the photographs; return their id."""
    factories.people_in(tools, made["founded_house"], 3)
    return factories.submission_in(tools, made["founded_house"])


def _sign(tools: Toolbox, made: Made) -> None:
    """Sign what stands in the company's log."""
    if not audits.checkpoint(tools, Actor.system("scheduler", made["founded_house"].company_id)):
        raise RuntimeError("the log was not signed")


def _found_two(tools: Toolbox, _made: Made) -> tuple[Founded, Founded]:
    """Found two companies with three people each."""
    first, second = factories.company(tools), factories.company(tools)
    factories.people_in(tools, first, 3, "own")
    factories.people_in(tools, second, 3, "foreign")
    return first, second


def _sit_down(tools: Toolbox, _made: Made) -> Cookies:
    """Sign the first administrator in; return what the browser keeps."""
    visitor = Visitor(app_over(tools).test_client())
    visitor.log_in("admin@example.com")
    return visitor.cookies()


STATES = {
    "founded_house": State(_found),
    "office_house": State(_sit_down, after="founded_house"),
    "submitted_house": State(_submit, after="founded_house"),
    "awaiting_house": State(_await_review, after="founded_house"),
    "covered_house": State(_cover, after="founded_house"),
    "read_house": State(_read, after="covered_house"),
    "handed_in_house": State(_hand_in, after="founded_house"),
    "signed_house": State(_sign, after="handed_in_house"),
    "added_house": State(_add, after="founded_house"),
    "employee_house": State(_employ, after="added_house"),
    "portal_house": State(_enter, after="employee_house"),
    "two_house": State(_found_two),
}
"""The states, by the fixtures that ask for them."""
