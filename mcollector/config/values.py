"""What one variable of the environment may hold: read, or refused with what to write instead."""

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, urlsplit

from mcollector.config.refusals import malformed
from mcollector.rules.hosts import is_this_machine
from mcollector.rules.sentences import say

DOORS = frozenset({"portal", "admin"})
LOOPBACK = ("localhost", "127.0.0.1", "::1")
MOST_PROXIES = 10
SHORTEST_TOKEN = 32
"""Signs of a token that is asked for without a pause after wrong ones."""

_SHIFT = re.compile(r"([+-])([0-9]{1,5})([dhm])")
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}
_FROM = re.compile(r"[^<>@\s]+@[\w.-]+|[^<>@\r\n]*<[^<>@\s]+@[\w.-]+>")
_POSTGRES = ("postgres", "postgresql", "postgresql+psycopg")
_QUEUES = ("redis", "rediss", "unix")


def port(text: str) -> int:
    """Return the port `make run` listens on, 8000 unless given."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if text and not 0 < number < 65536:
        raise malformed("PORT", say("1から65535までの数字を指定してください。"))
    return number or 8000


def web_url(name: str, url: str) -> str:
    """Return the address of a door: scheme, host and port, nothing behind them."""
    parts = _split(url)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise malformed(name, say("http:// または https:// で始まるURLを指定してください。"))
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise malformed(name, say("このパソコンの外に公開するときは https:// を指定してください。"))
    if parts.path or parts.query or parts.fragment or parts.username:
        raise malformed(
            name, say("https://mynumber.example.com のように、ホスト名までを書いてください。")
        )
    return url


def database_url(url: str, home: Path) -> str:
    """Return the URL as SQLAlchemy wants it; a file in the home unless given."""
    if not url:
        return f"sqlite:///{home}/m-collector.db"
    scheme, _, rest = url.partition("://")
    if scheme in _POSTGRES:
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and rest.startswith("/") and rest.strip("/") not in ("", ":memory:"):
        return url
    raise malformed(
        "DATABASE_URL",
        say("sqlite:////フォルダー/ファイル または postgresql:// を指定してください。"),
    )


def redis_url(url: str, home: Path) -> str:
    """Return the URL of the queue; the embedded one's socket unless given."""
    if not url:
        return f"unix://{home}/valkey.sock"
    parts = _split(url)
    if parts is None or parts.scheme not in _QUEUES or not (parts.hostname or parts.path):
        raise malformed("REDIS_URL", say("redis://、rediss:// または unix:// を指定してください。"))
    if parts.scheme != "unix" and not (_is_here(parts) or _is_encrypted(parts)):
        raise malformed(
            "REDIS_URL",
            say("このパソコンの外の列には、証明書を確かめる rediss:// を指定してください。"),
        )
    return url


def _is_here(queue: SplitResult) -> bool:
    """Tell whether the queue is on this machine: the client takes a host from the query too."""
    return is_this_machine(queue.hostname or "") and "host" not in parse_qs(queue.query)


def _is_encrypted(queue: SplitResult) -> bool:
    """Tell whether TLS is spoken, and the certificate looked at: the query can turn that off."""
    asked = parse_qs(queue.query)
    is_checked = asked.get("ssl_cert_reqs", ["required"]) == ["required"]
    return queue.scheme == "rediss" and is_checked and "ssl_check_hostname" not in asked


def metrics_token(token: str) -> str:
    """Return the token of /metrics: none, or one that nobody guesses."""
    if token and len(token) < SHORTEST_TOKEN:
        raise malformed(
            "METRICS_TOKEN",
            say("32文字以上の、だれにも推測できない文字列を指定してください。"),
        )
    return token


def files_root(url: str, home: Path) -> Path:
    """Return the folder of sealed blobs."""
    if not url:
        return home / "files"
    if url.startswith("file:///") and url.strip("/") != "file:":
        return Path(url.removeprefix("file://"))
    raise malformed(
        "FILES_URL", say("今は file:/// だけが使えます。共有フォルダーを指定してください。")
    )


def mail_from(text: str, base_url: str) -> str:
    """Return the sender of every letter: an address, or a name with one in angle brackets."""
    if text and not _FROM.fullmatch(text):
        raise malformed(
            "MAIL_FROM", say("no-reply@example.com のように、メールアドレスを指定してください。")
        )
    return text or f"no-reply@{urlsplit(base_url).hostname}"


def doors(text: str) -> frozenset[str]:
    """Return the doors this process opens; both unless given."""
    chosen = frozenset(part.strip() for part in text.split(",") if part.strip()) or DOORS
    if not chosen <= DOORS:
        raise malformed("DOORS", say("portal と admin から選んでください（コンマ区切り）。"))
    return chosen


def proxies(text: str) -> int:
    """Return how many proxies stand before us."""
    is_number = text.isascii() and text.isdigit() and len(text) < 3
    if text and not (is_number and int(text) <= MOST_PROXIES):
        raise malformed("TRUSTED_PROXIES", say("0から10までの整数を指定してください。"))
    return int(text or 0)


def time_shift(text: str, base_url: str) -> timedelta:
    """Return how far the clock is moved; on a loopback installation only."""
    if not text:
        return timedelta()
    match = _SHIFT.fullmatch(text)
    if match is None:
        raise malformed("TIME_SHIFT", say("+3d、-2h、+30m のように指定してください。"))
    if urlsplit(base_url).hostname not in LOOPBACK:
        raise malformed(
            "TIME_SHIFT", say("試用（127.0.0.1）のときだけ使えます。削除してください。")
        )
    sign, amount, unit = match.groups()
    return timedelta(**{_UNITS[unit]: int(sign + amount)})


def _split(url: str) -> SplitResult | None:
    """Return the parts of a URL whose host and port can be read; None for any other text."""
    try:
        parts = urlsplit(url)
        is_reachable = parts.port != 0
    except ValueError:
        return None
    return parts if is_reachable else None
