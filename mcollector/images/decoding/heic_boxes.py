"""Looks into a HEIC before its decoder does: only what phones write may pass.

The holes found in libheif during 2026 lay in codecs and boxes that no phone's photograph uses
(uncompressed images, masks, sequences, overlays); a file with one of those is not decoded at all.
"""

import struct
from collections.abc import Iterator

from mcollector.images.decoding.formats import Refused
from mcollector.images.results import RefusalCode

_KNOWN_ITEMS = frozenset({b"hvc1", b"grid", b"iden", b"tmap", b"Exif", b"mime", b"uri "})
"""ISO/IEC 23008-12: HEVC pictures, how they are tiled or toned, and what describes them."""

_MOST_ITEMS = 1000
_META_HEAD = 4
_TYPE_AT = {2: 8, 3: 10}
"""Where an `infe` box of that version names its item's type (ISO/IEC 14496-12 8.11.6)."""


def refuse_strange_items(data: bytes) -> None:
    """Raise Refused unless the file holds still pictures of known kinds only."""
    try:
        top = dict(_boxes(data, 0, len(data)))
        kinds = _item_kinds(data, *top[b"meta"])
    except (KeyError, IndexError, struct.error):
        raise Refused(RefusalCode.BROKEN) from None
    if b"moov" in top:
        raise Refused(RefusalCode.ANIMATED)
    if not kinds or len(kinds) > _MOST_ITEMS or not _KNOWN_ITEMS.issuperset(kinds):
        raise Refused(RefusalCode.UNSUPPORTED)


def _item_kinds(data: bytes, start: int, end: int) -> list[bytes]:
    inside = dict(_boxes(data, start + _META_HEAD, end))
    at, stop = inside[b"iinf"]
    at += 6 if data[at] == 0 else 8
    return [_kind(data, begin) for name, (begin, _) in _boxes(data, at, stop) if name == b"infe"]


def _kind(data: bytes, begin: int) -> bytes:
    at = begin + _TYPE_AT[data[begin]]
    return data[at : at + 4]


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """Yield each box's name, and where its body begins and ends."""
    while at + 8 <= end:
        size, name = struct.unpack_from("!I4s", data, at)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from("!Q", data, at + 8)
            head = 16
        size = size or end - at
        if size < head or at + size > end:
            raise struct.error("a box longer than its room")
        yield name, (at + head, at + size)
        at += size
