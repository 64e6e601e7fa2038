"""Broken and hostile files, the same at every run: cut, flipped, lying, bombs, twins."""

import random
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

import pillow_heif
from PIL import Image

from bench.pdf_bombs import pdf_bombs

_SIZE = (320, 240)


def files(count: int) -> Iterator[bytes]:
    """Yield so many files; the handmade ones first, then mutants of sound ones."""
    rng = random.Random(20261201)
    seeds = sound()
    made = list(handmade(seeds))
    yield from made[:count]
    for at in range(count - len(made)):
        yield mutant(rng, seeds[at % len(seeds)])


def sound() -> list[bytes]:
    """Return one sound file of every form."""
    picture = Image.effect_noise(_SIZE, 60).convert("RGB")
    forms: list[tuple[str, dict]] = [
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("PNG", {}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
        ("PDF", {}),
    ]
    found = [_saved(picture, form, **options) for form, options in forms]
    found += [_saved(picture.convert("CMYK"), "JPEG"), _saved(picture.convert("P"), "PNG")]
    buffer = BytesIO()
    pillow_heif.from_pillow(picture).save(buffer, quality=60)
    return [*found, buffer.getvalue()]


def mutant(rng, data: bytes) -> bytes:
    """Return the file with bits flipped, bytes replaced, a piece cut out, doubled or cut off."""
    spoilt = bytearray(data)
    at = rng.randrange(len(spoilt))
    kind = rng.randrange(6)
    if kind == 0:
        for _ in range(rng.randrange(1, 40)):
            spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
    elif kind == 1:
        return bytes(spoilt[:at])
    elif kind == 2:
        del spoilt[at : at + rng.randrange(1, 400)]
    elif kind == 3:
        spoilt[at:at] = spoilt[at : at + rng.randrange(1, 4000)]
    elif kind == 4:
        head = rng.randrange(min(200, len(spoilt)))
        spoilt[head : head + 4] = rng.choice(
            (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff")
        )
    else:
        spoilt[at : at + 64] = rng.randbytes(64)
    return bytes(spoilt)


def handmade(seeds: list[bytes]) -> Iterator[bytes]:
    """Yield bombs, lies, twins and what is no picture at all."""
    yield from (
        b"",
        b"\0",
        b"hello",
        bytes(5_000_000),
        b"PK\x03\x04" + bytes(99),
        b"GIF89a" + bytes(99),
    )
    yield from (
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"MZ" + bytes(99),
        b"\x7fELF" + bytes(99),
    )
    for one in seeds:
        yield from (one[:n] for n in (1, 4, 12, 30, len(one) // 2, len(one) - 1))
        yield from (one + other for other in seeds)
        yield one + b"PK\x03\x04<script>alert(1)</script>"
        yield one[:40] + bytes(2000) + one[40:]
    yield from _png_bombs()
    yield from pdf_bombs()
    yield from _heif_lies(seeds[-1])


def _png_bombs() -> Iterator[bytes]:
    for width, height in (
        (50_000, 50_000),
        (10_000, 5_000),
        (2**31 - 1, 1),
        (1, 2**31 - 1),
        (0, 0),
    ):
        yield _png(
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            (b"IDAT", zlib.compress(bytes(99))),
        )
    text = zlib.compress(bytes(60_000_000))
    head = (b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
    yield _png(head, (b"zTXt", b"Comment\0\0" + text), (b"IDAT", zlib.compress(bytes(200))))
    yield _png(head, (b"iCCP", b"icc\0\0" + text), (b"IDAT", zlib.compress(bytes(200))))
    yield _png(head, *[(b"tEXt", b"a\0b")] * 50_000, (b"IDAT", zlib.compress(bytes(200))))
    yield _png(head, (b"IDAT", zlib.compress(bytes(200_000_000))))


def _png(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (*chunks, (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + body


def _heif_lies(heic: bytes) -> Iterator[bytes]:
    for kind in (b"unci", b"av01", b"mski", b"iovl", b"jpeg", b"grid"):
        yield heic.replace(b"hvc1\0", kind + b"\0", 1)
    at = heic.index(b"ispe") + 8
    for width, height in ((100_000, 100_000), (0, 0), (2**32 - 1, 1)):
        yield heic[:at] + struct.pack("!II", width, height) + heic[at + 8 :]
    yield heic + b"\0\0\0\x08moov"
    yield heic.replace(b"meta", b"mtea", 1)


def _saved(picture: Image.Image, form: str, **options) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()
