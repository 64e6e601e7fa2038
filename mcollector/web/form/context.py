"""The context of a form: whose it is, who writes in it, and where its pages are at this door."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from mcollector.rules.actor import Actor
from mcollector.services.drafts import device_keys, drafts
from mcollector.services.drafts.form import FormState
from mcollector.web import state
from mcollector.web.sessions import device_key, set_device_key


@dataclass(frozen=True, slots=True)
class FormContext:
    """The same pages for the employee and for a clerk who enters for them (代行入力).

    `layout` is the template they stand on; `name` tells the clerk whose form it is; `elsewhere`
    names the pages this door calls otherwise.
    """

    actor: Actor
    door: str
    layout: str
    render: Callable[..., Any]
    person_id: UUID | None = None
    name: str = ""
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    def url(self, page: str, position: int | None = None) -> str:
        """Return the address of the page, for a dependent's with its position."""
        endpoint = f"{self.door}.{self.elsewhere.get(page, page)}"
        return url_for(endpoint, position=position, person_id=self.person_id)

    def show(self, page: str, **values: Any) -> str:  # noqa: ANN401 - what a template needs
        """Return the page."""
        return str(self.render(f"form/{page}.html", context=self, **values))

    def form_so_far(self) -> FormState:
        """Return this device's form; raises MoveRefused once there is nothing more to fill in."""
        with state.toolbox().read(self.actor) as uow:
            drafts.author(uow, lock=False)
            return drafts.load(uow, device_key())

    def go(
        self, page: str, key: bytes | None = None, *, position: int | None = None
    ) -> ResponseReturnValue:
        """Redirect to the page, leaving the device its key."""
        response = make_response(redirect(self.url(page, position)))
        if key is not None:
            set_device_key(response, key)
        return response


def find_or_make_key() -> bytes:
    """Return the key of this device's draft, a new one on a new device."""
    return device_key() or device_keys.new()


def show_with_key(page: str, status_code: int, key: bytes) -> ResponseReturnValue:
    """Answer with the page and the device's key: what was typed is kept although it was refused."""
    response = make_response(page, status_code)
    set_device_key(response, key)
    return response
