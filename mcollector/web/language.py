"""Language: Japanese sentences are the msgids; the doors translate what the floors below say."""

from datetime import date, datetime

from flask import Flask
from flask_babel import Babel, format_date
from flask_babel import gettext as _

from mcollector.rules.deadlines import JST, long_date
from mcollector.web.state import words


def install(app: Flask) -> None:
    """Give templates `_()`, and filters for sentences, days and moments."""
    app.config["BABEL_DEFAULT_LOCALE"] = "ja"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Tokyo"
    Babel(app)
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.filters.update(t=words, day=_day, long_day=long_date)
    app.jinja_env.filters.update(moment=_moment, second=_second)


def _day(value: date | None) -> str:
    return format_date(value, "long") if value else ""


def _moment(value: datetime | None) -> str:
    """Return month, day and minute in Japan's time."""
    if value is None:
        return ""
    local = value.astimezone(JST)
    parts = {"month": local.month, "day": local.day, "time": f"{local:%H:%M}"}
    return str(_("%(month)d月%(day)d日 %(time)s", **parts))


def _second(value: datetime) -> str:
    """Return the moment in Japan's time, to the second, as a log writes it."""
    return f"{value.astimezone(JST):%Y-%m-%d %H:%M:%S}"
