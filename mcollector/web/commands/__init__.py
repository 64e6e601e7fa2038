"""The command line: `flask --app app …`; exit 0 done, 1 refused with a reason, 2 usage."""

from flask import Flask

from mcollector.web.commands import installation
from mcollector.web.commands.groups import LaterGroup
from mcollector.web.commands.parts import Parts

GROUPS = {
    "audit": ("The audit log.", "audit"),
    "company": ("Companies of this installation.", "companies"),
    "demo": ("A made-up company to try the house with.", "demo"),
    "keys": ("The keys of this installation.", "keys"),
    "reminders": ("Reminders to people who are late.", "reminders"),
    "roster": ("Lists of people.", "rosters"),
}
"""Each group with its help and the module of its commands, whose `group` holds them."""


def install(app: Flask, parts: Parts) -> None:
    """Add the commands to the app's command line; a group's module is loaded when it is used."""
    app.extensions["command_line"] = parts
    for name, (words, module) in GROUPS.items():
        app.cli.add_command(LaterGroup(name, words, f"{__name__}.{module}"))
    app.cli.add_command(installation.init)
    app.cli.add_command(installation.doctor)
