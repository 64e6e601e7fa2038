"""The toolbox: the parts, and the only way to a unit of work."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy.exc import OperationalError

from mcollector.rules.actor import Actor
from mcollector.rules.errors import NotSaved
from mcollector.work.guard import GuardBroken, GuardedSession
from mcollector.work.parts import Parts
from mcollector.work.unit import UnitOfWork

_inside: ContextVar[bool] = ContextVar("inside_a_unit", default=False)


class Toolbox(Parts):
    """The parts, and the units of work made with them."""

    __slots__ = ()

    @contextmanager
    def work(self, actor: Actor) -> Iterator[UnitOfWork]:
        """Give a unit that commits at the end of the block and rings afterwards.

        An exception rolls everything back and rings nothing. Units do not nest.
        """
        with self._session(actor, reads=False) as session:
            uow = UnitOfWork(self, actor, session)
            try:
                yield uow
                uow.finish()
            except BaseException:
                uow.abandon()
                raise
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
