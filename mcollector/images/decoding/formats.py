"""Which decoder may look at a file, judged by its first bytes alone; known to both sides."""

from enum import StrEnum

from mcollector.images.results import MAX_BYTES, RefusalCode

_HEIC_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
)
_BRANDS_WITHIN = slice(16, 64)
_PDF_MARK_WITHIN = 1024


class Form(StrEnum):
    """A kind of file; the first three are Pillow's names of the one plugin that may read it."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    HEIC = "HEIC"
    PDF = "PDF"


class Refused(Exception):
    """The picture cannot be used; only the code leaves the child."""

    def __init__(self, reason: RefusalCode) -> None:
        super().__init__(reason)
        self.reason = reason


def form_of(data: bytes) -> Form:
    """Return the form of the bytes; raises Refused for what is none, empty or too large."""
    if not data:
        raise Refused(RefusalCode.BROKEN)
    if len(data) > MAX_BYTES:
        raise Refused(RefusalCode.TOO_LARGE)
    form = _sniffed(data)
    if form is None:
        is_other_heif = data[4:8] == b"ftyp"
        raise Refused(RefusalCode.UNSUPPORTED if is_other_heif else RefusalCode.NOT_A_PICTURE)
    return form


def _sniffed(data: bytes) -> Form | None:
    """Pictures first: a PDF may begin anywhere in its first 1,024 bytes, a picture may not."""
    if data.startswith(b"\xff\xd8\xff"):
        return Form.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Form.PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Form.WEBP
    if _is_heic(data):
        return Form.HEIC
    return Form.PDF if b"%PDF-" in data[:_PDF_MARK_WITHIN] else None


def _is_heic(data: bytes) -> bool:
    is_heif = data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS
    return is_heif and b"avif" not in data[_BRANDS_WITHIN]
