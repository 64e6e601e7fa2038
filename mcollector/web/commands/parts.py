"""What commands are given from outside: the floors above are theirs by argument, not by import."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, cast

import click
from flask import current_app

from mcollector.config import Config
from mcollector.rules.errors import FormRefused, RuleBroken
from mcollector.rules.sentences import say

if TYPE_CHECKING:
    from mcollector.demo.stage import Draw, WorkOff
    from mcollector.work.toolbox import Toolbox

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Parts:
    """The configuration, the toolbox with every key of the house, and how a home is prepared.

    `check_door` raises RuleBroken for what keeps a web door from opening. The demo draws its papers
    with `draw` and does the worker's part with `work_off`.
    """

    config: Callable[[], Config]
    tools: "Callable[[], Toolbox]"
    prepare: Callable[[], str | None]
    check_door: Callable[[], None]
    draw: "Draw"
    work_off: "WorkOff"


def parts() -> Parts:
    """Return the parts of the running command line."""
    return cast("Parts", current_app.extensions["command_line"])


def tools() -> "Toolbox":
    """Return the toolbox, built at first use."""
    return parts().tools()


def no_such_company() -> RuleBroken:
    """Return the refusal of an id that belongs to no company of this installation."""
    return RuleBroken(
        say("この会社はありません。「flask --app app company list」でIDを確認してください。")
    )


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
