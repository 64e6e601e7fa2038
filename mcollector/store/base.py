"""The real bases of every table: a row with an id born in Python, and a row of a company."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import ForeignKeyConstraint, LargeBinary, MetaData, UniqueConstraint, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from mcollector.store.types import UtcTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(DeclarativeBase):
    """A row with a UUID born before the INSERT, so that a ciphertext can be bound to its place."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Uuid(),
        datetime: UtcTime(),
        bytes: LargeBinary(),
    }

    audit_subject: ClassVar[str]
    """The column that names whose business the row is, or "company", or "nobody: <reason>"."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)


class CompanyRow(Row):
    """A row of one company: the session adds the company to every query and checks every flush.

    `system_reads` lets the installation's own units see (never change) such rows of all companies.
    """

    __abstract__ = True

    system_reads: ClassVar[bool] = False

    @declared_attr
    def company_id(cls) -> Mapped[UUID]:  # noqa: N805 - SQLAlchemy calls it on the class
        return mapped_column(Uuid(), index=False, nullable=False)


class Versioned:
    """A row that two people can edit: the later one is told, nothing is overwritten."""

    @declared_attr
    def version(cls) -> Mapped[int]:  # noqa: N805 - SQLAlchemy calls it on the class
        return mapped_column()

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}


def within_company(*more: Any) -> tuple[Any, ...]:  # noqa: ANN401 - constraints of any kind
    """Return table arguments: (company, id) is unique, so that foreign keys can name it."""
    return (UniqueConstraint("company_id", "id"), *more)


def belongs_to(table: str, column: str) -> ForeignKeyConstraint:
    """Return a foreign key that cannot point into another company."""
    return ForeignKeyConstraint(["company_id", column], [f"{table}.company_id", f"{table}.id"])
