"""The command line: `flask --app app …`; exit 0 done, 1 refused with a reason, 2 usage."""

from flask import Flask

from mcollector.web.commands import audit, companies, demo, installation, reminders, rosters
from mcollector.web.commands.parts import Parts


def install(app: Flask, parts: Parts) -> None:
    """Add the commands to the app's command line."""
    app.extensions["command_line"] = parts
    for room in (audit, companies, demo, installation, reminders, rosters):
        room.add_to(app)
