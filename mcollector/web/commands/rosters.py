"""`roster import`."""

import sys
from typing import BinaryIO
from uuid import UUID

import click
from flask.cli import AppGroup

from mcollector.rules.actor import Actor, ActorKind
from mcollector.rules.rights import Right
from mcollector.services.company import founding
from mcollector.services.rosters import preview as roster_preview
from mcollector.services.rosters import reading, upload
from mcollector.services.rosters.preview import Preview
from mcollector.web.commands.parts import no_such_company, refusable, tools

group = AppGroup("roster")


def office(company_id: UUID) -> Actor:
    """Return the command line acting for a company's office."""
    return Actor(ActorKind.SYSTEM, company_id, right=Right.ADMIN, name="cli")


@group.command("import")
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
    _demand_company(company_id)
    actor = office(company_id)
    kept = reading.bytes_to_keep(tools(), file.read())
    with tools().work(actor) as uow:
        roster_id = upload.upload(uow, kept)
    with tools().work(actor) as uow:
        preview = roster_preview.preview(uow, roster_id)
    will_run = invite and not dry_run and not preview.parsed.errors
    with tools().work(actor) as uow:
        added = upload.run(uow, roster_id).added if will_run else 0
        upload.drop(uow, roster_id)
    _tell(preview, added, will_run=will_run)


def _demand_company(company_id: UUID) -> None:
    with tools().read(Actor.system("cli")) as uow:
        known = {line.id for line in founding.list_companies(uow)}
    if company_id not in known:
        raise no_such_company()


def _tell(preview: Preview, added: int, *, will_run: bool) -> None:
    for error in preview.parsed.errors:
        click.echo(f"{error.line}: {error.cause} {error.remedy}", err=True)
    if preview.parsed.errors:
        sys.exit(1)
    click.echo(f"new {preview.new} known {len(preview.known)}")
    if will_run:
        click.echo(f"invited {added}")
    else:
        click.echo("nobody was added; --invite adds the people and queues their invitations")
