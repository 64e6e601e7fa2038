"""The example proxy as a real nginx, and visitors that come over TLS."""

import json
import pwd
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPSConnection
from os import geteuid
from pathlib import Path

from tests import certificates, left_behind
from tests.ports import free_port

CONF = Path(__file__).parents[2] / "deploy" / "nginx.conf"
PORTAL, OFFICE = "portal.example.com", "office.example.com"
SECRET = "7K2M-PQ4R-X9ZT-0ABC-DEFG"
PATIENCE = 60
_OTHERS = ("fastcgi", "uwsgi", "scgi")


@dataclass
class Proxy:
    """A running nginx: its ports, its certificate, its folder, what it printed."""

    folder: Path
    tls: int
    plain: int
    process: subprocess.Popen

    @property
    def certificate(self) -> Path:
        return self.folder / "fullchain.pem"

    def context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.certificate)

    def handshake(self, name: str = PORTAL, context: ssl.SSLContext | None = None) -> ssl.SSLSocket:
        plain = socket.create_connection(("127.0.0.1", self.tls), PATIENCE)
        try:
            return (context or self.context()).wrap_socket(plain, server_hostname=name)
        except BaseException:
            plain.close()
            raise

    @contextmanager
    def ask(self, name: str, method: str, path: str, body: bytes = b"", **headers: str):
        """Send a request to the host name; headers are given with _ for -."""
        line = HTTPSConnection(name, self.tls)
        line.sock = self.handshake(name)
        try:
            sent = {key.replace("_", "-"): value for key, value in headers.items()}
            line.request(method, path, body or None, sent)
            with line.getresponse() as answer:
                yield answer
        finally:
            line.close()

    def mirrored(self, name: str, method: str, path: str, body: bytes = b"", **headers: str):
        """Return what the mirror behind the proxy saw of the request."""
        with self.ask(name, method, path, body, **headers) as answer:
            return json.loads(answer.read())

    def takes(self, name: str, path: str, length: int) -> bool:
        """Tell whether a body of this length would be read, without sending one."""
        with self.handshake(name) as line:
            line.sendall(
                f"POST {path} HTTP/1.1\r\nHost: {name}\r\nContent-Length: {length}\r\n"
                "Content-Type: text/plain\r\nExpect: 100-continue\r\n\r\n".encode()
            )
            first = line.recv(64).split(b" ")[1]
        return {b"100": True, b"413": False}[first]

    def stop(self) -> str:
        """End nginx and return what it printed."""
        self.process.terminate()
        return self.process.communicate(timeout=PATIENCE)[1]


def configured(folder: Path, ports: dict[str, int], **changed: str) -> Path:
    """Write the example for this machine: its ports, folders and user; then the changes of a test.

    Every text to replace must be there: an example that moved on is noticed.
    """
    user = pwd.getpwuid(geteuid()).pw_name
    others = "".join(f"\n    {name}_temp_path {folder}/{name};" for name in _OTHERS)
    here = {
        "user www-data;": f"user {user};" if geteuid() == 0 else "",
        "/run/nginx.pid": f"{folder}/nginx.pid",
        "/var/lib/nginx/": f"{folder}/",
        "/etc/ssl/m-collector/privkey.pem": f"{folder}/fullchain.pem",
        "/etc/ssl/m-collector/": f"{folder}/",
        "listen 443": f"listen 127.0.0.1:{ports['tls']}",
        "listen 80": f"listen 127.0.0.1:{ports['plain']}",
        "127.0.0.1:8001": f"127.0.0.1:{ports['portal']}",
        "127.0.0.1:8002": f"127.0.0.1:{ports['office']}",
        "http {": "http {" + others,
    }
    text = CONF.read_text()
    for old, new in {**here, **changed}.items():
        assert old in text, old
        text = text.replace(old, new)
    path = folder / "nginx.conf"
    path.write_text(text)
    return path


@contextmanager
def home() -> Iterator[Path]:
    """Give a folder that nginx's workers may enter, with a certificate for both names."""
    with left_behind.folder("mcnginx") as folder:
        folder.chmod(0o755)
        certificates.write(folder / "fullchain.pem", PORTAL, OFFICE)
        yield folder


@contextmanager
def running(folder: Path, portal: int, office: int, **changed: str) -> Iterator[Proxy]:
    """Run the example before the two doors."""
    ports = {"tls": free_port(), "plain": free_port(), "portal": portal, "office": office}
    process = subprocess.Popen(
        [*command(configured(folder, ports, **changed)), "-g", "daemon off;"],
        stderr=subprocess.PIPE,
        text=True,
    )
    proxy = Proxy(folder, ports["tls"], ports["plain"], process)
    try:
        _wait(proxy)
        yield proxy
    finally:
        if process.poll() is None:
            proxy.stop()


def command(path: Path) -> list[str]:
    """Return how nginx is called with the file; before it is read, it logs to its terminal."""
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
    return [str(nginx), "-e", "stderr", "-p", str(path.parent), "-c", str(path)]


def _wait(proxy: Proxy) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert proxy.process.poll() is None, proxy.process.stderr.read()
        with suppress(OSError), socket.create_connection(("127.0.0.1", proxy.tls)):
            return
        time.sleep(0.02)
    raise AssertionError("nginx did not start")
