"""Inside the child: an accepted picture becomes two new JPEGs made of nothing but its pixels."""

import warnings
from io import BytesIO

from PIL import Image, ImageFile

from mcollector.images.results import (
    LARGE_EDGE,
    MAX_BYTES,
    MAX_PIXELS,
    SMALL_EDGE,
    Cleaned,
    RefusalCode,
)

_QUALITY = 85
_ENOUGH = 1600
"""A JPEG is decoded at 1/2, 1/4 or 1/8 as long as this much of its long edge is left."""

_SCAN = b"\xff\xda"
_MOST_SCANS = 100
"""Cameras write one scan, progressive files ten; a bomb repeats one a hundred thousand times."""

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class Refused(Exception):
    """The picture cannot be used; only the code leaves the child."""

    def __init__(self, reason: RefusalCode) -> None:
        super().__init__(reason)
        self.reason = reason


def be_strict() -> None:
    """Set Pillow's limits for the whole process: no bombs, no half pictures."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def clean(data: bytes) -> Cleaned:
    """Return the large and the small JPEG of a JPEG, PNG or WebP; raises Refused.

    Their long edges are at most 2,048 and 320 px; both are upright, RGB, on white.
    """
    form = form_of(data)
    try:
        return _clean(data, form)
    except (
        Refused,
        ImportError,
    ):  # a module missing behind the lock is our fault, not the picture's
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused(RefusalCode.TOO_MANY_PIXELS) from None
    except Exception:  # noqa: BLE001 - a decoder fed with hostile bytes may raise anything
        raise Refused(RefusalCode.BROKEN) from None


def form_of(data: bytes) -> str:
    """Return Pillow's name of the one plugin that may look at the bytes; raises Refused."""
    if not data:
        raise Refused(RefusalCode.BROKEN)
    if len(data) > MAX_BYTES:
        raise Refused(RefusalCode.TOO_LARGE)
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    later = data.startswith(b"%PDF-") or data[4:8] == b"ftyp"
    raise Refused(RefusalCode.UNSUPPORTED if later else RefusalCode.NOT_A_PICTURE)


def _clean(data: bytes, form: str) -> Cleaned:
    picture = _opened(data, form)
    _decode_small(picture)
    turn = _TURNS.get(_orientation(picture))
    pixels = _on_white(_within(_plain(picture), LARGE_EDGE))
    large = _bare(pixels.transpose(turn) if turn is not None else pixels)
    small = _within(large, SMALL_EDGE)
    return Cleaned(_jpeg(large), _jpeg(small), *large.size)


def _opened(data: bytes, form: str) -> ImageFile.ImageFile:
    """Read the header only; Pillow refuses too many pixels here."""
    if form == "JPEG" and data.count(_SCAN) > _MOST_SCANS:
        raise Refused(RefusalCode.BROKEN)
    picture = Image.open(BytesIO(data), formats=[form])
    # Cameras append further pictures to a JPEG (MPO); its first is the photograph.
    if form != "JPEG" and getattr(picture, "n_frames", 1) > 1:
        raise Refused(RefusalCode.ANIMATED)
    return picture


def _decode_small(picture: ImageFile.ImageFile) -> None:
    """Decode; a JPEG at the largest factor that leaves enough (`draft` only knows 1, 2, 4, 8)."""
    factor = next((k for k in (8, 4, 2) if max(picture.size) >= k * _ENOUGH), 1)
    picture.draft(None, (max(1, picture.width // factor), max(1, picture.height // factor)))
    picture.load()


def _orientation(picture: Image.Image) -> int:
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - a broken tag must not cost the photograph
        return 1


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
