"""A JPEG of which some places are grey: what stood there is not in its bytes any more.

No picture is decoded for it. Our clean JPEGs begin anew at every few blocks (restart markers, ITU
T.81 §E.1.4); whatever touches a place gives way to as many grey blocks. A JPEG without such markers
begins only once, and is grey all over.
"""

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mcollector.rules.photographs.findings import Place

_WHOLE = 10_000
_MARGIN = 0.25
"""A place grows by so much of its shorter side: the edge of a digit tells the digit."""

_BLOCK = 8
_TABLES, _FRAME, _INTERVAL, _SCAN = 0xFFC4, 0xFFC0, 0xFFDD, 0xFFDA
_RESTART = re.compile(rb"\xff[\xd0-\xd7]")
_RESTARTS = 8
_END = b"\xff\xd9"


@dataclass(slots=True)
class _Head:
    """What stands before the scan: where it begins, the sides, samplings, codes for nothing."""

    scan_at: int = 0
    width: int = 0
    height: int = 0
    interval: int = 0
    samplings: dict[int, tuple[int, int]] = field(default_factory=dict)
    nothing: dict[int, str] = field(default_factory=dict)
    unit: str = ""

    @property
    def unit_size(self) -> tuple[int, int]:
        """Return how many pixels one unit of the scan is wide and high."""
        across, down = zip(*self.samplings.values(), strict=True)
        return max(across) * _BLOCK, max(down) * _BLOCK

    @property
    def units(self) -> tuple[int, int]:
        """Return how many units lie side by side, and one below the other."""
        wide, high = self.unit_size
        return -(-self.width // wide), -(-self.height // high)


def covered(jpeg: bytes, places: Sequence[Place]) -> bytes:
    """Return the JPEG with the places grey, in ten-thousandths of the sides as findings have them.

    Raises ValueError for what is no baseline JPEG in colours, as the house makes them.
    """
    if not places:
        return jpeg
    head = _head(jpeg)
    across, down = head.units
    every = head.interval or across * down
    pieces = _RESTART.split(jpeg[head.scan_at : -len(_END)])
    if len(pieces) != -(-across * down // every) or not jpeg.endswith(_END):
        raise ValueError("this is not one of the house's JPEGs")
    for number in {unit // every for place in places for unit in _touched(head, place)}:
        pieces[number] = _grey(head.unit, min(every, across * down - number * every))
    return jpeg[: head.scan_at] + b"".join(_joined(pieces)) + _END


def _joined(pieces: Sequence[bytes]) -> Iterator[bytes]:
    for number, piece in enumerate(pieces):
        if number:
            yield bytes((0xFF, 0xD0 + (number - 1) % _RESTARTS))
        yield piece


def _touched(head: _Head, place: Place) -> Iterator[int]:
    """Yield the numbers of the units that the place touches, its margin included."""
    left, right = place[0] * head.width / _WHOLE, place[2] * head.width / _WHOLE
    top, bottom = place[1] * head.height / _WHOLE, place[3] * head.height / _WHOLE
    margin = min(right - left, bottom - top) * _MARGIN
    (wide, high), (across, down) = head.unit_size, head.units
    columns = _range((left - margin) / wide, (right + margin) / wide, across)
    for row in _range((top - margin) / high, (bottom + margin) / high, down):
        yield from (row * across + column for column in columns)


def _range(first: float, last: float, count: int) -> range:
    return range(max(0, int(first)), min(count, int(last) + 1))


def _grey(unit: str, count: int) -> bytes:
    """Return so many grey units: the bits, filled up with ones, every 255 followed by a zero."""
    bits = unit * count
    bits += "1" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8).replace(b"\xff", b"\xff\0")


def _head(jpeg: bytes) -> _Head:
    head, at, marker = _Head(), 2, 0
    try:
        while marker != _SCAN:
            marker, length = struct.unpack_from("!HH", jpeg, at)
            _take(head, marker, jpeg[at + 4 : at + 2 + length])
            at += 2 + length
    except (struct.error, ValueError, KeyError, IndexError):
        raise ValueError("this is not one of the house's JPEGs") from None
    head.scan_at = at
    return head


def _take(head: _Head, marker: int, body: bytes) -> None:
    if marker == _TABLES:
        head.nothing.update(_codes_of_zero(body))
    elif marker == _INTERVAL:
        (head.interval,) = struct.unpack("!H", body)
    elif marker == _FRAME:
        head.height, head.width = struct.unpack_from("!xHH", body)
        for name, sampling in zip(body[6::3], body[7::3], strict=True):
            head.samplings[name] = (sampling >> 4, sampling & 15)
    elif marker == _SCAN:
        head.unit = "".join(_component(head, *pair) for pair in _components(body))


def _components(body: bytes) -> Iterator[tuple[int, int]]:
    """Yield each component's name and its tables; one alone is laid out in another way."""
    count = body[0]
    if count != 3:
        raise ValueError
    yield from zip(body[1 : 2 * count : 2], body[2 : 2 * count + 1 : 2], strict=True)


def _component(head: _Head, name: int, tables: int) -> str:
    """Return the bits of the component's blocks when nothing changes and nothing is in them."""
    across, down = head.samplings[name]
    return (head.nothing[tables >> 4] + head.nothing[0x10 | tables & 15]) * across * down


def _codes_of_zero(body: bytes) -> Iterator[tuple[int, str]]:
    """Yield for each Huffman table its name and the bits that stand for zero."""
    while body:
        counts, symbols = body[1:17], body[17 : 17 + sum(body[1:17])]
        code = at = 0
        for length, count in enumerate(counts, start=1):
            if 0 in symbols[at : at + count]:
                nth = symbols.index(0, at)
                yield body[0], format(code + nth - at, f"0{length}b")
            code, at = (code + count) << 1, at + count
        body = body[17 + len(symbols) :]
