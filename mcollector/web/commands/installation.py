"""`init` and `doctor`: is this installation ready to work?"""

import sys

import click
from flask.cli import with_appcontext

from mcollector.web.commands.parts import parts, refusable


@click.command("init")
@with_appcontext
@refusable
def init() -> None:
    """Prepare the home: tables, keys while nothing depends on any, the set-up link."""
    secret = parts().prepare()
    if secret:
        click.echo(f"{parts().config().office_url}/setup/{secret}")


@click.command("doctor")
@click.option("--retry", is_flag=True, help="Let the jobs that failed wait for a worker again.")
@with_appcontext
@refusable
def doctor(retry: bool) -> None:  # noqa: FBT001 - click's flag
    """Look at what the house stands on; exit 1 when something is wrong."""
    from mcollector.web.commands import standing  # noqa: PLC0415 - `--help` need not wait for it

    if retry:
        click.echo(f"{standing.retry()} jobs wait again")
    faults = 0
    for is_well, words in standing.findings():
        click.echo(f"{'ok' if is_well else 'NO'}  {words}")
        faults += not is_well
    sys.exit(1 if faults else 0)
