"""The frames between the worker and its child: kind, length, body, over two pipes."""

import os
import struct
from enum import IntEnum

from mcollector.images.results import MAX_BYTES, Cleaned

HEAD = struct.Struct("!BI")
MAX_QUESTION = MAX_BYTES + 64 * 1024
MAX_ANSWER = 16 * 1024 * 1024
"""Bytes; a 2,048 px JPEG of pure noise at quality 85 stays under 5 MB."""

_SIZES = struct.Struct("!IIIB")
_LENGTH = struct.Struct("!I")
_PIECE = 1024 * 1024


class Kind(IntEnum):
    """The first byte of a frame."""

    READY = 1
    CANNOT_START = 2
    CLEAN = 3
    CLEANED = 4
    REFUSED = 5
    PROVE = 6
    PROOF = 7
    EXAMINE = 8
    EXAMINED = 9
    OPEN_WORKBOOK = 10
    ROWS = 11


def frame(kind: Kind, body: bytes = b"") -> bytes:
    """Return the frame as it goes over the pipe."""
    return HEAD.pack(kind, len(body)) + body


def pack(cleaned: Cleaned) -> bytes:
    """Return the body of a CLEANED frame: sizes, length of the large one, pages, both JPEGs."""
    sizes = _SIZES.pack(cleaned.width, cleaned.height, len(cleaned.large), cleaned.pages)
    return sizes + cleaned.large + cleaned.small


def unpack(body: bytes) -> Cleaned:
    """Return what `pack` took; raises struct.error for a body that is too short."""
    width, height, length, pages = _SIZES.unpack_from(body)
    end = _SIZES.size + length
    return Cleaned(body[_SIZES.size : end], body[end:], width, height, pages)


def pair(first: bytes, second: bytes) -> bytes:
    """Return two bodies as one: the first one's length goes before them."""
    return _LENGTH.pack(len(first)) + first + second


def unpair(body: bytes) -> tuple[bytes, bytes]:
    """Return what `pair` took; raises struct.error for a body that is too short."""
    (length,) = _LENGTH.unpack_from(body)
    end = _LENGTH.size + length
    return body[_LENGTH.size : end], body[end:]


def receive(descriptor: int) -> tuple[int, bytes] | None:
    """Block for the next frame; None when the other side has gone or asks for too much."""
    head = _exactly(descriptor, HEAD.size)
    if head is None:
        return None
    kind, length = HEAD.unpack(head)
    body = _exactly(descriptor, length) if length <= MAX_QUESTION else None
    return None if body is None else (kind, body)


def send(descriptor: int, data: bytes) -> None:
    """Block until all of it is written."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _exactly(descriptor: int, length: int) -> bytes | None:
    data = bytearray()
    while len(data) < length:
        piece = os.read(descriptor, min(length - len(data), _PIECE))
        if not piece:
            return None
        data += piece
    return bytes(data)
