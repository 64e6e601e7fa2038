"""Cleans one small picture of every sort, so that all code is loaded before the door is locked."""

import base64
import zlib
from contextlib import suppress
from datetime import date
from io import BytesIO
from typing import Any

import zxingcpp
from PIL import Image, ImageDraw

from mcollector.images.decoding.cleaning import clean
from mcollector.images.decoding.formats import Refused
from mcollector.images.digits.models import Networks
from mcollector.images.digits.numerals import check_digit
from mcollector.images.look.examining import examine
from mcollector.images.questions import Question

_SORTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("RGB", "JPEG", {"progressive": True}),
    ("CMYK", "JPEG", {}),
    ("L", "JPEG", {}),
    ("P", "PNG", {"transparency": 0}),
    ("I;16", "PNG", {}),
    ("LA", "PNG", {}),
    ("1", "PNG", {}),
    ("RGBA", "WEBP", {}),
    ("RGB", "WEBP", {"lossless": True}),
)
_SIZE = (400, 40)
_HEIC = zlib.decompress(
    base64.b64decode(
        "eNpjYGCQSSupLMhIzUxmAILczDRDEDs3MzGNgYHRKTe1JJEBAhQzUnKKoGyGgszkEgY0oJSZkw82xMWBgREIgYAxDUID"
        "AR8QK2dm5qWBeSBRUSAnlQnKyyhLNgQrK8gsyYUrOZRZUFQApJdkFiTnA+kKoDJnRmaQ0ASwIrkPDH/+/vjBwMDPnADU"
        "IeHAyMP4/z9IATNIBTMIye1ickgESmo7MTKiySxQaGSd9spTc10ekxQPB0joBIjgcEgCqmd3YTxYtEHJAWiNSGZxQSrU"
        "Iw5QLFCQWZEJEmDm4ABqZRDLLMiFhRXQ+8yNTMwg0dyURFBIcWkwrmeR+ON1ffYBADZoP/I="
    )
)
"""64 grey pixels squared: no encoder of it is loaded in the child."""

_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2/MediaBox[0 0 99 9]>> endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R/G 6 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 50>>stream\n"
    b"BT /F 9 Tf (a) Tj /G 9 Tf (b) Tj 0 0 9 9 re f ET   \nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    b"6 0 obj<</Type/Font/Subtype/TrueType/BaseFont/Unknown>>endobj\n"
    b"trailer<</Root 1 0 R>>"
)
"""Two pages in fonts it does not bring: the renderer looks for the system's before the lock.

They are narrow, for every page is drawn as long as a photograph.
"""


def warm_up(networks: Networks | None = None) -> None:
    """Run every decoder, both encoders' paths, every reader and each kind of refusal once."""
    for mode, form, options in _SORTS:
        clean(_drawn(mode, form, exif=_turned(), **options))
    frames = [Image.new("RGB", _SIZE, colour) for colour in ("black", "white")]
    for form in ("MPO", "PNG", "WEBP"):
        _try(_saved(frames[0], form, save_all=True, append_images=frames[1:]))
    clean(_HEIC)
    clean(_PDF)
    whole = _drawn("RGB", "JPEG")
    for spoilt in (
        b"",
        b"?",
        whole[:-9],
        whole[:20],
        whole[:2] + b"\xff\xe1\0\x08Exif\0\0" + whole[2:],
        _HEIC[:-9],
        _PDF[:60],
    ):
        _try(spoilt)
    examine(_card(), Question("card_back", date.min, words=True), networks)
    examine(_line(), Question("card_front", date.min, words=True), networks)


def _line() -> bytes:
    picture = Image.new("RGB", (120, 40), "white")
    ImageDraw.Draw(picture).text((10, 10), "2001.01.01", fill="black", font_size=16)
    return _saved(picture, "JPEG")


def _card() -> bytes:
    """Draw print and a QR code, so that all readers have something to read."""
    body = "1" * 11
    digits = body + check_digit(body)
    picture = Image.new("RGB", (240, 120), "white")
    pen = ImageDraw.Draw(picture)
    pen.text((10, 8), f"{digits[:4]} {digits[4:8]} {digits[8:]}", fill="black", font_size=20)
    pen.text((10, 48), "2001.01.01", fill="black", font_size=16)
    code = zxingcpp.create_barcode(digits, zxingcpp.BarcodeFormat.QRCode)
    picture.paste(Image.fromarray(code.to_image(scale=2)), (170, 50))
    return _saved(picture, "JPEG")


def _try(data: bytes) -> None:
    with suppress(Refused):
        clean(data)


def _drawn(mode: str, form: str, **options: Any) -> bytes:
    return _saved(Image.new(mode, _SIZE), form, **options)


def _saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def _turned() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif
