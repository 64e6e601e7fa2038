"""`audit verify` and `audit checkpoint`."""

import sys

import click
from flask import Flask
from flask.cli import AppGroup

from mcollector.rules.actor import Actor
from mcollector.services import audits
from mcollector.web.commands.parts import refusable, tools

audit = AppGroup("audit", help="The audit log.")


def add_to(app: Flask) -> None:
    """Add the group."""
    app.cli.add_command(audit)


@audit.command("verify")
@refusable
def verify() -> None:
    """Verify every log; exit 1 and the first bad line where something was changed."""
    with tools().read(Actor.system("cli")) as uow:
        public, logs = audits.audit_key(uow), audits.logs(uow)
    verdicts = []
    for company_id in logs:
        with tools().read(Actor.system("cli", company_id)) as uow:
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
    with tools().read(Actor.system("cli")) as uow:
        logs = audits.logs(uow)
    for company_id in logs:
        with tools().work(Actor.system("cli", company_id), snapshot=True) as uow:
            signed = audits.checkpoint(uow)
        click.echo(f"{company_id} {'signed' if signed else 'unchanged'}")
