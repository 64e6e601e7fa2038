"""Builds the files beside plain pictures: HEIC as phones write it, PDFs, and spoilt ones."""

import struct
from io import BytesIO

import pillow_heif
from PIL import Image


def heic(picture: Image.Image, **options) -> bytes:
    """The picture as a HEIC of one HEVC item; `options` are those of pillow_heif."""
    buffer = BytesIO()
    pillow_heif.from_pillow(picture).save(buffer, quality=90, **options)
    return buffer.getvalue()


def heic_of_kind(kind: bytes) -> bytes:
    """A HEIC whose picture calls itself another kind of item."""
    return heic(Image.new("RGB", (64, 64))).replace(b"hvc1\0", kind + b"\0", 1)


def heic_claiming(width: int, height: int) -> bytes:
    """A HEIC of 64 × 64 pixels whose head claims another size."""
    data = heic(Image.new("RGB", (64, 64)))
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack("!II", width, height) + data[at + 8 :]


def pdf(*pages: Image.Image) -> bytes:
    """A PDF of scanned pages."""
    buffer = BytesIO()
    pages[0].save(buffer, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    return buffer.getvalue()


def pdf_with(head: bytes = b"", *, box: bytes = b"0 0 595 842", more: bytes = b"") -> bytes:
    """A small PDF with entries of the caller in its trailer, its page's box and its objects."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[" + box + b"]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n"
        + more
        + b"trailer<</Root 1 0 R"
        + head
        + b">>"
    )


LOCK = (
    b"/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]"
    b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">>>"
)
"""Asks for a password that nobody knows."""
