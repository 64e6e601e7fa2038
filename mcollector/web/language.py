"""Language: Japanese sentences are the msgids; the doors translate what the floors below say."""

from datetime import date, datetime
from functools import lru_cache

from flask import Flask, g
from flask_babel import Babel, format_date, get_locale, get_translations, ngettext
from flask_babel import gettext as _

from mcollector.rules.deadlines import JST, long_date
from mcollector.web.state import words


def install(app: Flask) -> None:
    """Give templates `_()`, and filters for sentences, days and moments."""
    app.config["BABEL_DEFAULT_LOCALE"] = "ja"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Tokyo"
    Babel(app)
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.install_gettext_callables(_translated, ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]
    app.jinja_env.filters.update(t=words, day=_day, long_day=long_date)
    app.jinja_env.filters.update(moment=_moment, second=_second)


def _translated(msgid: str) -> str:
    """Return the sentence in the reader's language; its catalogue is looked for once a request.

    A page of the office says a hundred sentences, and Flask-Babel looks a hundred times.
    """
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return str(g.catalogue.gettext(msgid))


def _day(value: date | None) -> str:
    return _long(value, str(get_locale())) if value else ""


@lru_cache(maxsize=4096)
def _long(value: date, _locale: str) -> str:
    return str(format_date(value, "long"))


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
