"""A house whose portal runs in a process of its own, with no key file but its cookie key."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from deploy import processes
from tests.journeys.house import PATIENCE, ROOT, House, answers
from tests.ports import free_port


@dataclass
class TwoDoors(House):
    """`make run` with the office's door, and the portal beside it in a home of its own.

    The portal's home holds its cookie key and nothing else.
    """

    portal_port: int = field(default_factory=free_port)
    portal: subprocess.Popen | None = None

    @property
    def office_url(self) -> str:
        return self.url

    @property
    def portal_url(self) -> str:
        return f"http://127.0.0.1:{self.portal_port}"

    @property
    def announced(self) -> str:
        return self.portal_url

    @property
    def portal_home(self) -> Path:
        return self.home.parent / "portal"

    def environment(self, shift: str = "") -> dict[str, str]:
        """Return the environment of the office's half and of the command line."""
        addresses = {
            "MCOLLECTOR_DOORS": "admin",
            "MCOLLECTOR_BASE_URL": self.portal_url,
            "MCOLLECTOR_OFFICE_URL": self.office_url,
        }
        return super().environment(shift) | addresses

    def portal_environment(self, shift: str = "") -> dict[str, str]:
        """Return the environment of the portal: what it shares, and no key file but its own."""
        return self.environment(shift) | {
            "MCOLLECTOR_HOME": str(self.portal_home),
            "MCOLLECTOR_DOORS": "portal",
            "MCOLLECTOR_DATABASE_URL": self.database_url or f"sqlite:///{self.home}/m-collector.db",
            "MCOLLECTOR_REDIS_URL": f"unix://{self.home}/valkey.sock",
            "MCOLLECTOR_FILES_URL": f"file://{self.home}/files",
            "PORT": str(self.portal_port),
        }

    def start(self, shift: str = "") -> "TwoDoors":
        super().start(shift)
        self._give_the_portal_its_cookie_key()
        with self.log.open("ab") as log:
            self.portal = subprocess.Popen(
                processes.web(sys.executable, "portal").arguments,
                cwd=ROOT,
                env=self.portal_environment(shift),
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )
        until = time.monotonic() + PATIENCE
        while not self.is_healthy():
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.1)
        return self

    def _give_the_portal_its_cookie_key(self) -> None:
        """As an operator does: 32 random bytes, for its owner alone."""
        path = self.portal_home / "keys" / "cookie.key"
        if not path.exists():
            path.parent.mkdir(parents=True, mode=0o700)
            path.touch(0o600)
            path.write_bytes(os.urandom(32))

    def stop(self) -> None:
        """End both halves, side by side: each takes some seconds to close its connections."""
        open_portal = self.portal if self.portal and self.portal.poll() is None else None
        if open_portal is not None:
            open_portal.send_signal(signal.SIGTERM)
        super().stop()
        if open_portal is not None:
            open_portal.wait(PATIENCE)

    def is_healthy(self) -> bool:
        """Tell whether both halves can do their own work."""
        return super().is_healthy() and answers(self.portal_url)
