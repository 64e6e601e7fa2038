"""The house's specimen papers as files of every form a phone writes, turned as it was held."""

from io import BytesIO

from PIL import Image

from mcollector.images.specimens import Paper, draw

__all__ = ["TURNED_AWAY", "Paper", "draw", "photograph", "saved"]

_ORIENTATION = 0x0112
TURNED_AWAY = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera that writes this EXIF orientation has stored an upright scene."""


def photograph(
    paper: Paper,
    number: str = "",
    *,
    name: str = "見本 花子",
    form: str = "JPEG",
    orientation: int = 1,
) -> bytes:
    """Return the paper as a file: `form` is JPEG, PNG or WEBP.

    With an EXIF `orientation` other than 1 the pixels are stored turned, as a phone does.
    """
    turn = TURNED_AWAY[orientation]
    picture = draw(paper, number, name)
    return saved(picture.transpose(turn) if turn is not None else picture, form, orientation)


def saved(picture: Image.Image, form: str, orientation: int = 1) -> bytes:
    """Return the picture as a file that says how it was held."""
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    buffer = BytesIO()
    picture.save(buffer, form, quality=88, exif=exif)
    return buffer.getvalue()
