"""Ports for the servers of tests."""

import socket
from contextlib import suppress
from secrets import randbelow

LOWEST, COUNT = 20_000, 12_000
"""Below the range from which systems give a port to whoever connects to somebody: what is free now
stays free until a house starts on it, and while it is down between two starts."""


def free_port() -> int:
    """Return a port nobody listens on; the next one to ask gets another."""
    while True:
        port = LOWEST + randbelow(COUNT)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
