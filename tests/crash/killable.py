"""Toolboxes of the kill tests: their clock can be moved, and a milestone can kill the process.

The production code knows none of this: the programs of this folder build their parts with it.
"""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mcollector import bootstrap
from mcollector.config import Config
from mcollector.work.toolbox import Toolbox


@dataclass(frozen=True)
class Hooks:
    """A folder of hooks for one role; a file named like a milestone waits for who reaches it.

    Its content says the how manieth time counts, and whether to kill the process or to hold it.
    """

    folder: Path

    @classmethod
    def of(cls, home: Path, role: str) -> "Hooks":
        return cls(home.parent / "hooks" / role)

    def arm(self, milestone: str, count: int = 1, *, then: str = "kill") -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder.parent / "draft"
        draft.write_text(f"{count} {then}")
        draft.rename(self.folder / milestone)

    def armed(self) -> list[str]:
        """Return the milestones that nobody has reached yet."""
        return [path.name for path in self.folder.glob("*:*")]

    def fallen(self) -> list[int]:
        """Return the ids of the processes that were killed, in order."""
        record = self.folder / "fallen"
        return [int(line) for line in record.read_text().split()] if record.exists() else []

    def holds(self) -> bool:
        """Tell whether a process stands at its milestone."""
        return (self.folder / "held").exists()

    def release(self) -> None:
        """Let it go on."""
        (self.folder / "held").unlink()

    def reach(self, milestone: str) -> None:
        hook = self.folder / milestone
        if not hook.exists():
            return
        count, then = hook.read_text().split()
        if int(count) > 1:
            hook.write_text(f"{int(count) - 1} {then}")
        elif then == "hold":
            self._hold(hook)
        else:
            self._kill(hook)

    def _kill(self, hook: Path) -> None:
        with (self.folder / "fallen").open("a") as record:
            record.write(f"{os.getpid()}\n")
        hook.unlink()
        os.kill(os.getpid(), signal.SIGKILL)

    def _hold(self, hook: Path) -> None:
        hook.rename(self.folder / "held")
        while self.holds():
            time.sleep(0.02)


def shifted(home: Path) -> Callable[[], datetime]:
    """Return a clock that a file beside the home moves: seconds, read at every look."""
    file = home.parent / "shift"
    return lambda: datetime.now(UTC) + timedelta(seconds=float(file.read_text()))


def move_clock(home: Path, seconds: float) -> None:
    file, draft = home.parent / "shift", home.parent / "shift.new"
    before = float(file.read_text()) if file.exists() else 0.0
    draft.write_text(str(before + seconds))
    draft.rename(file)


def build(config: Config, role: str, hooks: str) -> Toolbox:
    """Return the role's real toolbox with the movable clock and the hooks of a folder."""
    built = bootstrap.build(config, role, reach=Hooks.of(config.home, hooks).reach)
    return replace(built, now=shifted(config.home))
