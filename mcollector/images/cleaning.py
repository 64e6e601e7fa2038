"""Inside the child: an accepted file becomes two new JPEGs made of nothing but its pixels."""

from io import BytesIO

from PIL import Image

from mcollector.images.decoding import Page, guarded, pages_of
from mcollector.images.results import LARGE_EDGE, SMALL_EDGE, Cleaned

_QUALITY = 85
ENOUGH = 1600
"""A JPEG is decoded at 1/2, 1/4 or 1/8 as long as this much of its long edge is left."""

_COLUMNS = 2


def clean(data: bytes) -> Cleaned:
    """Return the large and the small JPEG of an accepted file; raises Refused.

    Their long edges are at most 2,048 and 320 px; both are upright, RGB, on white. The pages of a
    PDF lie side by side in one picture, each at most 2,048 px long.
    """
    return guarded(lambda: cleaned(pages_of(data, enough=ENOUGH)))


def cleaned(pages: list[Page]) -> Cleaned:
    """Return both JPEGs of decoded pages; the pages are used up."""
    sheets = [_upright(page) for page in pages]
    large = sheets[0] if len(sheets) == 1 else _side_by_side(sheets)
    small = _within(large, SMALL_EDGE)
    return Cleaned(_jpeg(large), _jpeg(small), *large.size, pages=len(sheets))


def _upright(page: Page) -> Image.Image:
    """Shrink first, then turn: fewer pixels are moved."""
    return _bare(page.upright(_on_white(_within(_plain(page.picture), LARGE_EDGE))))


def _side_by_side(sheets: list[Image.Image]) -> Image.Image:
    width, height = (max(sheet.size[axis] for sheet in sheets) for axis in (0, 1))
    rows = -(-len(sheets) // _COLUMNS)
    table = Image.new("RGB", (width * _COLUMNS, height * rows), "white")
    for at, sheet in enumerate(sheets):
        table.paste(sheet, (at % _COLUMNS * width, at // _COLUMNS * height))
    return table


def _plain(picture: Image.Image) -> Image.Image:
    """Return it in a mode that shrinks well; Pillow alone would clip 16-bit grey to white."""
    if picture.mode.startswith("I"):
        picture.info.pop("transparency", None)
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        return picture if picture.mode == "RGBA" else picture.convert("RGBA")
    return picture if picture.mode in {"L", "RGB", "CMYK"} else picture.convert("RGB")


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


def _jpeg(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()
