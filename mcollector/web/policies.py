"""The registry of policies: who may call which endpoint; an unlisted one stops the start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flask import Flask, current_app
from flask.typing import ResponseReturnValue

from mcollector.rules.rights import Permission

F = TypeVar("F", bound=Callable[..., object])


class Access(StrEnum):
    """Who may call: anybody; a session of some stage; an employee; somebody of the office.

    HANDOFF is the session a telephone gets for the photographs of a form, and nothing else.
    ENROL is an office's session that may still lack the second factor STAFF asks for off loopback.
    """

    PUBLIC = "public"
    PASSWORD_STAGE = "set_password"  # noqa: S105 - a stage of the entrance
    FACTOR_STAGE = "second_factor"
    HANDOFF = "handoff"
    SESSION = "session"
    PERSON = "person"
    ENROL = "enrol"
    STAFF = "staff"
    CLOSED = "closed"


class Body(StrEnum):
    """How large a request's body may be (architecture §11); KEPT carries a sealed form."""

    SMALL = "small"
    KEPT = "kept"
    ROSTER = "roster"
    PHOTOGRAPH = "photograph"


@dataclass(frozen=True, slots=True)
class Policy:
    """One endpoint's rule; `permission` is what the office's right must cover.

    `again` shows the endpoint's page with what was typed when its form's token has expired; it is
    called in place of the view, with the same arguments.
    """

    access: Access
    permission: Permission | None = None
    body: Body = Body.SMALL
    again: Callable[..., ResponseReturnValue] | None = None


class UnlistedEndpoint(AssertionError):
    """An endpoint without a policy: the app refuses to start."""


def policy(
    access: Access,
    permission: Permission | None = None,
    body: Body = Body.SMALL,
    again: Callable[..., ResponseReturnValue] | None = None,
) -> Callable[[F], F]:
    """Mark a view function with its policy."""

    def mark(view: F) -> F:
        view.policy = Policy(access, permission, body, again)  # type: ignore[attr-defined]
        return view

    return mark


def table(app: Flask) -> Mapping[str, Policy]:
    """Return the policy of every endpoint; raises UnlistedEndpoint when one has none."""
    declared: dict[str, Policy] = app.extensions.setdefault("policies", {})
    policies: dict[str, Policy] = {}
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        chosen = declared.get(rule.endpoint) or getattr(view, "policy", None)
        if chosen is None:
            raise UnlistedEndpoint(f"the endpoint {rule.endpoint} has no policy")
        policies[rule.endpoint] = chosen
    return policies


def declare(app: Flask, policies: Mapping[str, Policy]) -> None:
    """Give policies to endpoints whose functions are not ours to mark."""
    app.extensions.setdefault("policies", {}).update(policies)


def close(app: Flask) -> None:
    """Keep the table for the gate; raises UnlistedEndpoint, so that the app does not start."""
    app.extensions["policy_table"] = table(app)


def find_policy(endpoint: str | None) -> Policy | None:
    """Return the policy of an endpoint of the running app."""
    known: Mapping[str, Policy] = current_app.extensions["policy_table"]
    return known.get(endpoint or "")
