"""What a browser keeps so that it is known again: a token for each of its last few accounts."""

from uuid import UUID

from flask import Response, request

from mcollector.services.login.known_devices import KEPT
from mcollector.web.sessions import cookie_name, set_cookie

MOST_ACCOUNTS = 5
"""Of one browser; a kiosk's cookie does not grow with everybody who uses it."""


def token_of(account_id: UUID) -> str:
    """Return the token this browser keeps for the account, "" for none."""
    return _kept().get(_tag(account_id), "")


def keep_token(response: Response, account_id: UUID, token: str) -> None:
    """Let the browser keep a new token for the account; "" leaves everything as it is."""
    if not token:
        return
    kept = {tag: old for tag, old in _kept().items() if tag != _tag(account_id)}
    newest = [(_tag(account_id), token), *kept.items()][:MOST_ACCOUNTS]
    text = "|".join(f"{tag}.{one}" for tag, one in newest)
    set_cookie(response, "known", text, days=KEPT.days)


def _kept() -> dict[str, str]:
    parts = request.cookies.get(cookie_name("known"), "").split("|")[:MOST_ACCOUNTS]
    return {tag: token for tag, dot, token in (part.partition(".") for part in parts) if dot}


def _tag(account_id: UUID) -> str:
    return account_id.hex[:12]
