"""Compares the names of two commits' tests, while the large folders move.

`python -m tests.gate.compare_names BEFORE AFTER` reads two lists as `pytest --collect-only` prints
them. What moved is in moved.txt (old path, new path), what went because a lower level proves the
same is in gone.txt. It prints each name that is missing, and returns 1 when there is one.
"""

import sys
from pathlib import Path

HERE = Path(__file__).parent


def missing(before: list[str], after: list[str]) -> list[str]:
    """Return the names of before that are neither in after, nor moved there, nor gone."""
    moved = dict(line.split() for line in _lines(HERE / "moved.txt"))
    gone, there = set(_lines(HERE / "gone.txt")), set(after)
    return [one for one in before if _now(one, moved) not in there and _reported(one) not in gone]


def _now(name: str, moved: dict[str, str]) -> str:
    """Return the name with its own path, and a path that is its parameter, as they are now."""
    path, _, test = name.partition("::")
    for old, new in moved.items():
        test = test.replace(f"[{old}]", f"[{new}]")
    return f"{moved.get(path, path)}::{test}"


def _reported(name: str) -> str:
    """Return the name as gone.txt has it: `tests.office.test_a::test_b[c]`."""
    path, _, test = name.partition("::")
    return f"{path.removesuffix('.py').replace('/', '.')}::{test.replace('::', '.', 1)}"


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line]


def main() -> int:
    """Compare the two lists that are named."""
    before, after = ([one for one in _lines(Path(name)) if "::" in one] for name in sys.argv[1:3])
    lost = missing(before, after)
    for name in lost:
        print(name)
    print(f"{len(before)} before, {len(after)} after, {len(lost)} missing")
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main())
