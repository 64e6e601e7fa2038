"""`roster import`."""

import sys
from typing import BinaryIO
from uuid import UUID

import click
from flask import Flask
from flask.cli import AppGroup

from mcollector.rules.actor import Actor, ActorKind
from mcollector.rules.rights import Right
from mcollector.services import rosters
from mcollector.web.commands.parts import refusable, tools

roster = AppGroup("roster", help="Lists of people.")


def add_to(app: Flask) -> None:
    """Add the group."""
    app.cli.add_command(roster)


def office(company_id: UUID) -> Actor:
    """Return the command line acting for a company's office."""
    return Actor(ActorKind.SYSTEM, company_id, right=Right.ADMIN, name="cli")


@roster.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--company", "company_id", required=True, type=UUID)
@click.option("--dry-run", is_flag=True)
@click.option("--invite", is_flag=True, help="Add the people and queue their invitations.")
@refusable
def import_roster(
    file: BinaryIO,
    company_id: UUID,
    dry_run: bool,  # noqa: FBT001 - click's flag
    invite: bool,  # noqa: FBT001
) -> None:
    """Read a list of people; nobody is added without --invite."""
    actor = office(company_id)
    with tools().work(actor) as uow:
        roster_id = rosters.upload(uow, file.read())
    with tools().work(actor) as uow:
        preview = rosters.preview(uow, roster_id)
    for error in preview.parsed.errors:
        click.echo(f"{error.line}: {error.cause} {error.remedy}", err=True)
    if preview.parsed.errors:
        sys.exit(1)
    click.echo(f"new {preview.new} known {len(preview.known)}")
    with tools().work(actor) as uow:
        if invite and not dry_run:
            rosters.run(uow, roster_id)
        else:
            rosters.drop(uow, roster_id)
