"""What is kept of an uploaded roster: a text as it came, a workbook as the rows in it."""

from mcollector.rules.errors import FieldRefused
from mcollector.rules.roster.decode import NO_TEXT, is_workbook
from mcollector.rules.roster.sheets import is_sheet, marked
from mcollector.rules.roster.sources import refuse_large
from mcollector.work.parts import Parts


def kept_of(parts: Parts, data: bytes) -> bytes:
    """Return what `upload.upload` takes; a key-less child opens a workbook.

    To be called before the unit, for a child may take its time. Raises FieldRefused.
    """
    refuse_large(data)
    if is_sheet(data):
        raise FieldRefused(NO_TEXT)
    return marked(parts.rows_of_workbook(data)) if is_workbook(data) else data
