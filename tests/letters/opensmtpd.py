"""Debian's OpenSMTPD on loopback: a server nobody of this house wrote, in a folder of its own."""

import os
import smtplib
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import left_behind
from tests.ports import free_port

PATIENCE = 60.0
"""Seconds to wait for something that must happen; it is no measurement."""

NOBODY = 65534

CONFIG = """\
table people file:{folder}/people
table owners file:{folder}/owners
listen on 127.0.0.1 port {port} hostname post.example
action "box" maildir "{folder}/boxes/%{{dest.user:lowercase|strip}}" userbase <owners> \
virtual <people>
match from any for domain "example.com" action "box"
"""

ALONE = 'exec smtpd -d -f "$1/smtpd.conf"'
APART = f'mount --bind "$1/spool" /var/spool; mount --bind "$1/run" /run; {ALONE}'
"""The queue and the socket have fixed places; where that can be, they are this server's own."""


@dataclass
class Server:
    """A server that runs: it knows everybody at example.com and refuses every other domain."""

    folder: Path
    port: int

    def mails(self):
        """Return what lies in every box, by the name of its owner."""
        found = {}
        for path in (self.folder / "boxes").glob("*/new/*"):
            found.setdefault(path.parts[-3], []).append(path.read_bytes())
        return found

    def wait_for(self, count):
        """Wait until so many mails lie in the boxes, and return them."""
        _wait(lambda: sum(map(len, self.mails().values())) >= count)
        return self.mails()


@contextmanager
def opensmtpd(port=None):
    """Give a running server; its mails and its queue go with it."""
    with left_behind.folder("post-") as folder:
        port = port or free_port()
        _furnish(folder, port)
        with _running(folder, port):
            yield Server(folder, port)


def _furnish(folder, port):
    folder.chmod(0o755)
    for name in ("boxes", "spool", "run"):
        (folder / name).mkdir(mode=0o755)
    os.chown(folder / "boxes", NOBODY, NOBODY)
    (folder / "people").write_text("@example.com keeper\n")
    (folder / "owners").write_text(f"keeper {NOBODY}:{NOBODY}:{folder}/boxes\n")
    (folder / "smtpd.conf").write_text(CONFIG.format(folder=folder, port=port))


@contextmanager
def _running(folder, port):
    probe = subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True)
    way = ("unshare", "-m", "sh", "-c", APART) if probe.returncode == 0 else ("sh", "-c", ALONE)
    command = [*way, "sh", str(folder)]
    log = (folder / "log").open("wb")
    with log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            _wait(lambda: _answers(port) or process.poll() is not None)
            assert process.poll() is None, (folder / "log").read_text()
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _answers(port):
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=PATIENCE) as server:
            return server.noop()[0] == 250
    except OSError:
        return False


def _wait(until):
    end = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
