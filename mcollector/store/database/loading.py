"""Loading: many rows of one table on the way its driver is fastest, past the ORM's work per row.

SQLite takes tuples (`executemany`). PostgreSQL takes each column as one parameter and unfolds them,
which row-level security allows and COPY does not: text joined by a sign that no value has, ids and
digests as hex, anything else as the driver's array. What is the same in every row travels once.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, LargeBinary, String, Table
from sqlalchemy.sql.schema import ScalarElementColumnDefault

Turn = Callable[[Any], Any]
Values = Sequence[Any]
Rows = Sequence[Mapping[str, Any]]

SEPARATOR = "\x1f"
"""The unit separator of ASCII; a column whose values have one goes as an array."""

_ID_BYTES = 16


class Loader:
    """Puts chunks of rows into one table; every row names the same columns."""

    def __init__(
        self, connection: Connection, table: Table, names: Sequence[str], same: Mapping[str, Any]
    ) -> None:
        """Prepare the columns: those the rows name, those of `same`, and the model's defaults."""
        named = [table.c[name] for name in names if name not in same]
        fixed = {name: value for name, value in _defaults(table).items() if name not in names}
        fixed |= same
        self._connection = connection
        self._picks = [itemgetter(column.name) for column in named]
        self._types = [_type(column, connection) for column in named]
        self._turns = [_turn(column, connection) for column in named]
        self._fixed = [_turn(table.c[name], connection)(value) for name, value in fixed.items()]
        self._fixed_types = [_type(table.c[name], connection) for name in fixed]
        quote = connection.dialect.identifier_preparer.quote
        quoted = ", ".join(map(quote, [*(column.name for column in named), *fixed]))
        self._into = f"INSERT INTO {table.name} ({quoted})"

    def put(self, rows: Rows) -> None:
        """Insert the rows; KeyError for one that lacks a column."""
        columns = [
            [turn(value) for value in map(pick, rows)]
            if turn is not _as_it_is
            else [*map(pick, rows)]
            for pick, turn in zip(self._picks, self._turns, strict=True)
        ]
        if self._connection.dialect.name == "postgresql":
            self._connection.exec_driver_sql(*self._unfolded(columns))
        else:
            signs = ", ".join("?" * (len(columns) + len(self._fixed)))
            given = list(zip(*columns, *map(repeat, self._fixed), strict=False))
            self._connection.exec_driver_sql(f"{self._into} VALUES ({signs})", given)

    def _unfolded(self, columns: Sequence[Values]) -> tuple[str, tuple[Any, ...]]:
        """Return PostgreSQL's statement with its parameters: one a column, then what is fixed."""
        pairs = [_array(*pair) for pair in zip(self._types, columns, strict=True)]
        names = ", ".join(f"a{place}" for place in range(len(pairs)))
        fixed = "".join(f", %b::{type_}" for type_ in self._fixed_types)
        signs = ", ".join(sign for sign, _ in pairs)
        source = f"unnest({signs}) AS given({names})"
        given = (*self._fixed, *(array for _, array in pairs))
        # What is fixed stands before the arrays in the statement as well.
        return f"{self._into} SELECT {names}{fixed} FROM {source}", given  # noqa: S608 - ours


def _array(type_: str, values: Values) -> tuple[str, Any]:
    """Return the sign for a column's values in PostgreSQL's statement, and what is bound to it."""
    kinds = set(map(type, values))
    if kinds == {UUID}:
        ids = b"".join([value.bytes for value in values])
        return "%b::text::uuid[]", f"{{{ids.hex(',', _ID_BYTES)}}}"
    if kinds == {bytes}:
        return "%b::text::bytea[]", "{" + ",".join([rf'"\\x{one.hex()}"' for one in values]) + "}"
    if kinds == {str}:
        joined = SEPARATOR.join(values)
        if joined and joined.count(SEPARATOR) == len(values) - 1:  # nothing joined is no row
            return "string_to_array(%b, E'\\x1f')", joined
    return f"%b::{type_}[]", values


def _defaults(table: Table) -> dict[str, Any]:
    """Return the plain defaults of the columns that have one."""
    return {
        column.name: column.default.arg
        for column in table.c
        if isinstance(column.default, ScalarElementColumnDefault)
    }


def _type(column: Column[Any], connection: Connection) -> str:
    """Return the type to cast to; text without its length, for a cast would cut what is longer."""
    is_text = isinstance(column.type.dialect_impl(connection.dialect), String)
    return "TEXT" if is_text else column.type.compile(dialect=connection.dialect)


def _turn(column: Column[Any], connection: Connection) -> Turn:
    """Return what makes the driver's value of ours."""
    impl = column.type.dialect_impl(connection.dialect)
    if isinstance(impl, LargeBinary):
        return _as_it_is  # both drivers take bytes; SQLAlchemy would wrap each
    return impl.bind_processor(connection.dialect) or _as_it_is


def _as_it_is(value: Any) -> Any:  # noqa: ANN401 - any column's
    return value
