"""The post: a message, what became of it, and the two ways it can go."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Protocol

from mcollector.mail.letters import Rendered


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message: `sent`, `retry`, `failed` or `unknown`, and the server's code."""

    state: str
    code: str = ""


SENT = Outcome("sent")


@dataclass(frozen=True, slots=True)
class Message:
    """One mail to one address; its id is stable, so that a second delivery can be recognised."""

    to: str
    to_name: str
    rendered: Rendered = field(repr=False)
    message_id: str
    from_: str
    reply_to: str
    list_id: str


class Connection(Protocol):
    """A line to the post, kept for a batch."""

    def send(self, message: Message) -> Outcome:
        """Hand one message over; a failure is an outcome, never an exception."""


class Post(Protocol):
    """Somewhere letters can be handed over."""

    def connection(self) -> AbstractContextManager[Connection]:
        """Open a line for a batch."""


def to_mime(message: Message) -> EmailMessage:
    """Return the mail; raises ValueError where an address or header could not stand in a header."""
    mime = EmailMessage(policy=SMTP)
    mime["Subject"] = message.rendered.subject
    mime["From"] = message.from_
    mime["To"] = Address(display_name=message.to_name, addr_spec=message.to)
    if message.reply_to:
        mime["Reply-To"] = Address(addr_spec=message.reply_to)
    mime["Message-ID"] = message.message_id
    mime["List-Id"] = message.list_id
    mime["Auto-Submitted"] = "auto-generated"
    mime.set_content(message.rendered.text)
    mime.add_alternative(message.rendered.html, subtype="html")
    return mime
