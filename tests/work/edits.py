"""Edits that somebody with the whole database in their hands could make, and what each must show.

`EDITS` maps a name to a function: it changes the database through a `Thief` and returns the fault
that verification has to name.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import Connection, Engine, Executable, delete, func, insert, select, text, update

from mcollector.rules import canonical
from mcollector.rules.actions import Action
from mcollector.rules.audit.merkle import Frontier, leaf_hash
from mcollector.services.audit.checkpoints import Fault
from mcollector.store.audit import AuditLine, AuditLog, Checkpoint
from mcollector.store.boxes import Box
from mcollector.store.submissions import Submission
from tests import factories

FORCED = ("audit_lines", "audit_logs", "audit_checkpoints", "boxes", "submissions")


@dataclass
class Thief:
    """The database's owner, with the nets taken down: triggers and row-level security."""

    connection: Connection
    company_id: UUID

    def at(self, seq):
        return (AuditLine.company_id == self.company_id) & (AuditLine.seq == seq)

    def value(self, query):
        return self.connection.execute(query).scalar_one()

    def body(self, seq):
        return self.value(select(AuditLine.body).where(self.at(seq)))

    @property
    def size(self):
        return self.value(select(AuditLog.size).where(AuditLog.company_id == self.company_id))

    def steal(self, *statements: Executable) -> None:
        """Run the statements; each must hit one row, or the edit would prove nothing."""
        for statement in statements:
            done = self.connection.execute(statement)
            assert statement.is_insert or done.rowcount == 1


@contextmanager
def thief_of(engine: Engine, company_id: UUID) -> Iterator[Thief]:
    """Give the thief; what they did is committed at the end."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET session_replication_role = replica"))
            for table in FORCED:
                connection.execute(text(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"))
        else:
            triggers = (
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'"
            )
            for name in connection.scalars(text(triggers)).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        yield Thief(connection, company_id)


def edited_body(thief):
    body = thief.body(4).replace(b'"ok"', b'"no"')
    thief.steal(update(AuditLine).where(thief.at(4)).values(body=body))
    return Fault(4, "edited")


def edited_body_hashed_again(thief):
    body = thief.body(4).replace(b'"ok"', b'"no"')
    thief.steal(update(AuditLine).where(thief.at(4)).values(body=body, leaf=leaf_hash(body)))
    return Fault(4, "edited and hashed again")


def edited_actor(thief):
    thief.steal(update(AuditLine).where(thief.at(1)).values(actor="staff:nobody"))
    return Fault(1, "copied fields edited")


def edited_action(thief):
    thief.steal(update(AuditLine).where(thief.at(2)).values(action="person:add"))
    return Fault(2, "copied fields edited")


def deleted_line(thief):
    thief.steal(delete(AuditLine).where(thief.at(3)))
    return Fault(3, "missing")


def cut_off_end(thief):
    size = thief.size
    thief.steal(delete(AuditLine).where(thief.at(size)))
    return Fault(size, "cut off at the end")


def two_lines_exchanged(thief):
    moves = ((2, 1_000_000), (3, 2), (1_000_000, 3))
    thief.steal(*(update(AuditLine).where(thief.at(a)).values(seq=b) for a, b in moves))
    return Fault(2, "moved")


def invented_line(thief):
    size = thief.size
    last = thief.connection.execute(select(AuditLine.__table__).where(thief.at(size)))
    row = dict(last.mappings().one())
    body = canonical.encode(canonical.decode(row["body"]) | {"seq": size + 1})
    changed = {"id": uuid4(), "seq": size + 1, "body": body, "leaf": leaf_hash(body)}
    thief.steal(insert(AuditLine).values(**(row | changed)))
    return Fault(size + 1, "edited and hashed again")


def rolled_back_behind_the_checkpoint(thief):
    """Even the head and the stored checkpoints go back: the note outside still knows."""
    mine = Checkpoint.company_id == thief.company_id
    signed = thief.value(select(func.max(Checkpoint.size)).where(mine))
    frontier = Frontier()
    for seq in range(1, signed):
        frontier = frontier.append(leaf_hash(thief.body(seq)))
    later = (AuditLine.company_id == thief.company_id) & (AuditLine.seq >= signed)
    thief.connection.execute(delete(AuditLine).where(later))
    thief.connection.execute(delete(Checkpoint).where(mine))
    head = update(AuditLog).where(AuditLog.company_id == thief.company_id)
    thief.steal(head.values(size=signed - 1, frontier=frontier.to_bytes()))
    return Fault(signed, "rolled back behind a checkpoint")


def edited_checkpoint(thief):
    mine = Checkpoint.company_id == thief.company_id
    query = select(Checkpoint.size, Checkpoint.note).where(mine).order_by(Checkpoint.size)
    first = thief.connection.execute(query).first()
    note = first.note.replace("m-coll", "x-coll", 1)
    thief.steal(update(Checkpoint).where(mine, Checkpoint.size == first.size).values(note=note))
    return Fault(1, "checkpoint edited")


def swapped_number(thief):
    """A ciphertext made by somebody who knows only the public halves is not what was sealed."""
    return _swapped(thief, Submission, "number")


def swapped_box(thief):
    return _swapped(thief, Box, "public")


def _swapped(thief, table, column):
    mine = select(table.id).where(table.company_id == thief.company_id)
    row_id = thief.connection.execute(mine.limit(1)).scalar_one()
    thief.steal(update(table).where(table.id == row_id).values(**{column: factories.STRANGE}))
    sealing = (AuditLine.object_id == row_id) & (AuditLine.action == Action.VALUE_SEALED.value)
    return Fault(thief.value(select(func.max(AuditLine.seq)).where(sealing)), "value swapped")


EDITS: dict[str, Callable[[Thief], Fault]] = {
    edit.__name__: edit
    for edit in (
        edited_body,
        edited_body_hashed_again,
        edited_actor,
        edited_action,
        deleted_line,
        cut_off_end,
        two_lines_exchanged,
        invented_line,
        rolled_back_behind_the_checkpoint,
        edited_checkpoint,
        swapped_number,
        swapped_box,
    )
}
