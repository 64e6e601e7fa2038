"""A group of commands that is loaded when it is used: `--help` need not know what they stand on."""

from importlib import import_module
from typing import cast

import click
from flask.cli import AppGroup


class LaterGroup(click.Group):
    """A group whose commands are those of `group` in another module."""

    def __init__(self, name: str, words: str, module: str) -> None:
        super().__init__(name, help=words)
        self._module = module

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of the name; None where there is none."""
        return self._group().get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return self._group().list_commands(ctx)

    def _group(self) -> AppGroup:
        return cast("AppGroup", import_module(self._module).group)
