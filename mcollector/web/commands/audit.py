"""`audit verify`, `audit checkpoint` and `audit export`."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import click
from flask.cli import AppGroup

from mcollector.rules.actor import Actor
from mcollector.services.audit import checkpoints, notes
from mcollector.services.audit.checkpoints import LogFaulty
from mcollector.web.commands.files import new_file
from mcollector.web.commands.parts import no_such_company, refusable, tools

group = AppGroup("audit")


@group.command("verify")
@refusable
def verify() -> None:
    """Verify every log; exit 1 and the first bad line where something was changed."""
    with tools().read(Actor.system("cli")) as uow:
        public, logs = notes.audit_key(uow), checkpoints.logs(uow)
    verdicts = [
        checkpoints.verdict(tools(), Actor.system("cli", company_id), public) for company_id in logs
    ]
    for verdict in verdicts:
        fault = verdict.fault
        words = f"line {fault.seq}: {fault.kind}" if fault else f"{verdict.size} lines, ok"
        click.echo(f"{verdict.company_id} {words}")
    sys.exit(1 if any(verdict.fault for verdict in verdicts) else 0)


@group.command("checkpoint")
@refusable
def checkpoint() -> None:
    """Sign every log that has grown; exit 1 when one contradicts what was signed before."""
    with tools().read(Actor.system("cli")) as uow:
        logs = checkpoints.logs(uow)
    refused = [company_id for company_id in logs if not _sign(company_id)]
    sys.exit(1 if refused else 0)


def _sign(company_id: UUID) -> bool:
    try:
        signed = checkpoints.checkpoint(tools(), Actor.system("cli", company_id))
    except LogFaulty as refused:
        click.echo(f"{company_id} {refused.sentence}", err=True)
        return False
    click.echo(f"{company_id} {'signed' if signed else 'unchanged'}")
    return True


@group.command("export")
@click.option("--company", "company_id", required=True, type=UUID)
@click.option("--out", default="", help="Created 0600, never overwritten; standard output if none")
@refusable
def export(company_id: UUID, out: str) -> None:
    """Write a company's log: the lines as they were hashed, then the signed checkpoints."""
    with tools().read(Actor.system("cli")) as uow:
        known = company_id in checkpoints.logs(uow)
    if not known:
        raise no_such_company()
    with tools().work(Actor.system("cli", company_id)) as uow:
        lines = checkpoints.export(uow)
        if out:
            with new_file(Path(out)) as stream:
                _write(stream, lines)
        else:
            _write(sys.stdout.buffer, lines)


def _write(stream: BinaryIO, lines: Iterable[bytes]) -> None:
    stream.writelines(line + b"\n" for line in lines)
