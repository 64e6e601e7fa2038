"""The jobs of a run, and the line in which they wait."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.gate.choice import DATABASES

FILES = "tests/*/**/test_*.py"

WITHOUT = frozenset({"rules", "vault", "images", "mail", "face", "deploy", "gate"})
"""Folders that touch no database: they have no job on PostgreSQL."""

HEAVY = frozenset({"crash", "journeys", "together", "deploy"})
"""Folders whose tests start whole houses of processes: one of their jobs at a time."""

SECONDS = {
    "office": 240,
    "journeys": 240,
    "portal": 120,
    "images": 120,
    "crash": 100,
}
"""What a folder takes on one database, roughly."""

SMALL, PART, TOGETHER = 20, 60, 3
"""What other folders take, how long a job should be, and how many small folders share one: each
job is a process that imports the product and builds its own standing houses."""


@dataclass(frozen=True)
class Job:
    """Files of one folder, or of several small ones, on one database."""

    name: str
    files: tuple[str, ...]
    database: str
    seconds: int

    @property
    def is_heavy(self) -> bool:
        """Tell whether it starts houses of processes."""
        return self.name in HEAVY

    @property
    def label(self) -> str:
        """Return what its lines begin with."""
        return f"{self.name} {self.database}"


def jobs(root: Path) -> list[Job]:
    """Return what there is to do, the longest first; the heavy ones before: they go one by one."""
    folders = sorted({path.relative_to(root).parts[1] for path in root.glob(FILES)})
    made = [job for database in DATABASES for job in _jobs_on(database, folders, root)]
    return sorted(made, key=lambda job: (job.is_heavy, job.seconds), reverse=True)


def _jobs_on(database: str, folders: list[str], root: Path) -> Iterator[Job]:
    here = [folder for folder in folders if database == DATABASES[0] or folder not in WITHOUT]
    alone = [folder for folder in here if folder in HEAVY or _seconds(folder) >= PART]
    for folder in alone:
        parts = _parts(folder, root)
        for part in parts:
            yield Job(folder, part, database, _seconds(folder) // len(parts))
    small = [folder for folder in here if folder not in alone]
    for start in range(0, len(small), TOGETHER):
        few = small[start : start + TOGETHER]
        files = tuple(file for folder in few for part in _parts(folder, root) for file in part)
        yield Job("+".join(few), files, database, sum(map(_seconds, few)))


def _seconds(folder: str) -> int:
    return SECONDS.get(folder, SMALL)


def _parts(folder: str, root: Path) -> list[tuple[str, ...]]:
    """Deal a folder's files, the largest first, to as many parts as it is long."""
    inside = (root / "tests" / folder).rglob("test_*.py")
    files = sorted(inside, key=lambda file: file.stat().st_size, reverse=True)
    count = 1 if folder in HEAVY else max(1, _seconds(folder) // PART)
    parts = [files[start::count] for start in range(count)]
    return [tuple(str(file.relative_to(root)) for file in sorted(part)) for part in parts if part]


class Line:
    """The jobs that wait: the longest first, and never a heavy one beside another."""

    def __init__(self, waiting: list[Job]) -> None:
        self.waiting = list(waiting)
        self.heavy = False
        self.moved = threading.Condition()

    def take(self) -> Job | None:
        """Return the next job that may run now, waiting for one; None when nothing is left."""
        with self.moved:
            while self.waiting:
                for job in self.waiting:
                    if not (job.is_heavy and self.heavy):
                        self.waiting.remove(job)
                        self.heavy = self.heavy or job.is_heavy
                        return job
                self.moved.wait()
            return None

    def give_back(self, job: Job) -> None:
        """Tell that a job has ended."""
        with self.moved:
            self.heavy = self.heavy and not job.is_heavy
            self.moved.notify_all()
