"""Renders the pages of a PDF: a 住民票 from the counter's or the convenience store's scanner."""

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from mcollector.images.decoding.formats import Refused
from mcollector.images.results import LARGE_EDGE, MAX_PAGES, RefusalCode


def rendered(data: bytes) -> list[Image.Image]:
    """Return 1 to 4 pages, each LARGE_EDGE px long, on white; scripts and forms are not run.

    Raises Refused for a password, for too many pages or none.
    """
    with _opened(data) as document:
        count = len(document)
        if count > MAX_PAGES:
            raise Refused(RefusalCode.TOO_MANY_PAGES)
        if count == 0:
            raise Refused(RefusalCode.BROKEN)
        return [_page(document, at) for at in range(count)]


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        raise Refused(RefusalCode.LOCKED if is_locked else RefusalCode.BROKEN) from None


def _page(document: pypdfium2.PdfDocument, at: int) -> Image.Image:
    page = document[at]
    try:
        scale = LARGE_EDGE / max(page.get_size())
        bitmap = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True)
        return bitmap.to_pil().convert("RGB").crop((0, 0, *_within(bitmap.width, bitmap.height)))
    finally:
        page.close()


def _within(width: int, height: int) -> tuple[int, int]:
    """Rendering rounds up: a page may come out one pixel longer than asked."""
    return min(width, LARGE_EDGE), min(height, LARGE_EDGE)
