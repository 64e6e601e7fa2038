"""A running house for journeys: the real launcher, a home of its own, mails from its Maildir."""

import email
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from email.policy import default
from pathlib import Path

from deploy import processes

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


def free_port() -> int:
    """Return a port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class House:
    """`make run` with the office's door, and the portal in a process of its own.

    The portal's home holds its cookie key and nothing else. `start` again with a shift moves the
    clock of every process.
    """

    home: Path
    database_url: str = ""
    office_port: int = field(default_factory=free_port)
    portal_port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None
    portal: subprocess.Popen | None = None
    setup_link: str = ""
    launch: tuple[str, ...] = (sys.executable, "-m", "deploy.launch")

    @property
    def office_url(self) -> str:
        return f"http://127.0.0.1:{self.office_port}"

    @property
    def portal_url(self) -> str:
        return f"http://127.0.0.1:{self.portal_port}"

    @property
    def portal_home(self) -> Path:
        return self.home.parent / "portal"

    @property
    def log(self) -> Path:
        return self.home.parent / "house.log"

    def environment(self, shift: str = "") -> dict[str, str]:
        """Return the environment of the office's half and of the command line."""
        own = {
            "MCOLLECTOR_HOME": str(self.home),
            "MCOLLECTOR_DOORS": "admin",
            "PORT": str(self.office_port),
        }
        return self._shared(shift) | own

    def portal_environment(self, shift: str = "") -> dict[str, str]:
        """Return the environment of the portal: what it shares, and no key file but its own."""
        own = {
            "MCOLLECTOR_HOME": str(self.portal_home),
            "MCOLLECTOR_DOORS": "portal",
            "MCOLLECTOR_DATABASE_URL": self.database_url or f"sqlite:///{self.home}/m-collector.db",
            "MCOLLECTOR_REDIS_URL": f"unix://{self.home}/valkey.sock",
            "MCOLLECTOR_FILES_URL": f"file://{self.home}/files",
            "PORT": str(self.portal_port),
        }
        return self._shared(shift) | own

    def _shared(self, shift: str) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("MCOLLECTOR_")}
        kept |= {"MCOLLECTOR_BASE_URL": self.portal_url, "MCOLLECTOR_OFFICE_URL": self.office_url}
        if self.database_url:
            kept["MCOLLECTOR_DATABASE_URL"] = self.database_url
        if shift:
            kept["MCOLLECTOR_TIME_SHIFT"] = shift
        return kept

    def start(self, shift: str = "") -> "House":
        self.home.parent.mkdir(parents=True, exist_ok=True)
        self.process = self._run(self.launch, self.environment(shift), subprocess.PIPE)
        self._read_announcement()
        self._give_the_portal_its_cookie_key()
        web = processes.web(sys.executable, "portal")
        self.portal = self._run(web.arguments, self.portal_environment(shift), subprocess.DEVNULL)
        until = time.monotonic() + PATIENCE
        while not self.is_healthy():
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.1)
        return self

    def _run(self, arguments: tuple[str, ...], environment: dict[str, str], out: int):
        with self.log.open("ab") as log:
            return subprocess.Popen(
                arguments,
                cwd=ROOT,
                env=environment,
                stdout=out,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )

    def _give_the_portal_its_cookie_key(self) -> None:
        """As an operator does: 32 random bytes, for its owner alone."""
        path = self.portal_home / "keys" / "cookie.key"
        if not path.exists():
            path.parent.mkdir(parents=True, mode=0o700)
            path.touch(0o600)
            path.write_bytes(os.urandom(32))

    def _read_announcement(self) -> None:
        until = time.monotonic() + PATIENCE
        text = ""
        os.set_blocking(self.process.stdout.fileno(), False)
        while time.monotonic() < until and f"m-collector: {self.portal_url}" not in text:
            assert self.process.poll() is None, self.log.read_text()
            select.select([self.process.stdout], [], [], 0.5)
            text += (self.process.stdout.read() or b"").decode()
        assert self.portal_url in text, text + self.log.read_text()
        select.select([self.process.stdout], [], [], 0.5)
        text += (self.process.stdout.read() or b"").decode()
        found = re.search(r"http\S+/setup/\S+", text)
        self.setup_link = found.group(0) if found else self.setup_link
        with self.log.open("ab") as log:
            log.write(re.sub(r"/setup/\S+", "/setup/…", text).encode())

    def stop(self) -> None:
        for process in (self.portal, self.process):
            if process is not None and process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(PATIENCE)
        if self.process is not None:
            self.process.stdout.close()

    def mails(self) -> list[email.message.EmailMessage]:
        folder = self.home / "mail" / "new"
        paths = sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime)
        return [email.message_from_bytes(path.read_bytes(), policy=default) for path in paths]

    def links(self) -> list[str]:
        """Return every link with a one-time secret that was ever mailed, the oldest first."""
        texts = [mail.get_body(("plain",)).get_content() for mail in self.mails()]
        link = re.compile(r"http\S+/(?:first|reset)/\S+")
        return list(dict.fromkeys(found for text in texts for found in link.findall(text)))

    def command(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run a command of the app's command line in this house."""
        return subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", *arguments],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def database_folders(self) -> tuple[Path, ...]:
        """Return the folders of the database, for the leak scan; none where it lies in the home."""
        found = re.search(r"host=([^&]+)", self.database_url)
        folder = Path(self.database_url.partition("///")[2]).parent
        if found:
            return (Path(found.group(1)) / "data",)
        return (folder,) if self.database_url else ()

    def mails_to(self, address: str, subject: str) -> list[str]:
        found = [m for m in self.mails() if address in m["To"] and subject in m["Subject"]]
        return [m.get_body(("plain",)).get_content() for m in found]

    def wait_for_mail(self, address: str, subject: str, count: int = 1) -> str:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = self.mails_to(address, subject)
            if len(found) >= count:
                return found[-1]
            time.sleep(0.2)
        raise AssertionError(f"no mail {subject!r} to {address}")

    def is_healthy(self) -> bool:
        """Tell whether both halves can do their own work."""
        return all(map(_answers, (self.office_url, self.portal_url)))


def _answers(url: str) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"{url}/healthz", timeout=2) as answer:
        return answer.status == 200
    return False


def link_in(text: str) -> str:
    """Return the link with a one-time secret in a mail's text."""
    return re.search(r"http\S+/(?:first|reset)/\S+", text).group(0)
