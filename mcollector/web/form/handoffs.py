"""スマホで続ける, on the first device: a code to scan, shown once."""

from collections.abc import Sequence
from typing import Protocol

from mcollector.services.submissions import handoffs
from mcollector.web import qr, state
from mcollector.web.form.context import FormContext


class Place(Protocol):
    """A place for a photograph."""

    @property
    def code(self) -> str:
        """Return the code it is kept under."""


def show_new_link(context: FormContext, places: Sequence[Place], back: str) -> str:
    """Make a new link to these places and return its page, which leads `back` to their address.

    The link is on this page and nowhere else: whoever loses it makes another.
    """
    toolbox = state.toolbox()
    with toolbox.work(context.actor) as uow:
        made = handoffs.make_link(uow, state.session().session_id, [place.code for place in places])
    return context.show(
        "handoff",
        made=made,
        qr=qr.draw(made.link),
        back=back,
        is_loopback=toolbox.config.is_loopback,
    )
