"""What `make run` writes down instead of showing: files in the home, for their owner only."""

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

LARGEST = 5 * 1024**2
"""Bytes after which a log begins anew."""

KEPT = 4
"""Older logs that stay: `access.log.1` is the newest of them."""


def opened(path: Path) -> BinaryIO:
    """Return a log to write at its end; its folder and it are made when needed."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")


def rotate(folder: Path) -> None:
    """Begin every log anew that has become too large.

    It is copied and emptied, for its process holds it open: a line that is written between the two
    is lost.
    """
    for path in folder.glob("*.log"):
        if path.stat().st_size > LARGEST:
            _begin_anew(path)


def _begin_anew(path: Path) -> None:
    for number in range(KEPT - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        if older.exists():
            older.rename(path.with_name(f"{path.name}.{number + 1}"))
    with path.open("rb") as log, opened(path.with_name(f"{path.name}.1")) as copy:
        shutil.copyfileobj(log, copy)
    os.truncate(path, 0)


@contextmanager
def of_migrations(folder: Path) -> Iterator[None]:
    """Write down in the block which migrations alembic runs."""
    logger = logging.getLogger("alembic")
    with TextIOWrapper(opened(folder / "alembic.log"), write_through=True) as stream:
        handler = logging.StreamHandler(stream)
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        try:
            yield
        finally:
            logger.removeHandler(handler)
