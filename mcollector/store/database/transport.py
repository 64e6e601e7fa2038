"""The way to PostgreSQL: it stays on this machine, or is encrypted to somebody who is known."""

from collections.abc import Mapping
from typing import Any

from mcollector.rules.hosts import is_this_machine

SAFE = "verify-full"
"""The only mode of libpq that encrypts always and looks whose certificate it is."""

_HOSTS = (("host", "PGHOST"), ("hostaddr", "PGHOSTADDR"))


def is_private(given: Mapping[str, Any], environ: Mapping[str, str]) -> bool:
    """Tell whether nobody between us and the database can read or answer.

    `given` are libpq's parameters as the driver gets them; libpq takes what is missing there from
    the environment. A service's file may name any host.
    """
    if given.get("sslmode") == SAFE:
        return True
    if given.get("service") or environ.get("PGSERVICE"):
        return False
    named = (str(given.get(name) or environ.get(other, "")) for name, other in _HOSTS)
    return all(_is_here(host) for hosts in named for host in hosts.split(","))


def _is_here(host: str) -> bool:
    """Tell whether it is a unix socket's folder, libpq's own default, or this machine."""
    return not host or host.startswith(("/", "@")) or is_this_machine(host)
