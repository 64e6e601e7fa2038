"""The post: a message, what became of it, and how the ways it can go look from outside."""

import re
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Literal, Protocol

from mcollector.mail.addresses import BadAddress, address, on_envelope, one_line
from mcollector.mail.letters import Rendered

_MESSAGE_ID = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>")


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


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message ready to travel: the envelope's two addresses, and the mail with CRLF lines."""

    sender: str
    recipient: str
    content: bytes = field(repr=False)


class Connection(Protocol):
    """A line to the post, kept for a batch."""

    def send(self, message: Message) -> Outcome:
        """Hand one message over; a failure is an outcome, never an exception."""


class Post(Protocol):
    """Somewhere letters can be handed over."""

    def connection(self) -> AbstractContextManager[Connection]:
        """Open a line for a batch."""


def pack(message: Message) -> Parcel:
    """Return the message ready to travel; raises BadAddress when it cannot."""
    try:
        mime = to_mime(message)
        content = mime.as_bytes()
    except (ValueError, MessageError):
        raise BadAddress("the message cannot be written as a mail") from None
    return Parcel(on_envelope(mime["From"].addresses[0]), on_envelope(address(message.to)), content)


def to_mime(message: Message) -> EmailMessage:
    """Return the mail; raises ValueError where a value could not stand in a header."""
    mime = EmailMessage(policy=SMTP)
    mime["Subject"] = one_line(message.rendered.subject)
    mime["From"] = _sender(message.from_)
    mime["To"] = address(message.to, message.to_name)
    if message.reply_to:
        mime["Reply-To"] = address(message.reply_to)
    if message.at is not None:
        mime["Date"] = message.at
    mime["Message-ID"] = _message_id(message.message_id)
    mime["List-Id"] = one_line(message.list_id)
    mime["Auto-Submitted"] = "auto-generated"
    mime.set_content(message.rendered.text, cte="base64")
    mime.add_alternative(message.rendered.html, subtype="html", cte="base64")
    return mime


def _sender(text: str) -> Address:
    """Return the sender of `name@host` or `Name <name@host>`."""
    name, bracket, rest = text.partition("<")
    if not bracket:
        return address(text)
    return address(rest.removesuffix(">"), name.strip().strip('"'))


def _message_id(text: str) -> str:
    if not _MESSAGE_ID.fullmatch(text):
        raise BadAddress("a Message-ID looks like <id@host>")
    return text
