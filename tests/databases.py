"""The databases tests run on, of either kind: made, copied, let go."""

import shutil
from pathlib import Path
from typing import Protocol

from mcollector.store import opening
from tests.servers import Postgres


class Databases(Protocol):
    """One kind of database; a copy may only be taken of one that nobody is connected to."""

    def make(self, folder: Path) -> str:
        """Return the URL of a new, empty database; a file lies in the folder."""

    def copy(self, url: str, folder: Path) -> str:
        """Return the URL of a copy."""

    def drop(self, url: str) -> None:
        """Let the database go, whoever is connected to it."""


class Files:
    """SQLite: a database is a file, and goes with its folder."""

    def make(self, folder: Path) -> str:
        """Return the URL of a file that is not there yet."""
        return f"sqlite:///{folder}/m-collector.db"

    def copy(self, url: str, folder: Path) -> str:
        """Return the URL of a copy; raises where a log beside the file holds what it lacks."""
        file = _file(url)
        log = file.with_name(f"{file.name}-wal")
        if log.exists() and log.stat().st_size:
            raise RuntimeError(f"somebody is connected to {file}")
        new = self.make(folder)
        shutil.copyfile(file, _file(new))
        return new

    def drop(self, url: str) -> None:
        """Leave the file to its folder."""


class OnServer:
    """PostgreSQL: a database of a server that runs already."""

    def __init__(self, server: Postgres) -> None:
        self._server = server

    def make(self, _folder: Path) -> str:
        """Return the URL of a new, empty database."""
        return self._server.database()

    def copy(self, url: str, _folder: Path) -> str:
        """Return the URL of a copy."""
        return self._server.copy(url)

    def drop(self, url: str) -> None:
        """Let the database go."""
        self._server.drop(url)


def migrated(databases: Databases, folder: Path) -> str:
    """Return the URL of a new database with all tables and no rows."""
    url = databases.make(folder)
    opening.prepare(url.replace("postgresql://", "postgresql+psycopg://"))
    return url


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))
