"""The doorbell: what rings for outbox rows, and one that rings through Redis or Valkey."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from mcollector.rules.tasks import Task

if TYPE_CHECKING:
    from mcollector.queue.messages import Line


class Doorbell(Protocol):
    """Something that can be rung for outbox rows."""

    def ring(self, rings: Iterable[tuple[Task, UUID]]) -> None:
        """Ring for each (task, outbox id); never raises, for the sweep rings again."""


class RedisDoorbell:
    """Rings through Redis or Valkey, whose client is loaded with the first ring."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._line: Line | None = None

    def ring(self, rings: Iterable[tuple[Task, UUID]]) -> None:
        """Ring for each (task, outbox id); a Redis that is away loses nothing."""
        if self._line is None:
            from mcollector.queue.messages import Line  # noqa: PLC0415 - few commands ever ring

            self._line = Line(self._url)
        self._line.ring(rings)
