"""Writes docs/map.md, the developers' map of the house: `make map`."""

from deploy import map_doors, map_house
from deploy.map_house import Table
from deploy.processes import ROOT

PATH = ROOT / "docs" / "map.md"

SECTIONS = (
    (
        "Key × process",
        "Which key file a process may read. A missing or wrong one means sealed.",
        map_house.keys,
    ),
    (
        "States of a collection",
        "What the office and the employee read, who is awaited, the list's tabs, the steps out.",
        map_house.person_states,
    ),
    ("States of a photograph", "", map_house.document_states),
    (
        "Endpoint × policy",
        "Who may call what; `rights` are those that cover the permission, `closed` answers 404.",
        map_doors.endpoints,
    ),
    (
        "Tables",
        "`audit subject` is the column naming whose business a row is; sealed columns by box.",
        map_house.tables,
    ),
    ("Task × queue × job", "", map_house.tasks),
    ("Timetable", "", map_house.timetable),
)
HEAD = "# Map of the house\n\nWritten by `make map` from the code; a test compares the two.\n"


def render() -> str:
    """Return the whole page."""
    return HEAD + "".join(_section(title, text, table()) for title, text, table in SECTIONS)


def _section(title: str, text: str, table: Table) -> str:
    header, rows = table
    lines = [_line(header), "|" + "---|" * len(header), *map(_line, rows)]
    return "\n".join((f"\n## {title}\n", *([f"{text}\n"] if text else []), *lines, ""))


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PATH.write_text(render())
