"""The jobs of a run, and the line in which they wait."""

import threading
from dataclasses import dataclass
from pathlib import Path

from tests.gate.choice import DATABASES

FILES = "tests/*/**/test_*.py"

WITHOUT = frozenset({"rules", "vault", "images", "mail", "face", "deploy", "gate"})
"""Folders that touch no database: they have no job on PostgreSQL."""

HEAVY = frozenset({"crash", "journeys", "together", "deploy"})
"""Folders whose tests start whole houses of processes: one of their jobs at a time."""

SECONDS = {"office": 240, "journeys": 240, "portal": 120, "images": 120, "crash": 100}
"""What a folder takes on one database, roughly."""

SMALL, PART = 30, 60
"""What other folders take; how long a job should be."""


@dataclass(frozen=True)
class Job:
    """Files of one folder on one database."""

    folder: str
    files: tuple[str, ...]
    database: str
    seconds: int

    @property
    def is_heavy(self) -> bool:
        """Tell whether it starts houses of processes."""
        return self.folder in HEAVY

    @property
    def label(self) -> str:
        """Return what its lines begin with."""
        return f"{self.folder} {self.database}"


def jobs(root: Path) -> list[Job]:
    """Return what there is to do, the longest first; the heavy ones before: they go one by one."""
    folders = sorted(
        {root / "tests" / path.relative_to(root).parts[1] for path in root.glob(FILES)}
    )
    made = [
        Job(folder.name, part, database, SECONDS.get(folder.name, SMALL) // len(parts))
        for folder in folders
        for parts in [_parts(folder, root)]
        for part in parts
        for database in (DATABASES[:1] if folder.name in WITHOUT else DATABASES)
    ]
    return sorted(made, key=lambda job: (job.is_heavy, job.seconds), reverse=True)


def _parts(folder: Path, root: Path) -> list[tuple[str, ...]]:
    """Deal a folder's files, the largest first, to as many parts as it is long."""
    files = sorted(folder.rglob("test_*.py"), key=lambda one: one.stat().st_size, reverse=True)
    count = 1 if folder.name in HEAVY else max(1, SECONDS.get(folder.name, SMALL) // PART)
    parts = [files[start::count] for start in range(count)]
    return [tuple(str(one.relative_to(root)) for one in sorted(part)) for part in parts if part]


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
