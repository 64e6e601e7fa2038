"""Draws the sample papers the tests and the demo company photograph; each is marked 見本."""

from enum import StrEnum
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

_CARD = (1600, 1010)
_SHEET = (1240, 1754)
_FONTS = ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Regular.otf")
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


class Paper(StrEnum):
    """The papers of the first routes; the value is the heading drawn on them."""

    CARD_FRONT = "個人番号カード おもて"
    CARD_BACK = "個人番号カード うら"
    NOTICE = "通知カード"
    RESIDENCE = "住民票の写し"
    LICENCE = "運転免許証"


_COLOURS = {
    Paper.CARD_FRONT: "#f3e3ea",
    Paper.CARD_BACK: "#e6eef3",
    Paper.NOTICE: "#e7f0df",
    Paper.RESIDENCE: "#fdfcf4",
    Paper.LICENCE: "#dfe9f5",
}
_WITHOUT_NUMBER = frozenset({Paper.CARD_FRONT, Paper.LICENCE})
_WITH_FACE = frozenset({Paper.CARD_FRONT, Paper.LICENCE})


def draw(paper: Paper, number: str = "", name: str = "見本 花子") -> Image.Image:
    """Return the paper, upright; `number` is drawn as given, on the papers that carry one."""
    size = _SHEET if paper is Paper.RESIDENCE else _CARD
    picture = Image.new("RGB", size, _COLOURS[paper])
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, size[0] - 20, size[1] - 20), outline="#555555", width=4)
    pen.text((80, 70), paper.value, fill="black", font=_font(56))
    pen.text((80, 220), f"氏名  {name}", fill="black", font=_font(48))
    pen.text((80, 300), "住所  見本県見本市見本町1-2-3", fill="black", font=_font(40))
    pen.text((80, 370), "平成2年1月1日生", fill="black", font=_font(40))
    if paper in _WITH_FACE:
        _draw_face(pen, size[0] - 420, _COLOURS[paper])
    if number and paper not in _WITHOUT_NUMBER:
        pen.text((80, 520), "個人番号", fill="black", font=_font(44))
        pen.text((80, 590), number, fill="black", font=_font(96))
    pen.text((size[0] // 2 - 200, size[1] - 320), "見本", fill="#cc5555", font=_font(200))
    return picture


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


def _draw_face(pen: ImageDraw.ImageDraw, left: int, background: str) -> None:
    top = 200
    pen.rectangle((left, top, left + 320, top + 400), fill="#c9d4dc")
    pen.ellipse((left + 90, top + 60, left + 230, top + 220), fill="#8fa3b0")
    pen.ellipse((left + 40, top + 240, left + 280, top + 520), fill="#8fa3b0")
    pen.rectangle((left, top + 400, left + 320, top + 530), fill=background)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return a font with Japanese when the system has one; else boxes stand for the kanji."""
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)
