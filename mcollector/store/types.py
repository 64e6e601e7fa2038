"""Column types: sealed values without a key, UTC times, words of a closed list."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import DateTime, Dialect, LargeBinary, String, Text
from sqlalchemy.types import TypeDecorator

from mcollector.rules.sealed import BoxKind, Sealed


class SealedColumn(TypeDecorator[Sealed]):
    """A ciphertext as bytes; the type knows which box it belongs to and holds no key."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, kind: BoxKind) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Sealed | None, dialect: Dialect) -> bytes | None:
        if value is not None and not isinstance(value, Sealed):
            raise TypeError("a sealed column takes what uow.seal() returned, nothing else")
        return None if value is None else bytes(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Sealed | None:  # noqa: ANN401
        return None if value is None else Sealed(value)


class SealedFile(TypeDecorator[str]):
    """The name of a sealed blob in the file store; the type knows its box."""

    impl = String(64)
    cache_ok = True

    def __init__(self, kind: BoxKind) -> None:
        super().__init__()
        self.kind = kind


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite keeps it without a zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("times are aware; take them from uow.now")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401
        if not isinstance(value, datetime):
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


W = TypeVar("W", bound=StrEnum)


class Word(TypeDecorator[W], Generic[W]):
    """A word of a closed list, stored as its value."""

    impl = String(32)
    cache_ok = True

    def __init__(self, words: type[W]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: W | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> W | None:  # noqa: ANN401
        return None if value is None else self.words(value)


class Words(TypeDecorator[tuple[W, ...]], Generic[W]):
    """Words of a closed list in their order, stored as a JSON array of their values."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[W]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: Iterable[W] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps([self.words(word).value for word in value])

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[W, ...] | None:  # noqa: ANN401
        return None if value is None else tuple(map(self.words, json.loads(value)))
