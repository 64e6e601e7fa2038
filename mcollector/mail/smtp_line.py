"""A kept SMTP connection: every answer, silence and cut becomes an outcome."""

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress

from mcollector.mail.addresses import BadAddress
from mcollector.mail.parcels import Parcel, pack
from mcollector.mail.post import BAD_ADDRESS, SENT, Message, Outcome

MOST_MISSES = 3
"""After so many failed connections in a row the rest of a batch waits for its next turn."""

Reply = tuple[int, bytes]

_DETAIL = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}(?!\S)")
"""The enhanced status code a server may put before its words (RFC 3463)."""

_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
_END = b".\r\n"
_CLOSING = 421
_CUT = frozenset({"dropped", str(_CLOSING)})


class SmtpLine:
    """Connects at the first letter; `send` never raises for what a server or network does.

    Until DATA is accepted a failure is `retry`: nothing was handed over. From the first byte of
    the mail until the answer it is `unknown`: the server may have it. A refusal is final only when
    it is about the letter (5xx to MAIL, RCPT or DATA), never when it is about us (TLS, password).
    """

    def __init__(self, connect: Callable[[], smtplib.SMTP]) -> None:
        self._connect = connect
        self._server: smtplib.SMTP | None = None
        self._misses = 0
        self._last_miss = ""

    def send(self, message: Message) -> Outcome:
        """Hand one letter over; a kept connection that turns out to be cut is renewed once."""
        try:
            parcel = pack(message)
        except BadAddress:
            return BAD_ADDRESS
        kept = self._server is not None
        outcome = self._carry(parcel)
        if kept and outcome.state == "retry" and outcome.code.partition(" ")[0] in _CUT:
            return self._carry(parcel)
        return outcome

    def _carry(self, parcel: Parcel) -> Outcome:
        server = self._open()
        if server is None:
            return Outcome("retry", self._last_miss)
        try:
            refusal = _announce(server, parcel)
        except (smtplib.SMTPException, OSError) as error:
            self._cut()
            return Outcome("retry", _reason(error))
        if refusal is not None:
            return self._refused(refusal, garbled=Outcome("retry", "garbled"))
        return self._hand_over(server, parcel)

    def _open(self) -> smtplib.SMTP | None:
        if self._server is None and self._misses < MOST_MISSES:
            try:
                self._server = self._connect()
                self._misses = 0
            except (smtplib.SMTPException, OSError) as error:
                self._misses += 1
                self._last_miss = _reason(error)
        return self._server

    def _hand_over(self, server: smtplib.SMTP, parcel: Parcel) -> Outcome:
        try:
            server.send(_LEADING_DOT.sub(b"..", parcel.content) + _END)
            reply = server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._cut()
            return Outcome("unknown", _reason(error))
        if reply[0] // 100 == 2:
            return SENT
        return self._refused(reply, garbled=Outcome("unknown", "garbled"))

    def _refused(self, reply: Reply, *, garbled: Outcome) -> Outcome:
        """Return what the refusal means; `garbled` where the code is none that SMTP has here."""
        code = reply[0]
        if code // 100 not in (4, 5):
            self._cut()
            return garbled
        if code == _CLOSING:
            self._cut()
        else:
            self._reset()
        return Outcome("failed" if code // 100 == 5 else "retry", _code(reply))

    def _reset(self) -> None:
        """Forget the refused letter, so that the next one starts afresh on this connection."""
        try:
            if self._server is not None:
                self._server.rset()
        except (smtplib.SMTPException, OSError):
            self._cut()

    def _cut(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.close()

    def close(self) -> None:
        """Say goodbye where somebody still listens, and hang up."""
        with suppress(smtplib.SMTPException, OSError):
            if self._server is not None:
                self._server.quit()
        self._cut()


def _announce(server: smtplib.SMTP, parcel: Parcel) -> Reply | None:
    """Return the reply that refuses the letter, or None when its content may follow."""
    steps = (
        (f"MAIL FROM:<{parcel.sender}>", 2),
        (f"RCPT TO:<{parcel.recipient}>", 2),
        ("DATA", 3),
    )
    for command, accepted in steps:
        reply = server.docmd(command)
        if reply[0] // 100 != accepted:
            return reply
    return None


def _code(reply: Reply) -> str:
    """Return `550` or, where the server says it more exactly, `550 5.1.1`; never its words."""
    detail = _DETAIL.match(reply[1])
    return f"{reply[0]} {detail[0].decode()}" if detail else str(reply[0])


def _reason(error: Exception) -> str:
    """Return a word for the list of failures; smtplib hides a timeout behind a disconnection."""
    if isinstance(error, smtplib.SMTPResponseException):
        return str(error.smtp_code)
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "timeout"
    if isinstance(error, smtplib.SMTPServerDisconnected | ConnectionResetError | BrokenPipeError):
        return "dropped"
    if isinstance(error, ssl.SSLError):
        return "tls"
    return "not-supported" if isinstance(error, smtplib.SMTPException) else "no-connection"
