"""The child that opens workbooks."""

from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from mcollector.images.child.confinement import LIMITS
from mcollector.images.child.loop import Trade
from mcollector.images.results import PrintReading
from mcollector.images.talk import wire
from mcollector.images.talk.wire import Kind
from mcollector.images.workbook.reading import read_rows
from mcollector.images.workbook.results import Unreadable

MEMORY = 512 * 1024 * 1024
"""Bytes of address space: 20 MiB of the smallest texts need a quarter of it."""


def trade() -> Trade:
    """Return the trade, warmed up."""
    _warm_up()
    return Trade(PrintReading.NOT_WANTED.encode(), _answer, LIMITS | {"AS": MEMORY})


def _answer(_kind: int, body: bytes) -> bytes:
    try:
        return wire.frame(Kind.ROWS, read_rows(body))
    except Unreadable as refusal:
        return wire.frame(Kind.REFUSED, refusal.reason.encode())


def _warm_up() -> None:
    """Open a workbook and a broken one, so that all code is loaded before the door is locked."""
    read_rows(_workbook())
    with suppress(Unreadable):
        read_rows(b"?")


_PARTS = {
    "[Content_Types].xml": "<Types><Override PartName='/w' ContentType='application/vnd."
    "openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>",
    "w": "<workbook><sheets><sheet id='a'/></sheets></workbook>",
    "_rels/w.rels": "<a><Relationship Id='a' Type='worksheet' Target='s'/></a>",
    "s": "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>",
}


def _workbook() -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name, text in _PARTS.items():
            package.writestr(name, text)
    return buffer.getvalue()
