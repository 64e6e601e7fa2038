"""What a photograph may be, judged by its first bytes; nothing is decoded here."""

from typing import Literal

from mcollector.rules.errors import FieldRefused
from mcollector.rules.sentences import say

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
"""20 MB and 50 MP (architecture §11, uploads)."""

Kind = Literal["jpeg", "png", "webp", "heic", "pdf"]

_HEIC_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
)
_PDF_MARK_WITHIN = 1024


def sniff(data: bytes) -> Kind | None:
    """Return the kind the bytes begin as, whatever name or type the browser gave; None if other."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS and b"avif" not in data[16:64]:
        return "heic"
    if b"%PDF-" in data[:_PDF_MARK_WITHIN]:
        return "pdf"
    return None


def refuse_unless_picture(data: bytes) -> Kind:
    """Return the kind of a photograph we take; raise FieldRefused with the form's sentence."""
    if not data:
        raise FieldRefused(say("写真を開けません。もう一度とってください。"))
    if len(data) > MAX_BYTES:
        raise FieldRefused(say("20MBより小さい写真を選択してください。"))
    kind = sniff(data)
    if kind is None:
        raise FieldRefused(say("JPEG・PNG・HEIC・PDFの写真を選択してください。"))
    return kind
