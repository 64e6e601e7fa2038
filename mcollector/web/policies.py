"""The registry of policies: who may call which endpoint; an unlisted one stops the start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mcollector.rules.errors import NotAllowed
from mcollector.rules.rights import Deed, may
from mcollector.web import state

F = TypeVar("F", bound=Callable[..., object])


class Access(StrEnum):
    """Who may call: anybody; a session of some stage; an employee; somebody of the office."""

    PUBLIC = "public"
    PASSWORD_STAGE = "set_password"  # noqa: S105 - a stage of the entrance
    FACTOR_STAGE = "second_factor"
    SESSION = "session"
    PERSON = "person"
    STAFF = "staff"
    CLOSED = "closed"


class Body(StrEnum):
    """How large a request's body may be (architecture §11)."""

    SMALL = "small"
    ROSTER = "roster"
    PHOTOGRAPH = "photograph"


@dataclass(frozen=True, slots=True)
class Policy:
    """One endpoint's rule; `deed` is what the office's right must cover."""

    access: Access
    deed: Deed | None = None
    body: Body = Body.SMALL


class UnlistedEndpoint(AssertionError):
    """An endpoint without a policy: the app refuses to start."""


def policy(access: Access, deed: Deed | None = None, body: Body = Body.SMALL) -> Callable[[F], F]:
    """Mark a view function with its policy."""

    def mark(view: F) -> F:
        view.policy = Policy(access, deed, body)  # type: ignore[attr-defined]
        return view

    return mark


def table(app: Flask) -> Mapping[str, Policy]:
    """Return the policy of every endpoint; raises UnlistedEndpoint when one has none."""
    declared: dict[str, Policy] = app.extensions.setdefault("policies", {})
    found: dict[str, Policy] = {}
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        chosen = declared.get(rule.endpoint) or getattr(view, "policy", None)
        if chosen is None:
            raise UnlistedEndpoint(f"the endpoint {rule.endpoint} has no policy")
        found[rule.endpoint] = chosen
    return found


def declare(app: Flask, policies: Mapping[str, Policy]) -> None:
    """Give policies to endpoints whose functions are not ours to mark."""
    app.extensions.setdefault("policies", {}).update(policies)


def close(app: Flask) -> None:
    """Check that every endpoint is listed, and enforce the table before every request."""
    app.extensions["policy_table"] = table(app)
    app.before_request(_enforce)


def of_endpoint(endpoint: str | None) -> Policy | None:
    """Return the policy of an endpoint of the running app."""
    known: Mapping[str, Policy] = current_app.extensions["policy_table"]
    return known.get(endpoint or "")


def _enforce() -> ResponseReturnValue | None:
    rule = of_endpoint(request.endpoint)
    return None if rule is None else _judge(rule)


def _judge(rule: Policy) -> ResponseReturnValue | None:
    if rule.access is Access.PUBLIC:
        return None
    if rule.access is Access.CLOSED:
        return abort(404)
    if not current_user.is_authenticated:
        return redirect(url_for("entrance.login"))
    session = state.session()
    if rule.access.value in ("set_password", "second_factor"):
        return None if session.stage == rule.access.value else abort(404)
    if session.stage != "full":
        return redirect(url_for(_STAGES[session.stage]))
    return _judge_full(rule)


def _judge_full(rule: Policy) -> ResponseReturnValue | None:
    session = state.session()
    if rule.access is Access.STAFF and not session.is_staff:
        return abort(404)
    if rule.access is Access.PERSON and session.is_staff:
        return abort(404)
    if rule.deed is not None and not may(session.right, rule.deed):
        raise NotAllowed
    return None


_STAGES = {
    "set_password": "entrance.set_password",
    "second_factor": "entrance.second_factor",
}
