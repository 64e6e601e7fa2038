"""The toolbox: the parts of the house, and the only way to a unit of work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from mcollector.config import Config
from mcollector.files.blobs import BlobFolder
from mcollector.mail.post import Post
from mcollector.queue import Doorbell
from mcollector.rules.actor import Actor
from mcollector.rules.errors import NotSaved
from mcollector.work.guard import GuardBroken, GuardedSession
from mcollector.work.keyring import Keyring
from mcollector.work.unit import UnitOfWork

_inside: ContextVar[bool] = ContextVar("inside_a_unit", default=False)


def pass_by(_milestone: str) -> None:
    """Do nothing at a milestone; the kill tests put something else here."""


@dataclass(frozen=True, slots=True)
class Toolbox:
    """Everything a use case needs from outside; built by bootstrap, one a process.

    `reach` is called at named milestones ("unit:before-commit", "smtp:after-send", …).
    """

    config: Config
    engine: Engine
    keyring: Keyring
    files: BlobFolder
    post: Post
    doorbell: Doorbell
    now: Callable[[], datetime]
    reach: Callable[[str], None] = pass_by

    @contextmanager
    def work(self, actor: Actor) -> Iterator[UnitOfWork]:
        """Give a unit that commits at the end of the block and rings afterwards.

        An exception rolls everything back and rings nothing. Units do not nest.
        """
        with self._session(actor, reads=False) as session:
            uow = UnitOfWork(self, actor, session)
            yield uow
            uow.finish()
        uow.ring()

    @contextmanager
    def read(self, actor: Actor) -> Iterator[UnitOfWork]:
        """Give a unit that cannot change anything and takes no write lock."""
        with self._session(actor, reads=True) as session:
            yield UnitOfWork(self, actor, session)

    @contextmanager
    def _session(self, actor: Actor, *, reads: bool) -> Iterator[GuardedSession]:
        if _inside.get():
            raise GuardBroken("units of work do not nest; finish one before the next")
        token = _inside.set(True)
        session = GuardedSession(self.engine, actor.company_id, reads=reads)
        try:
            yield session
        except (OperationalError, OSError):
            raise NotSaved from None
        finally:
            session.close()
            _inside.reset(token)
