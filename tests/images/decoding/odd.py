"""Builds the pictures no honest camera makes: bombs, halves, twins, and bytes in hiding."""

import struct
import zlib
from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

MARK = b"PLANTED-MARK-7f3a"


def saved(picture: Image.Image, form: str, **options) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def png(width: int, height: int, depth: int, colour: int, pixels: bytes) -> bytes:
    """A PNG written by hand: `pixels` are the rows with their filter bytes."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(pixels)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpeg_claiming(width: int, height: int) -> bytes:
    """A JPEG of 8 × 8 pixels whose header claims another size."""
    data = bytearray(saved(Image.new("RGB", (8, 8)), "JPEG"))
    struct.pack_into(">HH", data, data.index(b"\xff\xc0") + 5, height, width)
    return bytes(data)


def webp_claiming(width: int, height: int) -> bytes:
    """A lossless WebP of 8 × 8 pixels whose header claims another size."""
    data = bytearray(saved(Image.new("RGB", (8, 8)), "WEBP", lossless=True))
    bits = (width - 1) | (height - 1) << 14
    struct.pack_into("<I", data, data.index(b"VP8L") + 9, bits)
    return bytes(data)


def jpeg_of_scans(edge: int, scans: int) -> bytes:
    """A small progressive JPEG that is slow: its last scan stands there again and again."""
    data = saved(Image.new("L", (edge, edge)), "JPEG", progressive=True)
    at = data.rindex(b"\xff\xda")
    missing = scans - data.count(b"\xff\xda")
    return data[:-2] + data[at:-2] * missing + data[-2:]


def with_marks(picture: Image.Image, form: str) -> bytes:
    """The picture with the mark in every place the format has, and behind its end."""
    exif = Image.Exif()
    exif[0x010E] = MARK.decode()
    exif.get_ifd(0x8825)[1] = "N"
    options = {"exif": exif, "xmp": b"<x>" + MARK + b"</x>", "icc_profile": MARK}
    if form == "JPEG":
        options["comment"] = MARK
    if form == "PNG":
        options = {"exif": exif, "icc_profile": MARK, "pnginfo": PngInfo()}
        options["pnginfo"].add_text("Comment", MARK.decode())
    return saved(picture, form, **options) + b"PK\x03\x04" + MARK


def frames(form: str) -> bytes:
    """Two frames of different colours in one file."""
    first, second = (Image.new("RGB", (64, 48), colour) for colour in ("red", "blue"))
    return saved(first, form, save_all=True, append_images=[second])
