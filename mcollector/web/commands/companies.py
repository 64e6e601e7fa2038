"""`company create` and `company list`."""

import os
import sys
from pathlib import Path
from typing import TextIO
from uuid import uuid4

import click
from flask import Flask
from flask.cli import AppGroup

from mcollector.rules.actor import Actor
from mcollector.rules.errors import RuleBroken
from mcollector.rules.purposes import PURPOSES
from mcollector.rules.sentences import say
from mcollector.services import companies, founding, recovery
from mcollector.web.commands.parts import refusable, tools

company = AppGroup("company", help="Companies of this installation.")


def add_to(app: Flask) -> None:
    """Add the group."""
    app.cli.add_command(company)


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
    tools().keyring.need_server()
    code = recovery.new_code()
    _hand_over(code, recovery_file)
    with tools().work(Actor.system("cli", uuid4())) as uow:
        founded = companies.found(uow, new, code)
    click.echo(f"company {founded.company_id}\nuser-id {founded.user_id}")


def _hand_over(code: str, path: str) -> None:
    """Hand the recovery code over before anything is founded."""
    if path and path != "-":
        _write_new(Path(path), code)
    elif path == "-" or sys.stdout.isatty():
        click.echo(f"recovery-code {code}")
    else:
        raise click.ClickException("--recovery-file is needed where there is no terminal")


def _write_new(path: Path, code: str) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise RuleBroken(
            say(
                "回復コードのファイル「%(file)s」を作れません（%(cause)s）。まだないファイルを指定してください。",
                file=str(path),
                cause=type(error).__name__,
            )
        ) from None
    with os.fdopen(handle, "w") as stream:
        stream.write(code + "\n")
        stream.flush()
        os.fsync(handle)


@company.command("list")
@refusable
def list_companies() -> None:
    """List the companies."""
    with tools().read(Actor.system("cli")) as uow:
        for line in companies.known(uow):
            click.echo(f"{line.id} {line.name} ({line.accounts})")
