"""A call to an SMTP server: smtplib, every wait of which ends at one moment."""

import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from typing import Any


class Lines:
    """What the server says, line by line; a server that dribbles gets no more time for it."""

    def __init__(self, sock: socket.socket, wait: Callable[[], None]) -> None:
        self._sock = sock
        self._wait = wait
        self._heard = b""

    def readline(self, most: int) -> bytes:
        """Return the next line, or what there was of it when the server hung up."""
        while (end := self._heard.find(b"\n")) < 0 and len(self._heard) < most:
            self._wait()
            more = self._sock.recv(4096)
            if not more:
                break
            self._heard += more
        cut = end + 1 or most
        line, self._heard = self._heard[:cut], self._heard[cut:]
        return line

    def close(self) -> None:
        """Hear no more; the socket is its owner's to close."""


class SmtpCall(smtplib.SMTP):
    """Connects at once; no wait is longer than `patience` seconds, none lasts past `until`.

    `until` is a moment of `time.monotonic`; whoever calls moves it on for what comes next. With
    `tls` the call is encrypted from its first byte. Past it everything raises TimeoutError, or what
    smtplib makes of one.
    """

    def __init__(
        self, host: str, port: int, patience: float, until: float, tls: ssl.SSLContext | None = None
    ) -> None:
        self.patience, self.until, self._tls = patience, until, tls
        super().__init__(host, port, timeout=patience)

    def _get_socket(self, host: str, port: int, _timeout: float) -> socket.socket:
        """Return a socket to the first of the host's addresses that answers; smtplib's own hook."""
        sock = self._dialled(host, port)
        return sock if self._tls is None else self._tls.wrap_socket(sock, server_hostname=host)

    def _dialled(self, host: str, port: int) -> socket.socket:
        missed: OSError = OSError("the host has no address")
        where: Any
        for *_how, where in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            try:
                return socket.create_connection(where[:2], timeout=self._left())
            except OSError as error:
                missed = error
        raise missed

    def _left(self) -> float:
        left = min(self.patience, self.until - time.monotonic())
        if left <= 0:
            raise TimeoutError
        return left

    def _wait(self) -> None:
        """Let the next wait end in time."""
        left = self._left()
        sock = self._open()
        if sock.gettimeout() != left:
            sock.settimeout(left)

    def _open(self) -> socket.socket:
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("the call is over")
        return self.sock

    def send(self, s: Any) -> None:  # noqa: ANN401 - text or bytes, as smtplib has it
        """Send it, all of it in time."""
        self._wait()
        super().send(s)

    def getreply(self) -> tuple[int, bytes]:
        """Return the reply, all of it in time."""
        if self.file is None:
            self.file = Lines(self._open(), self._wait)
        return super().getreply()
