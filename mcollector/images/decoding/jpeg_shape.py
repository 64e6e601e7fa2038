"""The worker checks what the child returns: a plain JPEG with no place to hide anything."""

import re
import struct

_START, _END = b"\xff\xd8", b"\xff\xd9"
_APP0, _TABLES, _FRAME, _SCAN = 0xE0, frozenset({0xC4, 0xDB}), 0xC0, 0xDA
_INTERVAL, _INTERVAL_LENGTH = 0xDD, 4
_JFIF = b"JFIF\0"
_JFIF_LENGTH = 16
"""Longer ones would hold a thumbnail."""

_MARKER = re.compile(rb"\xff[^\0\xd0-\xd7]")
"""Restart markers are part of the scan: they say nothing but that it begins anew."""


class Misshapen(ValueError):
    """It is not the JPEG the child was to make."""


def size_of(jpeg: bytes) -> tuple[int, int]:
    """Return (width, height) of a baseline JPEG: JFIF head, tables, one scan, nothing else.

    Raises Misshapen for other segments (EXIF, comment …), a second scan, bytes after the end.
    """
    if not jpeg.startswith(_START):
        raise Misshapen("no JPEG")
    size, at, marker = None, 2, 0
    while marker != _SCAN:
        marker, body = _segment(jpeg, at)
        at += 4 + len(body)
        _refuse_guests(marker, body)
        if marker == _FRAME:
            height, width = struct.unpack_from("!xHH", body)
            size = (width, height)
    if size is None or not _ends_here(jpeg, at):
        raise Misshapen("no frame, or more than one scan")
    return size


def _segment(jpeg: bytes, at: int) -> tuple[int, bytes]:
    try:
        prefix, marker, length = struct.unpack_from("!BBH", jpeg, at)
    except struct.error:
        raise Misshapen("cut off") from None
    if prefix != 0xFF or length < 2:
        raise Misshapen("no segment")
    return marker, jpeg[at + 4 : at + 2 + length]


def _refuse_guests(marker: int, body: bytes) -> None:
    is_head = marker == _APP0 and body.startswith(_JFIF) and len(body) == _JFIF_LENGTH - 2
    is_interval = marker == _INTERVAL and len(body) == _INTERVAL_LENGTH - 2
    if not (is_head or is_interval) and marker not in _TABLES | {_FRAME, _SCAN}:
        raise Misshapen(f"segment {marker:#x}")


def _ends_here(jpeg: bytes, at: int) -> bool:
    """Tell whether the first marker after the scan's head is the very end."""
    found = _MARKER.search(jpeg, at)
    return found is not None and found.group() == _END and found.end() == len(jpeg)
