"""PDFs that hold themselves, lie about their pages, run scripts, or unpack to far too much."""

import zlib
from collections.abc import Iterator

_CATALOG = (
    b"1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n"
)
_PAGES = (
    b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 4>>endobj\n",
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 2147483647>>endobj\n",
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
)
_PAGE = (
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s]/Contents 4 0 R/Resources<<%s>>>>endobj\n"
)
_FORM = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
_IMAGE = (
    b"<</Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 8"
    b"/ColorSpace/DeviceGray/Filter/FlateDecode"
)
_UNPACKED = 90_000_000


def pdf_bombs() -> Iterator[bytes]:
    """Yield them."""
    thousand = b"/X Do " * 1000
    for pages in _PAGES:
        page = _PAGE % (b"9e9 9e9", b"/XObject<</X 5 0 R>>")
        yield _pdf(pages, page, _stream(4, b"<<", thousand), _stream(5, _FORM, b"/X Do "))
    page = _PAGE % (b"90 90", b"/XObject<</I 5 0 R>>")
    image = _stream(5, _IMAGE, zlib.compress(bytes(_UNPACKED)))
    yield _pdf(_PAGES[2], page, _stream(4, b"<<", b"90 0 0 90 0 0 cm /I Do"), image)


def _stream(number: int, head: bytes, data: bytes) -> bytes:
    size = b"/Length %d>>stream\n" % len(data)
    return b"%d 0 obj" % number + head + size + data + b"\nendstream endobj\n"


def _pdf(*objects: bytes) -> bytes:
    return b"%PDF-1.7\n" + _CATALOG + b"".join(objects) + b"trailer<</Root 1 0 R>>"
