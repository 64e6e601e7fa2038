"""SMTP: the server of a URL, greeted, encrypted and signed in."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from mcollector.mail.smtp_line import SmtpLine
from mcollector.mail.smtp_url import SmtpUrl

PATIENCE = 30.0
"""Seconds a server may be silent; a letter's lease is two minutes (architecture §7)."""


class SmtpPost:
    """Hands letters to the server of a URL; raises RuleBroken for a URL it cannot use.

    Certificates are verified against the system's roots, or those of SSL_CERT_FILE.
    """

    def __init__(self, url: str, *, patience: float = PATIENCE) -> None:
        self._url = SmtpUrl.parse(url)
        self._patience = patience

    @contextmanager
    def connection(self) -> Iterator[SmtpLine]:
        """Give a line that connects at the first letter and again when it was cut."""
        line = SmtpLine(self._connect)
        try:
            yield line
        finally:
            line.close()

    def _connect(self) -> smtplib.SMTP:
        tls = ssl.create_default_context()
        server = self._dial(tls)
        try:
            self._introduce(server, tls)
        except (smtplib.SMTPException, OSError):
            server.close()
            raise
        return server

    def _dial(self, tls: ssl.SSLContext) -> smtplib.SMTP:
        host, port = self._url.host, self._url.port
        if self._url.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, timeout=self._patience, context=tls)
        return smtplib.SMTP(host, port, timeout=self._patience)

    def _introduce(self, server: smtplib.SMTP, tls: ssl.SSLContext) -> None:
        """Say EHLO, again after STARTTLS, for what was heard before it proves nothing."""
        if self._url.scheme == "smtp+starttls":
            server.starttls(context=tls)
        server.ehlo_or_helo_if_needed()
        if self._url.user:
            server.login(self._url.user, self._url.password)
