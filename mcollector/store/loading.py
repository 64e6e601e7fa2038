"""Loading: many rows of one table on the way its driver is fastest, past the ORM's work per row.

SQLite takes tuples (`executemany`). PostgreSQL takes one array a column and unfolds them, which
row-level security allows and COPY does not; what is the same in every row travels once.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table

Turn = Callable[[Any], Any]
Columns = Sequence[Sequence[Any]]
"""The values of some rows, one column after the other."""


class Loader:
    """Puts chunks of rows into one table; every row names the same columns."""

    def __init__(self, connection: Connection, table: Table, names: Sequence[str]) -> None:
        """Prepare the columns; those with a default in the model are filled when not named."""
        rest = _left(table, names)
        self._connection = connection
        self._names, self._rest = list(names), [column.default.arg for column in rest]
        self._columns = [*(table.c[name] for name in names), *rest]
        self._turns = [_turn(column, connection) for column in self._columns]
        quote = connection.dialect.identifier_preparer.quote
        quoted = ", ".join(quote(column.name) for column in self._columns)
        self._into = f"INSERT INTO {table.name} ({quoted})"

    def put(self, rows: Sequence[dict[str, Any]]) -> None:
        """Insert the rows; KeyError for one that lacks a column."""
        names, rest = self._names, self._rest
        values = zip(*([row[name] for name in names] + rest for row in rows), strict=True)
        turned = [
            list(map(turn, column)) if turn else column
            for turn, column in zip(self._turns, values, strict=True)
        ]
        if self._connection.dialect.name == "postgresql":
            self._connection.exec_driver_sql(*self._unfolded(turned))
        else:
            signs = ", ".join("?" * len(turned))
            given = list(zip(*turned, strict=True))
            self._connection.exec_driver_sql(f"{self._into} VALUES ({signs})", given)

    def _unfolded(self, columns: Columns) -> tuple[str, tuple[Any, ...]]:
        """Return the statement of PostgreSQL with its parameters: what is the same, then arrays."""
        dialect, shown = self._connection.dialect, []
        same: list[Any] = []
        arrays: list[tuple[str, list[Any]]] = []
        for column, values in zip(self._columns, columns, strict=True):
            type_ = column.type.compile(dialect=dialect)
            if column.primary_key or any(value is not values[0] for value in values):
                arrays.append((f"%b::{type_}[]", list(values)))
                shown.append(f"a{len(arrays)}")
            else:
                same.append(values[0])
                shown.append(f"%b::{type_}")
        names = ", ".join(f"a{place + 1}" for place in range(len(arrays)))
        signs = ", ".join(sign for sign, _ in arrays)
        given = (*same, *(array for _, array in arrays))
        source = f"unnest({signs}) AS given({names})"
        return f"{self._into} SELECT {', '.join(shown)} FROM {source}", given  # noqa: S608 - ours


def _left(table: Table, names: Sequence[str]) -> list[Any]:
    """Return the columns that are not named and have a plain default."""
    return [
        column
        for column in table.c
        if column.name not in names and column.default is not None and column.default.is_scalar
    ]


def _turn(column: Column[Any], connection: Connection) -> Turn | None:
    """Return what makes the driver's value of ours; the same value twice is turned once."""
    process = column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    if process is None:
        return None
    last: list[Any] = [None, process(None)]

    def turn(value: Any) -> Any:  # noqa: ANN401 - any column's
        if value is not last[0]:
            last[:] = value, process(value)
        return last[1]

    return turn
