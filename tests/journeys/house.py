"""A running house for journeys: the real launcher, a home of its own, mails from its Maildir."""

import email
import os
import re
import select
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from email.policy import default
from pathlib import Path

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180
"""Seconds until something that does happen has happened, on the busiest machine."""


@dataclass
class House:
    """`make run` as a process; `start` again with a shift moves the clock."""

    home: Path
    database_url: str = ""
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None
    setup_link: str = ""
    began: float = field(default_factory=time.time)
    launch: tuple[str, ...] = (sys.executable, "-m", "deploy.launch")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def announced(self) -> str:
        """Return the address that the launcher tells when everything has started."""
        return self.url

    def environment(self, shift: str = "") -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("MCOLLECTOR_")}
        kept |= {"MCOLLECTOR_HOME": str(self.home), "PORT": str(self.port)}
        if self.database_url:
            kept["MCOLLECTOR_DATABASE_URL"] = self.database_url
        if shift:
            kept["MCOLLECTOR_TIME_SHIFT"] = shift
        return kept

    def start(self, shift: str = "") -> "House":
        self.home.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.launch,
                cwd=ROOT,
                env=self.environment(shift),
                stdout=subprocess.PIPE,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )
        self._read_announcement()
        return self

    @property
    def log(self) -> Path:
        return self.home.parent / "house.log"

    def _read_announcement(self) -> None:
        until = time.monotonic() + PATIENCE
        text = ""
        os.set_blocking(self.process.stdout.fileno(), False)
        while time.monotonic() < until and f"m-collector: {self.announced}" not in text:
            assert self.process.poll() is None, self.log.read_text()
            select.select([self.process.stdout], [], [], 0.5)
            text += (self.process.stdout.read() or b"").decode()
        assert self.announced in text, text + self.log.read_text()
        select.select([self.process.stdout], [], [], 0.5)
        text += (self.process.stdout.read() or b"").decode()
        found = re.search(r"http\S+/setup/\S+", text)
        self.setup_link = found.group(0) if found else self.setup_link
        with self.log.open("ab") as log:
            log.write(re.sub(r"/setup/\S+", "/setup/…", text).encode())

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(PATIENCE)
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
        """Tell whether the house can do its own work."""
        return answers(self.url)


def answers(url: str) -> bool:
    """Tell whether the process at the address says it is well."""
    with suppress(OSError), urllib.request.urlopen(f"{url}/healthz", timeout=2) as answer:
        return answer.status == 200
    return False


def link_in(text: str) -> str:
    """Return the link with a one-time secret in a mail's text."""
    return re.search(r"http\S+/(?:first|reset)/\S+", text).group(0)
