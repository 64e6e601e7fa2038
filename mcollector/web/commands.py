"""The command line: `.venv/bin/flask --app app …`; exit 0 done, 1 refused with a reason."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import BinaryIO, ParamSpec, TextIO
from uuid import UUID, uuid4

import click
from flask import Flask
from flask.cli import AppGroup

from mcollector.rules.actor import Actor
from mcollector.rules.errors import FormRefused, RuleBroken
from mcollector.rules.purposes import PURPOSES
from mcollector.rules.rights import Right
from mcollector.services import audits, companies, founding, recovery, rosters
from mcollector.web.state import toolbox

P = ParamSpec("P")
company = AppGroup("company", help="Companies of this installation.")
audit = AppGroup("audit", help="The audit log.")
roster = AppGroup("roster", help="Lists of people.")


def install(app: Flask) -> None:
    """Add the groups to the app's command line."""
    for group in (company, audit, roster):
        app.cli.add_command(group)


def refusable(command: Callable[P, None]) -> Callable[P, None]:
    """Print the sentence of a broken rule and exit 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except FormRefused as refused:
            for name, sentence in refused.fields.items():
                click.echo(f"{name}: {sentence}", err=True)
            sys.exit(1)
        except RuleBroken as refused:
            click.echo(str(refused.sentence), err=True)
            sys.exit(1)

    return run


@company.command("create")
@click.option("--name", required=True)
@click.option("--department", default="総務部")
@click.option("--phone", default="-")
@click.option("--hours", default="平日 9:00〜18:00")
@click.option("--admin-name", default="管理者")
@click.option("--admin-email", required=True)
@click.option("--password-file", required=True, type=click.File("r"))
@click.option("--recovery-file", default="", help="Created 0600, never overwritten; - = terminal")
@refusable
def create(password_file: TextIO, recovery_file: str, **values: str) -> None:
    """Found a company and its first administrator."""
    mail = values.pop("admin_email")
    texts = {**values, "admin_mail": mail, "reply_to": mail}
    usual = tuple(one.title for one in PURPOSES if one.usual)
    new = founding.new_company(texts, usual, password_file.read().rstrip("\n"))
    code = recovery.new_code()
    _keep(code, recovery_file)
    with toolbox().work(Actor.system("cli", uuid4())) as uow:
        founded = companies.found(uow, new, code)
    click.echo(f"company {founded.company_id}\nuser-id {founded.user_id}")


def _keep(code: str, path: str) -> None:
    """Hand the recovery code over before anything is founded."""
    if path and path != "-":
        handle = os.open(Path(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as stream:
            stream.write(code + "\n")
    elif path == "-" or sys.stdout.isatty():
        click.echo(f"recovery-code {code}")
    else:
        raise click.ClickException("--recovery-file is needed where there is no terminal")


@company.command("list")
@refusable
def list_companies() -> None:
    """List the companies."""
    with toolbox().read(Actor.system("cli")) as uow:
        for line in companies.known(uow):
            click.echo(f"{line.id} {line.name} ({line.accounts})")


@audit.command("verify")
@refusable
def verify() -> None:
    """Verify every log; exit 1 and the first bad line where something was changed."""
    with toolbox().read(Actor.system("cli")) as uow:
        public, logs = audits.audit_key(uow), audits.logs(uow)
    verdicts = []
    for company_id in logs:
        with toolbox().read(Actor.system("cli", company_id)) as uow:
            verdicts.append(audits.verify_log(uow, public))
    for verdict in verdicts:
        fault = verdict.fault
        words = f"line {fault.seq}: {fault.kind}" if fault else f"{verdict.size} lines, ok"
        click.echo(f"{verdict.company_id} {words}")
    sys.exit(1 if any(verdict.fault for verdict in verdicts) else 0)


@audit.command("checkpoint")
@refusable
def checkpoint() -> None:
    """Sign every log that has grown."""
    with toolbox().read(Actor.system("cli")) as uow:
        logs = audits.logs(uow)
    for company_id in logs:
        with toolbox().work(Actor.system("cli", company_id)) as uow:
            signed = audits.checkpoint(uow)
        click.echo(f"{company_id} {'signed' if signed else 'unchanged'}")


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
    actor = Actor(Actor.system("cli").kind, company_id, right=Right.ADMIN, name="cli")
    with toolbox().work(actor) as uow:
        roster_id = rosters.upload(uow, file.read())
    with toolbox().work(actor) as uow:
        preview = rosters.preview(uow, roster_id)
    for error in preview.parsed.errors:
        click.echo(f"{error.line}: {error.cause} {error.remedy}", err=True)
    if preview.parsed.errors:
        sys.exit(1)
    click.echo(f"new {preview.new} known {len(preview.known)}")
    if invite and not dry_run:
        with toolbox().work(actor) as uow:
            rosters.run(uow, roster_id)
