"""`reminders send`: everybody who is late and was not reminded within a day."""

from uuid import UUID

import click
from flask.cli import AppGroup

from mcollector.rules.actor import Actor
from mcollector.rules.errors import RuleBroken
from mcollector.services.company import founding
from mcollector.services.people import list as people_list
from mcollector.services.people.query import SIZES, PeopleQuery
from mcollector.services.reminders import by_hand
from mcollector.web.commands.parts import refusable, tools
from mcollector.web.commands.rosters import office

group = AppGroup("reminders")


@group.command("send")
@refusable
def send() -> None:
    """Queue a reminder to each; somebody who waits for the office gets none."""
    with tools().read(Actor.system("cli")) as uow:
        known = founding.list_companies(uow)
    for company in known:
        sent = sum(_remind(company.id, person_id) for person_id in _late(company.id))
        click.echo(f"{company.id} reminded {sent}")


def _late(company_id: UUID) -> list[UUID]:
    person_ids: list[UUID] = []
    number, pages = 1, 1
    while number <= pages:
        query = PeopleQuery(tab="late", page=number, size=SIZES[-1])
        with tools().read(office(company_id)) as uow:
            page = people_list.get_page(uow, query)
        person_ids += [row.id for row in page.rows]
        number, pages = number + 1, page.pages
    return person_ids


def _remind(company_id: UUID, person_id: UUID) -> bool:
    """Remind one person in a unit of its own; False where the rules say no."""
    try:
        with tools().work(office(company_id)) as uow:
            by_hand.remind(uow, person_id)
    except RuleBroken:
        return False
    return True
