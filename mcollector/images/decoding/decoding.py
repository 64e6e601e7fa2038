"""Inside the child: an accepted file becomes decoded pages, at about the size that is asked."""

import warnings
from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple, TypeVar

from PIL import Image, ImageFile

from mcollector.images.decoding import heic, pdf
from mcollector.images.decoding.formats import Form, Refused, form_of
from mcollector.images.results import MAX_PIXELS, RefusalCode

_SCAN = b"\xff\xda"
_MOST_SCANS = 100
"""Cameras write one scan, progressive files ten; a bomb repeats one a hundred thousand times."""

Made = TypeVar("Made")
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


class Page(NamedTuple):
    """Decoded pixels in the file's own mode, and the turn that sets them upright."""

    picture: Image.Image
    turn: Image.Transpose | None = None

    def upright(self, picture: Image.Image) -> Image.Image:
        """Return the picture, made of this page, turned as the page wants it."""
        return picture if self.turn is None else picture.transpose(self.turn)


def be_strict() -> None:
    """Set the decoders' limits for the whole process: no bombs, no half pictures."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    heic.be_sparing()


def guarded(make: Callable[[], Made]) -> Made:
    """Return what `make` makes of hostile bytes; whatever a decoder raises becomes Refused."""
    try:
        return make()
    except (Refused, ImportError):  # a module missing behind the lock is our fault
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused(RefusalCode.TOO_MANY_PIXELS) from None
    except Exception:  # noqa: BLE001 - a decoder fed with hostile bytes may raise anything
        raise Refused(RefusalCode.BROKEN) from None


def pages_of(data: bytes, *, enough: int, mode: str | None = None) -> list[Page]:
    """Return the decoded pages; only a PDF has several.

    A JPEG is decoded at 1/2, 1/4 or 1/8 while `enough` px of its long edge are left, and with the
    `mode` "L" its colours are not decoded at all.
    """
    form = form_of(data)
    if form is Form.PDF:
        return [Page(picture) for picture in pdf.rendered(data)]
    if form is Form.HEIC:
        return [Page(heic.decoded(data))]
    picture = _opened(data, form)
    _decode_small(picture, enough, mode)
    return [Page(picture, _TURNS.get(_orientation(picture)))]


def plain(picture: Image.Image) -> Image.Image:
    """Return it in a mode that shrinks well; Pillow alone would clip 16-bit grey to white."""
    if picture.mode.startswith("I"):
        picture.info.pop("transparency", None)
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        return picture if picture.mode == "RGBA" else picture.convert("RGBA")
    return picture if picture.mode in {"L", "RGB", "CMYK"} else picture.convert("RGB")


def _opened(data: bytes, form: Form) -> ImageFile.ImageFile:
    """Read the header only; Pillow refuses too many pixels here."""
    if form is Form.JPEG and data.count(_SCAN) > _MOST_SCANS:
        raise Refused(RefusalCode.BROKEN)
    picture = Image.open(BytesIO(data), formats=[form])
    # Cameras append further pictures to a JPEG (MPO); its first is the photograph.
    if form is not Form.JPEG and getattr(picture, "n_frames", 1) > 1:
        raise Refused(RefusalCode.ANIMATED)
    return picture


def _decode_small(picture: ImageFile.ImageFile, enough: int, mode: str | None) -> None:
    """Decode; a JPEG at the largest factor that leaves enough (`draft` only knows 1, 2, 4, 8)."""
    factor = next((k for k in (8, 4, 2) if max(picture.size) >= k * enough), 1)
    picture.draft(mode, (max(1, picture.width // factor), max(1, picture.height // factor)))
    picture.load()


def _orientation(picture: Image.Image) -> int:
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - a broken tag must not cost the photograph
        return 1
