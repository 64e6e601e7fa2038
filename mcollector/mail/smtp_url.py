"""MCOLLECTOR_SMTP_URL: which server, how encrypted, signed in as whom."""

from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

from mcollector.rules.errors import RuleBroken
from mcollector.rules.sentences import Sentence, say

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
LOOPBACK = ("localhost", "127.0.0.1", "::1")

_FORM = say(
    "MCOLLECTOR_SMTP_URL を読めません。"
    "smtp+starttls://ユーザー:パスワード@ホスト:587 のように書き、"
    "ユーザーとパスワードの記号はURLエンコードしてください。"
)
_UNENCRYPTED = say(
    "暗号化しないSMTPは、このパソコンの中だけで使えます。"
    "MCOLLECTOR_SMTP_URL を smtp+starttls:// または smtps:// にしてください。"
)
_NOT_ASCII = say(
    "MCOLLECTOR_SMTP_URL のユーザーとパスワードには、半角の英数字と記号だけが使えます。"
)
_HALF = say("MCOLLECTOR_SMTP_URL には、ユーザーとパスワードを両方書くか、両方書かないでください。")


@dataclass(frozen=True, slots=True)
class SmtpUrl:
    """A server as configured; it prints neither user nor password."""

    scheme: str
    host: str
    port: int
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, url: str) -> "SmtpUrl":
        """Return the server of `smtp://`, `smtp+starttls://` or `smtps://[user:pass@]host[:port]`.

        Raises RuleBroken with a sentence that repeats nothing of the URL; unencrypted SMTP is for
        this machine only.
        """
        try:
            parts = urlsplit(url)
            port = parts.port
            host = (parts.hostname or "").encode("idna").decode()
        except ValueError:
            raise RuleBroken(_FORM) from None
        server = cls(
            parts.scheme,
            host,
            port or PORTS.get(parts.scheme, 0),
            unquote(parts.username or ""),
            unquote(parts.password or ""),
        )
        if sentence := _wrong(server, parts):
            raise RuleBroken(sentence)
        return server


def _wrong(server: SmtpUrl, parts: SplitResult) -> Sentence | None:
    rest = parts.path.strip("/") or parts.query or parts.fragment
    if server.scheme not in PORTS or not server.host or rest:
        return _FORM
    if server.scheme == "smtp" and server.host not in LOOPBACK:
        return _UNENCRYPTED
    if bool(server.user) != bool(server.password):
        return _HALF
    return None if (server.user + server.password).isascii() else _NOT_ASCII
