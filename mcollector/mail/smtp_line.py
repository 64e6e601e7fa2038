"""A kept SMTP connection: every answer, silence and cut becomes an outcome."""

import re
import smtplib
import time
from collections.abc import Callable
from contextlib import suppress

from mcollector.mail import smtp_words
from mcollector.mail.addresses import BadAddress
from mcollector.mail.parcels import Parcel, pack
from mcollector.mail.post import BAD_ADDRESS, SENT, Message, Outcome
from mcollector.mail.smtp_call import SmtpCall
from mcollector.mail.smtp_words import Reply

MOST_MISSES = 3
"""After so many failed connections in a row the rest of a batch waits for its next turn."""

TALK = 60.0
"""Seconds for everything before a letter's content, from the first connection on."""

ANSWER = 30.0
"""Seconds for the content and the answer to it: a letter's lease is longer than both together."""

GOODBYE = 5.0

_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
_END = b".\r\n"
_CLOSING = 421
_CUT = frozenset({"dropped", str(_CLOSING)})


class SmtpLine:
    """Connects at the first letter; `send` never raises for what a server or network does.

    Until DATA is accepted a failure is `retry`: nothing was handed over. From the first byte of
    the mail until the answer it is `unknown`: the server may have it. A refusal is final only when
    it is about the letter (5xx to MAIL, RCPT or DATA), never when it is about us (TLS, password).
    However slowly a server talks, a letter has its outcome before its lease ends.
    """

    def __init__(self, connect: Callable[[float], SmtpCall], talk: float = TALK) -> None:
        self._connect = connect
        self._talk = talk
        self._until = 0.0
        self._server: SmtpCall | None = None
        self._misses = 0
        self._last_miss = ""

    def send(self, message: Message) -> Outcome:
        """Hand one letter over; a kept connection that turns out to be cut is renewed once."""
        try:
            parcel = pack(message)
        except BadAddress:
            return BAD_ADDRESS
        return self.carry(parcel)

    def carry(self, parcel: Parcel) -> Outcome:
        """Hand over a letter that is packed already; as `send`."""
        self._until = time.monotonic() + self._talk
        kept = self._server is not None
        outcome = self._carried(parcel)
        if kept and outcome.state == "retry" and outcome.code.partition(" ")[0] in _CUT:
            return self._carried(parcel)
        return outcome

    def _carried(self, parcel: Parcel) -> Outcome:
        server = self._open()
        if server is None:
            return Outcome("retry", self._last_miss)
        server.until = self._until
        try:
            refusal = _announce(server, parcel)
        except (smtplib.SMTPException, OSError) as error:
            self._cut()
            return Outcome("retry", smtp_words.reason(error))
        if refusal is not None:
            return self._refused(refusal, garbled=Outcome("retry", "garbled"))
        return self._hand_over(server, parcel)

    def _open(self) -> SmtpCall | None:
        if self._server is None and self._misses < MOST_MISSES:
            try:
                self._server = self._connect(self._until)
                self._misses = 0
            except (smtplib.SMTPException, OSError) as error:
                self._misses += 1
                self._last_miss = smtp_words.reason(error)
        return self._server

    def _hand_over(self, server: SmtpCall, parcel: Parcel) -> Outcome:
        server.until = time.monotonic() + ANSWER
        try:
            server.send(_dotted(parcel.content) + _END)
            reply = server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._cut()
            return Outcome("unknown", smtp_words.reason(error))
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
        return Outcome("failed" if code // 100 == 5 else "retry", smtp_words.code(reply))

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
                self._server.until = time.monotonic() + GOODBYE
                self._server.quit()
        self._cut()


def _announce(server: SmtpCall, parcel: Parcel) -> Reply | None:
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


def _dotted(content: bytes) -> bytes:
    """Return the content with a second dot before a line's first (RFC 5321 §4.5.2)."""
    may_need = content.startswith(b".") or b"\n." in content
    return _LEADING_DOT.sub(b"..", content) if may_need else content
