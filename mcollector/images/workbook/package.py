"""A workbook's outer shell: a zip whose parts are unpacked in memory, counted while unpacking."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from mcollector.images.workbook.results import MAX_UNPACKED, Unreadable, Unusable

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_METHODS = (ZIP_STORED, ZIP_DEFLATED)
_LOCKED_FLAG = 1
_PIECE = 64 * 1024
_BROKEN = (BadZipFile, EOFError, OSError, RuntimeError, ValueError, struct.error, zlib.error)


class Package:
    """The parts by name, without regard to case; a name says where nothing: no file is touched."""

    def __init__(self, data: bytes) -> None:
        self._left = MAX_UNPACKED
        if data.startswith(_OLE):
            raise Unreadable(Unusable.LOCKED if _ENCRYPTED in data else Unusable.OLD)
        try:
            self._zip = ZipFile(BytesIO(data))
        except _BROKEN:
            raise Unreadable(Unusable.BROKEN) from None
        self._parts: dict[str, ZipInfo] = {}
        for part in self._zip.infolist():
            name = part.filename.replace("\\", "/").lower()
            if self._parts.setdefault(name, part) is not part:
                raise Unreadable(Unusable.BROKEN)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def part(self, name: str) -> bytes:
        """Return the part unpacked; raises Unreadable for a missing, locked or endless one."""
        entry = self._parts.get(name.lower())
        if entry is None or entry.compress_type not in _METHODS:
            raise Unreadable(Unusable.BROKEN)
        if entry.flag_bits & _LOCKED_FLAG:
            raise Unreadable(Unusable.LOCKED)
        try:
            with self._zip.open(entry) as opened:
                return b"".join(self._counted(opened))
        except _BROKEN:
            raise Unreadable(Unusable.BROKEN) from None

    def _counted(self, opened: IO[bytes]) -> Iterator[bytes]:
        """Yield what is unpacked piece by piece until it becomes too much."""
        while piece := opened.read(_PIECE):
            self._left -= len(piece)
            if self._left < 0:
                raise Unreadable(Unusable.TOO_LARGE)
            yield piece
