"""The post: a message, what became of it, and how the ways it can go look from outside."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from mcollector.mail.letters import Rendered


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message, and why: the server's code, or one word of ours.

    A code is `550`, or `550 5.1.1` where the server says it more exactly.
    Our words: bad-address, no-connection, dropped, timeout, tls, not-supported, garbled, disk.
    """

    state: Literal["sent", "retry", "failed", "unknown"]
    code: str = ""


SENT = Outcome("sent")
BAD_ADDRESS = Outcome("failed", "bad-address")


@dataclass(frozen=True, slots=True)
class Message:
    """One mail to one address; its id is stable, so that a second delivery can be recognised.

    `at` (aware) becomes the Date; without one the server that accepts the mail dates it.
    """

    to: str
    to_name: str
    rendered: Rendered = field(repr=False)
    message_id: str
    from_: str
    reply_to: str
    list_id: str
    at: datetime | None = None


def message_id(letter_id: UUID, domain: str) -> str:
    """Return the Message-ID of a letter: the same at every try, and at no other letter."""
    return f"<{letter_id.hex}@{domain}>"


class Connection(Protocol):
    """A line to the post, kept for a batch."""

    def send(self, message: Message) -> Outcome:
        """Hand one message over; a failure is an outcome, never an exception."""


class Post(Protocol):
    """Somewhere letters can be handed over."""

    def connection(self) -> AbstractContextManager[Connection]:
        """Open a line for a batch."""
