"""The configuration: read once from the environment, frozen, and it says what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from mcollector.rules.errors import RuleBroken
from mcollector.rules.sentences import say

PREFIX = "MCOLLECTOR_"
NAMES = (
    "HOME",
    "BASE_URL",
    "OFFICE_URL",
    "DATABASE_URL",
    "REDIS_URL",
    "FILES_URL",
    "SMTP_URL",
    "MAIL_FROM",
    "DOORS",
    "SERVER_KEY_FILE",
    "INTAKE_KEY_FILE",
    "AUDIT_KEY_FILE",
    "COOKIE_KEY_FILE",
    "TRUSTED_PROXIES",
    "METRICS_TOKEN",
    "TIME_SHIFT",
)
DOORS = frozenset({"portal", "admin"})
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SHIFT = re.compile(r"^([+-])(\d{1,5})([dhm])$")
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


class ConfigRefused(RuleBroken):
    """The environment cannot be used as it is; the sentence names the variable and the remedy."""


@dataclass(frozen=True, slots=True)
class Config:
    """What operators can set; everything has a default that works on one machine."""

    home: Path
    base_url: str
    office_url: str
    database_url: str = field(repr=False)
    redis_url: str = field(repr=False)
    files_root: Path
    smtp_url: str = field(repr=False)
    mail_from: str
    doors: frozenset[str]
    server_key_file: Path
    intake_key_file: Path
    audit_key_file: Path
    cookie_key_file: Path
    trusted_proxies: int
    metrics_token: str = field(repr=False)
    time_shift: timedelta

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Config":
        """Return the config; raises ConfigRefused for an unknown name or an unusable value."""
        _refuse_unknown(environ)
        given = {name: environ.get(PREFIX + name, "") for name in NAMES}
        home = Path(given["HOME"] or "var").absolute()
        base_url = (given["BASE_URL"] or f"http://127.0.0.1:{environ.get('PORT') or 8000}").rstrip(
            "/"
        )
        keys = home / "keys"
        return cls(
            home=home,
            base_url=_web_url("BASE_URL", base_url),
            office_url=_web_url("OFFICE_URL", given["OFFICE_URL"].rstrip("/") or base_url),
            database_url=_database_url(given["DATABASE_URL"], home),
            redis_url=given["REDIS_URL"] or f"unix://{home}/valkey.sock",
            files_root=_files_root(given["FILES_URL"], home),
            smtp_url=given["SMTP_URL"],
            mail_from=given["MAIL_FROM"] or f"no-reply@{urlsplit(base_url).hostname}",
            doors=_doors(given["DOORS"]),
            server_key_file=Path(given["SERVER_KEY_FILE"] or keys / "server.key"),
            intake_key_file=Path(given["INTAKE_KEY_FILE"] or keys / "intake.key"),
            audit_key_file=Path(given["AUDIT_KEY_FILE"] or keys / "audit.key"),
            cookie_key_file=Path(given["COOKIE_KEY_FILE"] or keys / "cookie.key"),
            trusted_proxies=_count("TRUSTED_PROXIES", given["TRUSTED_PROXIES"]),
            metrics_token=given["METRICS_TOKEN"],
            time_shift=_shift(given["TIME_SHIFT"], base_url),
        )

    @property
    def is_loopback(self) -> bool:
        """Tell whether the portal is reachable from this machine only."""
        return urlsplit(self.base_url).hostname in LOOPBACK

    @property
    def secure_cookies(self) -> bool:
        """Tell whether cookies are Secure and __Host-: always, but on loopback http."""
        return not (self.is_loopback and self.base_url.startswith("http://"))

    @property
    def trusted_hosts(self) -> list[str]:
        """Return the host names requests may name."""
        if self.is_loopback:
            return ["localhost", "127.0.0.1", "[::1]"]
        return [urlsplit(url).netloc for url in (self.base_url, self.office_url)]

    @property
    def mail_domain(self) -> str:
        """Return the domain of Message-IDs: that of the sender's address."""
        return self.mail_from.rpartition("@")[2].rstrip(">")

    @property
    def shows_mailbox(self) -> bool:
        """Tell whether /mail/ may exist: letters lie in a Maildir on a loopback installation."""
        return self.is_loopback and not self.trusted_proxies and not self.smtp_url


def clock(config: Config) -> Callable[[], datetime]:
    """Return `now()`: aware UTC, shifted; the only place that asks the machine's clock."""
    return lambda: datetime.now(UTC) + config.time_shift


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    for name in sorted(environ):
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in NAMES:
            near = get_close_matches(name.removeprefix(PREFIX), NAMES, n=1)
            hint = PREFIX + near[0] if near else PREFIX + "HOME"
            raise ConfigRefused(
                say(
                    "環境変数 %(name)s は知らない名前です。%(hint)s の誤りではありませんか。",
                    name=name,
                    hint=hint,
                )
            )


def _web_url(name: str, url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _refused(name, say("http:// または https:// で始まるURLを指定してください。"))
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise _refused(name, say("このパソコンの外に公開するときは https:// を指定してください。"))
    return url


def _database_url(url: str, home: Path) -> str:
    if not url:
        return f"sqlite:///{home}/m-collector.db"
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite":
        return url
    raise _refused("DATABASE_URL", say("sqlite:/// または postgresql:// を指定してください。"))


def _files_root(url: str, home: Path) -> Path:
    if not url:
        return home / "files"
    if url.startswith("file:///"):
        return Path(url.removeprefix("file://"))
    raise _refused(
        "FILES_URL", say("今は file:/// だけが使えます。共有フォルダーを指定してください。")
    )


def _doors(text: str) -> frozenset[str]:
    doors = frozenset(part.strip() for part in text.split(",") if part.strip()) or DOORS
    if not doors <= DOORS:
        raise _refused("DOORS", say("portal と admin から選んでください（コンマ区切り）。"))
    return doors


def _count(name: str, text: str) -> int:
    if text and not (text.isascii() and text.isdigit()):
        raise _refused(name, say("0以上の整数を指定してください。"))
    return int(text or 0)


def _shift(text: str, base_url: str) -> timedelta:
    if not text:
        return timedelta()
    found = _SHIFT.match(text)
    if found is None:
        raise _refused("TIME_SHIFT", say("+3d、-2h、+30m のように指定してください。"))
    if urlsplit(base_url).hostname not in LOOPBACK:
        raise _refused("TIME_SHIFT", say("試用（127.0.0.1）のときだけ使えます。削除してください。"))
    sign, amount, unit = found.groups()
    return timedelta(**{_UNITS[unit]: int(sign + amount)})


def _refused(name: str, remedy: object) -> ConfigRefused:
    return ConfigRefused(
        say(
            "環境変数 %(name)s が正しくありません。%(remedy)s",
            name=PREFIX + name,
            remedy=str(remedy),
        )
    )
