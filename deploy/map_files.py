"""The map's first table: which files a subject has on each floor."""

from collections.abc import Sequence
from pathlib import Path

from deploy.processes import ROOT

Table = tuple[tuple[str, ...], Sequence[tuple[str, ...]]]
"""A header and rows of as many cells."""

Files = dict[str, list[str]]

FLOORS: tuple[str, ...] = (
    "rules",
    "store",
    "vault",
    "files",
    "mail",
    "images",
    "work",
    "services",
    "web",
    "portal",
    "admin_views",
    "jobs",
)
FOLDERS = {
    **{floor: f"mcollector/{floor}" for floor in FLOORS},
    "admin_views": "admin_views",
}
_GENERATED = "migrations"


def subjects() -> Table:
    """Return a row for every subject that is on more than one floor."""
    rows = [
        (_title(files), *(", ".join(files.get(floor, ())) for floor in FLOORS))
        for files in _by_subject().values()
        if len(files) > 1
    ]
    return ("subject", *FLOORS), sorted(rows)


def alone() -> Table:
    """Return a row for every floor with the files whose subject is on that floor only."""
    lonely: Files = {floor: [] for floor in FLOORS}
    for files in _by_subject().values():
        if len(files) == 1:
            for floor, names in files.items():
                lonely[floor] += names
    return ("floor", "files"), [(floor, ", ".join(sorted(lonely[floor]))) for floor in FLOORS]


def _by_subject() -> dict[str, Files]:
    found: dict[str, Files] = {}
    for floor, folder in FOLDERS.items():
        for name in _names(ROOT / folder):
            found.setdefault(_subject(name), {}).setdefault(floor, []).append(name)
    return found


def _names(folder: Path) -> list[str]:
    paths = (path.relative_to(folder).with_suffix("") for path in folder.rglob("*.py"))
    kept = (path for path in paths if path.stem != "__init__" and _GENERATED not in path.parts)
    return sorted(path.as_posix() for path in kept)


def _subject(name: str) -> str:
    """Return what a file is about: its name's first word, one of them."""
    word = name.rpartition("/")[2].partition("_")[0]
    return word.removesuffix("ies") + "y" if word.endswith("ies") else word.removesuffix("s")


def _title(files: Files) -> str:
    """Return the subject's own name: that of the file called just so, else the shortest."""
    names = sorted(name.rpartition("/")[2] for floor in files.values() for name in floor)
    plain = [name for name in names if "_" not in name]
    return plain[-1] if plain else min(names, key=len)
