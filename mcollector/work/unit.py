"""The unit of work: who acts, one transaction, its audit lines, and what to ring afterwards."""

from collections.abc import Callable
from uuid import UUID

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.audit.merkle import Frontier
from mcollector.rules.errors import NotFound
from mcollector.rules.sealed import BoxKind, Purpose, Sealed
from mcollector.rules.tasks import Task
from mcollector.store.base import CompanyRow
from mcollector.store.outbox import OutboxRow
from mcollector.work import boxes, daily_limit, seals, trail
from mcollector.work.changing import Changing
from mcollector.work.guard import GuardedSession, UnrecordedChange, subject_of
from mcollector.work.parts import Parts


class UnitOfWork(Changing):
    """One use case in one transaction; only `Toolbox.work` and `Toolbox.read` make one."""

    def __init__(self, toolbox: Parts, actor: Actor, session: GuardedSession) -> None:
        self.toolbox = toolbox
        self.actor = actor
        self.keyring = toolbox.keyring
        self.now = toolbox.now()
        self._session = session
        self._lines: list[trail.Line] = []
        self._seals: dict[UUID, tuple[CompanyRow, dict[str, str]]] = {}
        self._rings: list[tuple[Task, UUID]] = []
        self._afterwards: list[Callable[[], None]] = []
        self._blobs: list[str] = []
        self.opened: set[UUID] = set()

    # --- the log -----------------------------------------------------------------------------

    def write_checkpoint(self, frontier: Frontier, note: str) -> None:
        """Add a signed checkpoint to the company's log."""
        trail.add_checkpoint(
            self._session.raw_connection(), self.actor.company_id, self.now, frontier, note
        )

    # --- sealing -----------------------------------------------------------------------------

    def seal(self, row: CompanyRow, column: str, plain: bytes) -> None:
        """Seal the value into the row's column, making the box at first need."""
        setattr(row, column, Sealed(seals.seal(self, row, column, plain)))

    def begin_box(self, row: CompanyRow, kind: BoxKind) -> None:
        """Make the next generation of the box of the row's owner: what follows is sealed to it."""
        boxes.begin_box(self, row, kind)

    def open(self, row: CompanyRow, column: str, purpose: Purpose) -> bytes:
        """Return the column's value and write the line; NotFound when there is none."""
        sealed = getattr(row, column)
        if sealed is None:
            raise NotFound
        daily_limit.allow(self, row, purpose)
        return seals.open_sealed(self, row, column, sealed, purpose)

    def seal_file(self, row: CompanyRow, column: str, plain: bytes) -> None:
        """Seal the value into a blob: the file first, the row second; an orphan is swept."""
        name = self.toolbox.files.put(seals.seal(self, row, column, plain))
        self._blobs.append(name)
        setattr(row, column, name)

    def open_file(self, row: CompanyRow, column: str, purpose: Purpose) -> bytes:
        """Return the blob's value and write the line; NotFound when there is none."""
        name = getattr(row, column)
        if name is None:
            raise NotFound
        daily_limit.allow(self, row, purpose)
        return seals.open_sealed(self, row, column, self.toolbox.files.get(name), purpose)

    def drop_file(self, row: CompanyRow, column: str) -> None:
        """Forget the blob; its file goes after the commit."""
        name = getattr(row, column)
        if name is not None:
            setattr(row, column, None)
            self._afterwards.append(lambda: self.toolbox.files.remove(name))

    def note_seal(self, row: CompanyRow, column: str, digest: bytes) -> None:
        """Remember a ciphertext's digest for the row's line of sealing."""
        self._seals.setdefault(row.id, (row, {}))[1][column] = digest.hex()

    # --- afterwards --------------------------------------------------------------------------

    def later(self, task: Task, object_id: UUID) -> UUID:
        """Put a task into the outbox, in this transaction; the worker is rung after the commit."""
        row = self.add(
            OutboxRow(task=task, object_id=object_id, next_at=self.now, created_at=self.now)
        )
        self._rings.append((task, row.id))
        return row.id

    def finish(self) -> None:
        """Flush, write the lines, check them against the changes, commit."""
        self.flush()
        self.toolbox.reach("unit:after-flush")
        for row, columns in self._seals.values():
            facts: dict[str, trail.Fact] = dict(columns)
            self._lines.append(
                trail.Line(
                    Action.VALUE_SEALED,
                    subject_of(row) or row.company_id,
                    row.__tablename__,
                    row.id,
                    facts=facts,
                )
            )
        self._check_lines()
        if self._lines:
            connection = self._session.raw_connection()
            trail.append(connection, self.actor, self.now, self._lines)
        self.toolbox.reach("unit:before-commit")
        self._blobs.clear()  # from here on a row may speak of them
        self._session.commit()
        self.toolbox.reach("unit:after-commit")

    def abandon(self) -> None:
        """Remove the blobs of a unit that failed before its commit was even tried."""
        for name in self._blobs:
            self.toolbox.files.remove(name)

    def ring(self) -> None:
        """Ring for the tasks and remove what is no longer needed; both may fail without loss."""
        for afterwards in self._afterwards:
            afterwards()
        self.toolbox.reach("unit:before-ring")
        self.toolbox.doorbell.ring(self._rings)
        self.toolbox.reach("unit:after-ring")

    def _check_lines(self) -> None:
        recorded = {line.subject for line in self._lines}
        if self._session.touched - recorded or (self._session.changed and not recorded):
            raise UnrecordedChange("rows were changed that no line of this unit speaks of")
