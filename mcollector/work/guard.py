"""The guarded session: the company is in every query, and no change goes unrecorded."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnClause,
    Connection,
    Engine,
    Table,
    TextClause,
    event,
    func,
    select,
)
from sqlalchemy.orm import ORMExecuteState, Session, attributes, with_loader_criteria

from mcollector.rules.actor import SYSTEM_COMPANY
from mcollector.store.accounts import Login
from mcollector.store.audit import AuditLine, AuditLog, Checkpoint
from mcollector.store.base import CompanyRow, Row
from mcollector.store.database.engine import APP_ROLE, READ_ONLY, one_moment

LOG_CLASSES = (AuditLine, AuditLog, Checkpoint)


class GuardBroken(AssertionError):
    """A programming error: an attempt to go round the rules of the unit of work."""


class UnrecordedChange(GuardBroken):
    """A unit changed rows without an audit line about them; all of it is rolled back."""


class GuardedSession(Session):
    """A session of one company: it filters every query and checks every flush.

    One that only reads sees one moment of the database; one that changes sees it when it must.
    """

    def __init__(self, engine: Engine, company_id: UUID, *, reads: bool) -> None:
        bind = one_moment(engine).execution_options(**READ_ONLY) if reads else engine
        super().__init__(bind=bind, expire_on_commit=False)
        self.company_id = company_id
        self.reads = reads
        self.touched: set[UUID] = set()
        self.changed = False

    def raw_connection(self) -> Connection:
        """Return the connection for the trail and the bulk entrance; nobody else may have it."""
        return super().connection()

    def connection(self, *_args: Any, **_kwargs: Any) -> Connection:  # noqa: ANN401
        raise GuardBroken("the session's connection goes round the company filter")

    def _bulk(self, *_args: Any, **_kwargs: Any) -> None:  # noqa: ANN401
        raise GuardBroken("the old bulk methods go round the flush; use add_many")

    bulk_save_objects = bulk_insert_mappings = bulk_update_mappings = _bulk


@event.listens_for(GuardedSession, "do_orm_execute")
def _filter(state: ORMExecuteState) -> None:
    session: GuardedSession = state.session  # type: ignore[assignment]
    parts = list(_parts(state.statement))
    if not state.is_select or not state.is_orm_statement or _names_a_bare_table(parts):
        raise GuardBroken(
            "only selects of mapped attributes are filtered by company; "
            "change rows one by one or with add_many"
        )
    state.statement = state.statement.options(*_criteria(session.company_id, _classes(parts)))


def _classes(parts: Sequence[Any]) -> frozenset[type[CompanyRow]]:
    """Return the companies' classes the statement speaks of; a bare table would be refused."""
    spoken = {part._annotations["parententity"].mapper.class_ for part in parts if _is_mapped(part)}  # noqa: SLF001
    return frozenset(cls for cls in spoken if issubclass(cls, CompanyRow))


def _names_a_bare_table(parts: Sequence[Any]) -> bool:
    """Tell whether a table or column came in without its mapped class, or as text, at any depth.

    The tables of mapped columns stand in the FROM by themselves; those are filtered.
    """
    if any(map(_is_textual, parts)):
        return True
    columns = [part for part in parts if isinstance(part, Column)]
    mapped = {column.table.name for column in columns if _is_mapped(column)}
    bare = [part.name for part in parts if isinstance(part, Table) and not _is_mapped(part)]
    return not all(map(_is_mapped, columns)) or bool(set(bare) - mapped)


def _parts(element: Any) -> Iterator[Any]:  # noqa: ANN401
    yield element
    if not isinstance(element, Table):
        for child in element.get_children():
            yield from _parts(child)


def _is_textual(part: Any) -> bool:  # noqa: ANN401
    """Tell whether SQL came in as text, which may name any table; `count(*)` may."""
    literal = isinstance(part, ColumnClause) and part.is_literal and part.name != "*"
    return literal or isinstance(part, TextClause)


def _is_mapped(part: Any) -> bool:  # noqa: ANN401
    return "parententity" in getattr(part, "_annotations", ())  # the ORM's own mark


@lru_cache(maxsize=4096)
def _criteria(company_id: UUID, classes: frozenset[type[CompanyRow]]) -> tuple[Any, ...]:
    """Return the options that add the company to these classes; kept, for making them costs."""
    open_to_all = company_id == SYSTEM_COMPANY
    return tuple(
        with_loader_criteria(cls, cls.company_id == company_id, include_aliases=True)
        for cls in sorted(classes, key=lambda cls: cls.__tablename__)
        if not (open_to_all and cls.system_reads)
    )


@event.listens_for(GuardedSession, "after_begin")
def _enter_company(session: Session, _transaction: Any, connection: Connection) -> None:  # noqa: ANN401
    """PostgreSQL: become the app's role and name the company, for this transaction only."""
    if connection.dialect.name == "postgresql" and isinstance(session, GuardedSession):
        company = func.set_config("app.company_id", str(session.company_id), True)  # noqa: FBT003
        connection.execute(select(func.set_config("role", APP_ROLE, True), company))  # noqa: FBT003


@event.listens_for(GuardedSession, "before_flush")
def _check_flush(session: Session, _context: Any, _instances: Any) -> None:  # noqa: ANN401
    if not isinstance(session, GuardedSession):
        return
    dirty = [row for row in session.dirty if session.is_modified(row)]
    for row in (*session.new, *dirty, *session.deleted):
        _check_row(session, row)


def _check_row(session: GuardedSession, row: Row) -> None:
    if session.reads:
        raise GuardBroken("this unit only reads")
    if isinstance(row, LOG_CLASSES):
        raise GuardBroken("lines of the log are written by the trail alone")
    if _companies_of(row) - {session.company_id}:
        raise GuardBroken("a row of another company came into this unit")
    subject = subject_of(row)
    if subject is not None:
        session.changed = True
        if subject != session.company_id:
            session.touched.add(subject)


def _companies_of(row: Row) -> set[UUID]:
    """Return whose the row is and was: one that is read from everywhere may not change hands."""
    if not isinstance(row, CompanyRow | Login):
        return set()
    changes = attributes.get_history(row, "company_id")
    return {row.company_id, *changes.deleted}


def subject_of(row: Row) -> UUID | None:
    """Return whose business the row is: a person, the company, or nobody (None)."""
    name = row.audit_subject
    if name.startswith("nobody: "):
        return None
    subject: UUID = getattr(row, "company_id" if name == "company" else name)
    return subject
