"""A figure beside its bound, and the memory of a cleaner's child."""

from pathlib import Path

from mcollector.images.cleaner import Cleaner


class Report:
    """Prints each figure with its bound and remembers the missed ones."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def figure(self, name: str, value: float, bound: float, *, least: bool = False) -> None:
        """Print one figure; `least` means that more is better."""
        holds = value >= bound if least else value <= bound
        sign = "≥" if least else "≤"
        print(f"   {name:58s} {value:8.2f}   {sign} {bound:g}  {'ok' if holds else 'MISSED'}")
        if not holds:
            self.missed.append(name)


def memory_of(cleaner: Cleaner, name: str) -> int:
    """Return a line of the child's status in KiB: VmRSS now, VmHWM at its peak."""
    return int(_status(cleaner, name).split()[1])


def forget_peak(cleaner: Cleaner) -> None:
    """Let the peak be counted from now on (proc(5), clear_refs)."""
    _folder(cleaner).joinpath("clear_refs").write_text("5")


def _status(cleaner: Cleaner, name: str) -> str:
    lines = _folder(cleaner).joinpath("status").read_text().splitlines()
    return next(line for line in lines if line.startswith(name))


def _folder(cleaner: Cleaner) -> Path:
    cleaner.print_reading()
    return Path(f"/proc/{cleaner._living_child().id}")
