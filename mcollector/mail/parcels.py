"""Packing: a message as the bytes that travel, with an envelope of two addresses.

What a batch has in common is written once, by the email package; what differs from letter to letter
is written here, in signs that cannot end a line: base64, or an address that was checked.
"""

import re
from binascii import b2a_base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from functools import lru_cache

from mcollector.mail.addresses import BadAddress, address, on_envelope, one_line
from mcollector.mail.post import Message

_MESSAGE_ID = re.compile(r"<[!-;=@-~]+@[!-;=@-~]+>")
_BYTES = 45
"""Of a name in an encoded word, which may have 75 columns (RFC 2047 §2)."""

_COLUMNS = 76
_BETWEEN = b"\r\n--=_letter"
"""How a part begins (RFC 2046); no line of base64 begins with two hyphens."""

_PART = b'\r\nContent-Type: text/%b; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
_TEXT, _HTML = _BETWEEN + _PART % b"plain", _BETWEEN + _PART % b"html"
_MIME = (
    b"MIME-Version: 1.0\r\n"
    b'Content-Type: multipart/alternative; boundary="' + _BETWEEN[4:] + b'"\r\n'
)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message ready to travel: the envelope's two addresses, and the mail with CRLF lines."""

    sender: str
    recipient: str
    content: bytes = field(repr=False)


def pack(message: Message) -> Parcel:
    """Return the message ready to travel; raises BadAddress when it cannot."""
    words = message.rendered
    try:
        sender, head = _head(
            words.subject, message.from_, message.reply_to, message.list_id, message.at
        )
        recipient = address(message.to, message.to_name)
        own = f"{_to(recipient)}\r\nMessage-ID: {_message_id(message.message_id)}\r\n"
        parts = (_TEXT, _base64(words.text), _HTML, _base64(words.html), _BETWEEN, b"--\r\n")
        content = b"".join((head, own.encode("ascii"), _MIME, *parts))
    except (ValueError, MessageError):
        raise BadAddress("the message cannot be written as a mail") from None
    return Parcel(sender, on_envelope(recipient), content)


@lru_cache(maxsize=32)
def _head(
    subject: str, from_: str, reply_to: str, list_id: str, at: datetime | None
) -> tuple[str, bytes]:
    """Return the sender on the envelope, and the headers that are the same throughout a batch.

    Raises ValueError where a value could not stand in a header. What is kept names no addressee.
    """
    mime = EmailMessage(policy=SMTP)
    mime["Subject"] = one_line(subject)
    mime["From"] = sender = _sender(from_)
    if reply_to:
        mime["Reply-To"] = address(reply_to)
    if at is not None:
        mime["Date"] = at
    mime["List-Id"] = one_line(list_id)
    mime["Auto-Submitted"] = "auto-generated"
    return on_envelope(sender), mime.as_bytes().removesuffix(b"\r\n")


def _sender(text: str) -> Address:
    """Return the sender of `name@host` or `Name <name@host>`."""
    name, bracket, rest = text.partition("<")
    if not bracket:
        return address(text)
    return address(rest.removesuffix(">"), name.strip().strip('"'))


def _to(to: Address) -> str:
    """Return the header To; a name is encoded even where it need not be: base64 holds no sign."""
    if not to.display_name:
        return f"To: {on_envelope(to)}"
    return "To: " + "\r\n ".join((*_encoded(to.display_name), f"<{on_envelope(to)}>"))


def _encoded(name: str) -> Iterator[str]:
    """Give the name as encoded words; none holds a part of a sign."""
    return (f"=?utf-8?b?{b2a_base64(part, newline=False).decode()}?=" for part in _parts(name))


def _parts(name: str) -> Iterator[bytes]:
    part = b""
    for sign in map(str.encode, name):
        if len(part) + len(sign) > _BYTES:
            yield part
            part = b""
        part += sign
    yield part


def _message_id(text: str) -> str:
    if not _MESSAGE_ID.fullmatch(text):
        raise BadAddress("a Message-ID looks like <id@host>")
    return text


def _base64(text: str) -> bytes:
    """Return the text with CRLF lines, in lines of base64."""
    lines = b"\r\n".join((*text.encode().splitlines(), b""))
    coded = b2a_base64(lines, newline=False)
    return b"\r\n".join(coded[start : start + _COLUMNS] for start in range(0, len(coded), _COLUMNS))
