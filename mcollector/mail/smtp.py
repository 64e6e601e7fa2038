"""SMTP: one kept connection a batch; every answer becomes an outcome."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import unquote, urlsplit

from mcollector.mail.post import SENT, Message, Outcome, to_mime
from mcollector.rules.errors import RuleBroken
from mcollector.rules.sentences import say

LOOPBACK = ("localhost", "127.0.0.1", "::1")
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
PATIENCE = 30


class SmtpPost:
    """Hands letters to the server of a URL: smtp:// (loopback), smtp+starttls://, smtps://."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise RuleBroken(
                say(
                    "MCOLLECTOR_SMTP_URL は smtp+starttls:// または smtps:// で"
                    "始まるURLにしてください。"
                )
            )
        if parts.scheme == "smtp" and parts.hostname not in LOOPBACK:
            raise RuleBroken(
                say(
                    "暗号化しないSMTPは、このパソコンの中だけで使えます。"
                    "MCOLLECTOR_SMTP_URL を smtp+starttls:// にしてください。"
                )
            )
        self.scheme, self.host = parts.scheme, parts.hostname
        self.port = parts.port or PORTS[parts.scheme]
        self.user, self.password = unquote(parts.username or ""), unquote(parts.password or "")

    @contextmanager
    def connection(self) -> Iterator["SmtpLine"]:
        """Give a line that connects at the first letter and again when it was cut."""
        line = SmtpLine(self)
        try:
            yield line
        finally:
            line.close()

    def connect(self) -> smtplib.SMTP:
        """Return a greeted, encrypted, signed-in connection."""
        tls = ssl.create_default_context()
        if self.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=PATIENCE, context=tls
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=PATIENCE)
        if self.scheme == "smtp+starttls":
            server.starttls(context=tls)
        if self.user:
            server.login(self.user, self.password)
        return server


class SmtpLine:
    """A kept connection; `send` never raises for what a server or network does."""

    def __init__(self, post: SmtpPost) -> None:
        self._post = post
        self._server: smtplib.SMTP | None = None

    def send(self, message: Message) -> Outcome:
        """Hand one letter over."""
        try:
            mime = to_mime(message)
        except ValueError:
            return Outcome("failed", "bad-address")
        try:
            self._server = self._server or self._post.connect()
            return self._hand_over(self._server, message, mime.as_bytes())
        except smtplib.SMTPResponseException as answer:
            return self._answered(answer.smtp_code)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Outcome("retry", type(error).__name__)

    def _hand_over(self, server: smtplib.SMTP, message: Message, content: bytes) -> Outcome:
        for code, _answer in (server.mail(_address(message.from_)), server.rcpt(message.to)):
            if code >= 400:
                return self._answered(code)
        try:
            code, _answer = server.data(content)
        except smtplib.SMTPDataError as refused:
            return self._answered(refused.smtp_code)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Outcome("unknown", type(error).__name__)
        return SENT if code < 400 else self._answered(code)

    def _answered(self, code: int) -> Outcome:
        if self._server is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._server.rset()
        return Outcome("failed" if code >= 500 else "retry", str(code))

    def close(self) -> None:
        """Say goodbye, whatever state the line is in."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()


def _address(text: str) -> str:
    return text.rpartition("<")[2].rstrip(">")
