"""The configuration: read once from the environment, frozen, and it says what is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from mcollector.config import refusals, values
from mcollector.config.refusals import PREFIX, ConfigRefused
from mcollector.config.values import DOORS, LOOPBACK

__all__ = ["DOORS", "NAMES", "PREFIX", "Config", "ConfigRefused", "clock"]

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
        own = f"http://127.0.0.1:{values.port(environ.get('PORT', ''))}"
        base_url = values.web_url("BASE_URL", given["BASE_URL"].rstrip("/") or own)
        keys = home / "keys"
        return cls(
            home=home,
            base_url=base_url,
            office_url=values.web_url("OFFICE_URL", given["OFFICE_URL"].rstrip("/") or base_url),
            database_url=values.database_url(given["DATABASE_URL"], home),
            redis_url=values.redis_url(given["REDIS_URL"], home),
            files_root=values.files_root(given["FILES_URL"], home),
            smtp_url=given["SMTP_URL"],
            mail_from=values.mail_from(given["MAIL_FROM"], base_url),
            doors=values.doors(given["DOORS"]),
            server_key_file=Path(given["SERVER_KEY_FILE"] or keys / "server.key"),
            intake_key_file=Path(given["INTAKE_KEY_FILE"] or keys / "intake.key"),
            audit_key_file=Path(given["AUDIT_KEY_FILE"] or keys / "audit.key"),
            cookie_key_file=Path(given["COOKIE_KEY_FILE"] or keys / "cookie.key"),
            trusted_proxies=values.proxies(given["TRUSTED_PROXIES"]),
            metrics_token=values.metrics_token(given["METRICS_TOKEN"]),
            time_shift=values.time_shift(given["TIME_SHIFT"], base_url),
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
            raise refusals.unknown(name, PREFIX + (near[0] if near else NAMES[0]))
