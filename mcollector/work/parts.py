"""The parts that a use case needs from outside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from mcollector.config import Config
from mcollector.files.blobs import BlobFolder
from mcollector.mail.post import Post
from mcollector.queue.doorbell import Doorbell
from mcollector.work.keyring import Keyring


def pass_by(_milestone: str) -> None:
    """Do nothing at a milestone; the kill tests put something else here."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a use case needs from outside; built by bootstrap, one a process.

    `rows_of_workbook` asks a key-less child; it raises FieldRefused for what cannot be used.
    `reach` is called at named milestones ("unit:before-commit", "smtp:after-send", …).
    """

    config: Config
    engine: Engine
    keyring: Keyring
    files: BlobFolder
    post: Post
    doorbell: Doorbell
    now: Callable[[], datetime]
    rows_of_workbook: Callable[[bytes], bytes]
    reach: Callable[[str], None] = pass_by
