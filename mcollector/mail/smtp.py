"""SMTP: the server of a URL, greeted, encrypted and signed in."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from mcollector.mail.smtp_call import SmtpCall
from mcollector.mail.smtp_line import TALK, SmtpLine
from mcollector.mail.smtp_url import SmtpUrl

PATIENCE = 30.0
"""Seconds a server may be silent."""


class SmtpPost:
    """Hands letters to the server of a URL; raises RuleBroken for a URL it cannot use.

    Certificates are verified against the system's roots, or those of SSL_CERT_FILE. `patience` and
    `talk` are seconds: of one silence, and of all that is said before a letter's content.
    """

    def __init__(self, url: str, *, patience: float = PATIENCE, talk: float = TALK) -> None:
        self._url = SmtpUrl.parse(url)
        self._patience = patience
        self._talk = talk

    @contextmanager
    def connection(self) -> Iterator[SmtpLine]:
        """Give a line that connects at the first letter and again when it was cut."""
        line = SmtpLine(self._connect, self._talk)
        try:
            yield line
        finally:
            line.close()

    def _connect(self, until: float) -> SmtpCall:
        tls = ssl.create_default_context()
        server = SmtpCall(
            self._url.host,
            self._url.port,
            self._patience,
            until,
            tls if self._url.scheme == "smtps" else None,
        )
        try:
            self._introduce(server, tls)
        except (smtplib.SMTPException, OSError):
            server.close()
            raise
        return server

    def _introduce(self, server: SmtpCall, tls: ssl.SSLContext) -> None:
        """Say EHLO, again after STARTTLS, for what was heard before it proves nothing."""
        if self._url.scheme == "smtp+starttls":
            server.starttls(context=tls)
        server.ehlo_or_helo_if_needed()
        if self._url.user:
            server.login(self._url.user, self._url.password)
