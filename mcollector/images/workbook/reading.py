"""From a workbook's bytes to the rows of its first sheet; nothing else in it is read."""

from mcollector.images.workbook import map as workbook_map
from mcollector.images.workbook import sheet
from mcollector.images.workbook.dates import date_styles
from mcollector.images.workbook.package import Package
from mcollector.images.workbook.sheet import Meaning
from mcollector.images.workbook.strings import strings


def read_rows(data: bytes) -> bytes:
    """Return the rows as `workbook_wire` packs them; raises Unreadable with the reason.

    Formulas give what was last worked out, links to other files are not followed.
    """
    package = Package(data)
    parts = workbook_map.parts_of(package)
    meaning = Meaning(
        strings(package.part(parts.strings)) if parts.strings else (),
        date_styles(package.part(parts.styles)) if parts.styles else frozenset(),
        parts.from_1904,
    )
    return sheet.packed_rows(package.part(parts.sheet), meaning)
