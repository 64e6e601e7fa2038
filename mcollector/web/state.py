"""What a request can reach: the toolbox, who acts, and a few words for templates."""

from typing import Any, cast

from flask import current_app, g
from flask_babel import gettext
from flask_login import current_user

from mcollector.rules.actor import Actor
from mcollector.rules.errors import NotAllowed
from mcollector.rules.sentences import Sentence
from mcollector.services.login.sessions import SessionView
from mcollector.work.toolbox import Toolbox


def toolbox() -> Toolbox:
    """Return the process's toolbox."""
    return cast("Toolbox", current_app.extensions["toolbox"])


def session() -> SessionView:
    """Return the request's session; raises NotAllowed for somebody not signed in."""
    if not current_user.is_authenticated:
        raise NotAllowed
    return cast("SessionView", current_user.view)


def actor() -> Actor:
    """Return who acts in this request; raises NotAllowed for somebody not signed in."""
    return session().actor


def words(sentence: Sentence) -> str:
    """Return the sentence in the reader's language."""
    return str(gettext(sentence.msgid, **sentence.values))


def remember(name: str, value: Any) -> None:  # noqa: ANN401 - anything a page needs
    """Keep something for the rest of this request."""
    g.setdefault("notes", {})[name] = value


def recall(name: str) -> Any:  # noqa: ANN401
    """Return what was kept in this request, or None."""
    return g.get("notes", {}).get(name)
