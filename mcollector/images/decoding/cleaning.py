"""Inside the child: an accepted file becomes two new JPEGs made of nothing but its pixels."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image

from mcollector.images.decoding.decoding import Page, guarded, pages_of, plain
from mcollector.images.results import LARGE_EDGE, SMALL_EDGE, Cleaned

_QUALITY = 85
_APART_LARGE, _APART_SMALL = 4, 1
"""So many units of 16 × 16 pixels stand between two restart markers: what a cover is made of."""

ENOUGH = 1600
"""A JPEG is decoded at 1/2, 1/4 or 1/8 as long as this much of its long edge is left."""

_COLUMNS = 2


def clean(data: bytes) -> Cleaned:
    """Return the large and the small JPEG of an accepted file; raises Refused.

    Their long edges are at most 2,048 and 320 px; both are upright, RGB, on white. The pages of a
    PDF lie side by side in one picture, each at most 2,048 px long.
    """
    return guarded(lambda: encoded(sheets_of(pages_of(data, enough=ENOUGH))))


def sheets_of(pages: Sequence[Page]) -> list[Image.Image]:
    """Return new upright RGB pictures of the pages, at most 2,048 px long."""
    return [_upright(page) for page in pages]


def encoded(sheets: Sequence[Image.Image]) -> Cleaned:
    """Return both JPEGs of one picture, or of several side by side."""
    large = sheets[0] if len(sheets) == 1 else _side_by_side(sheets)
    small = _within(large, SMALL_EDGE)
    return Cleaned(
        _jpeg(large, _APART_LARGE), _jpeg(small, _APART_SMALL), *large.size, pages=len(sheets)
    )


def cells(sizes: Sequence[tuple[int, int]]) -> list[tuple[float, float, float, float]]:
    """Return where each sheet lies in the common picture: left, top, width, height as shares."""
    if len(sizes) == 1:
        return [(0.0, 0.0, 1.0, 1.0)]
    width, height = (max(size[axis] for size in sizes) for axis in (0, 1))
    across, down = width * _COLUMNS, height * _rows(len(sizes))
    return [
        (at % _COLUMNS * width / across, at // _COLUMNS * height / down, w / across, h / down)
        for at, (w, h) in enumerate(sizes)
    ]


def _rows(count: int) -> int:
    return -(-count // _COLUMNS)


def _upright(page: Page) -> Image.Image:
    """Shrink first, then turn: fewer pixels are moved."""
    return _bare(page.upright(_on_white(_within(plain(page.picture), LARGE_EDGE))))


def _side_by_side(sheets: Sequence[Image.Image]) -> Image.Image:
    width, height = (max(sheet.size[axis] for sheet in sheets) for axis in (0, 1))
    table = Image.new("RGB", (width * _COLUMNS, height * _rows(len(sheets))), "white")
    for at, sheet in enumerate(sheets):
        table.paste(sheet, (at % _COLUMNS * width, at // _COLUMNS * height))
    return table


def _within(picture: Image.Image, edge: int) -> Image.Image:
    longest = max(picture.size)
    if longest <= edge:
        return picture
    size = (_scaled(picture.width, edge, longest), _scaled(picture.height, edge, longest))
    return picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _scaled(length: int, edge: int, longest: int) -> int:
    return max(1, round(length * edge / longest))


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture if picture.mode == "RGB" else picture.convert("RGB")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _bare(picture: Image.Image) -> Image.Image:
    """Return a new picture of the raw pixels: what else the old one carried cannot follow."""
    return Image.frombytes("RGB", picture.size, picture.tobytes())


def _jpeg(picture: Image.Image, apart: int) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY, restart_marker_blocks=apart)
    return buffer.getvalue()
