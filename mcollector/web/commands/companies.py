"""`company create`, `company list` and `company digest`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

import click
from flask.cli import AppGroup

from mcollector.rules.actor import Actor
from mcollector.rules.errors import FormRefused, NotFound, RuleBroken
from mcollector.rules.purposes import PURPOSES
from mcollector.rules.sentences import say
from mcollector.services.company import founding, setup
from mcollector.services.company.founding import NewCompany
from mcollector.services.overview import digest
from mcollector.web.commands.files import new_file, removed_on_failure
from mcollector.web.commands.parts import no_such_company, refusable, tools
from mcollector.web.commands.rosters import office

OPTIONS = {
    "name": "--name",
    "department": "--department",
    "phone": "--phone",
    "hours": "--hours",
    "admin_name": "--admin-name",
    "admin_mail": "--admin-email",
    "reply_to": "--admin-email",
    "password": "--password-file",
}
"""Which option holds a field of the form; the first mail address serves for replies too."""

group = AppGroup("company")


@group.command("create")
@click.option("--name", required=True)
@click.option("--department", default="総務部")
@click.option("--phone", default="-")
@click.option("--hours", default="平日 9:00〜18:00")
@click.option("--admin-name", default="管理者")
@click.option("--admin-email", required=True)
@click.option("--password-file", required=True, type=click.File("rb", lazy=True))
@click.option("--recovery-file", default="", help="Created 0600, never overwritten; - = terminal")
@refusable
def create(password_file: BinaryIO, recovery_file: str, **values: str) -> None:
    """Found a company and its first administrator."""
    new = _new_company(values, password_file)
    tools().keyring.need_server()
    code = setup.new_recovery_code()
    with _handed_over(code, recovery_file), tools().work(Actor.system("cli", uuid4())) as uow:
        founded = founding.found_company(uow, new, code)
    click.echo(f"company {founded.company_id}\nuser-id {founded.user_id}")


def _new_company(values: dict[str, str], password_file: BinaryIO) -> NewCompany:
    """Return what was typed; raises FormRefused naming the options, every wrong one at once."""
    mail = values.pop("admin_email")
    texts = {**values, "admin_mail": mail, "reply_to": mail}
    usual = tuple(one.title for one in PURPOSES if one.usual)
    try:
        return founding.new_company(texts, usual, _password(password_file))
    except FormRefused as refused:
        raise FormRefused(
            {OPTIONS[name]: sentence for name, sentence in refused.fields.items()}
        ) from None


def _password(file: BinaryIO) -> str:
    try:
        return file.read().decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        why = say("パスワードのファイルを、UTF-8のテキストで保存してください。")
        raise FormRefused({"password": why}) from None


@contextmanager
def _handed_over(code: str, path: str) -> Iterator[None]:
    """Hand the recovery code over before anything is founded; a file of a failed try goes again."""
    if path and path != "-":
        with new_file(Path(path)) as stream:
            stream.write(f"{code}\n".encode())
        with removed_on_failure(Path(path)):
            yield
    elif path == "-" or sys.stdout.isatty():
        click.echo(f"recovery-code {code}")
        yield
    else:
        raise RuleBroken(
            say("回復コードを渡す先がありません。--recovery-file にファイルを指定してください。")
        )


@group.command("list")
@refusable
def list_companies() -> None:
    """List the companies."""
    with tools().read(Actor.system("cli")) as uow:
        for line in founding.list_companies(uow):
            click.echo(f"{line.id} {line.name} ({line.accounts})")


@group.command("digest")
@click.option("--company", "company_id", required=True, type=UUID)
@click.option("--hour", type=int, help="0-23: on weekdays at half past this hour, in Japan.")
@click.option("--off", is_flag=True, help="Send no digest.")
@refusable
def choose_digest(company_id: UUID, hour: int | None, *, off: bool) -> None:
    """Choose when the administrators of a company hear what waits, or that they do not."""
    if off == (hour is not None):
        raise click.UsageError("give --hour or --off")
    try:
        with tools().work(office(company_id)) as uow:
            digest.set_hour(uow, hour)
    except NotFound:
        raise no_such_company() from None
