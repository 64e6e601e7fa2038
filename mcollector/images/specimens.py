"""Draws specimen papers for the demo company and the tests; every one is marked 見本."""

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter, ImageFont

CARD = (1600, 1010)
SHEET = (1240, 1754)
_FONTS = ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Regular.otf")
_MARGIN = 80


class Paper(StrEnum):
    """The papers of the first routes; the value is the heading drawn on them."""

    CARD_FRONT = "個人番号カード おもて"
    CARD_BACK = "うら（番号の面）"
    NOTICE = "通知カード"
    RESIDENCE = "住民票の写し"
    LICENCE = "運転免許証"
    RESIDENCE_CARD_FRONT = "在留カード おもて"
    RESIDENCE_CARD_BACK = "住居地記載欄（うら）"


OF_SLOT = {
    "card_front": Paper.CARD_FRONT,
    "card_back": Paper.CARD_BACK,
    "notice_card": Paper.NOTICE,
    "residence": Paper.RESIDENCE,
    "licence_front": Paper.LICENCE,
    "residence_card_front": Paper.RESIDENCE_CARD_FRONT,
    "residence_card_back": Paper.RESIDENCE_CARD_BACK,
}
"""The paper that fills a photograph's slot of the form."""

_COLOURS = {
    Paper.CARD_FRONT: "#f3e3ea",
    Paper.CARD_BACK: "#e6eef3",
    Paper.NOTICE: "#e7f0df",
    Paper.RESIDENCE: "#fdfcf4",
    Paper.LICENCE: "#dfe9f5",
    Paper.RESIDENCE_CARD_FRONT: "#ece8f3",
    Paper.RESIDENCE_CARD_BACK: "#f1eff5",
}
_WITH_NUMBER = frozenset({Paper.CARD_BACK, Paper.NOTICE, Paper.RESIDENCE})
_WITH_FACE = frozenset({Paper.CARD_FRONT, Paper.LICENCE, Paper.RESIDENCE_CARD_FRONT})

FLAWS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "": lambda picture: picture,
    "blur": lambda picture: picture.filter(ImageFilter.GaussianBlur(14)),
    "dark": lambda picture: picture.point(lambda shade: shade // 6),
    "crop": lambda picture: picture.crop((picture.width // 3, 0, *picture.size)),
}
"""What can be wrong with a photograph, by the code of the reason it is sent back for."""


def photograph(
    slot: str, *, number: str, name: str, birth_date: str, address: str, flaw: str = ""
) -> bytes:
    """Return the slot's paper as a JPEG; KeyError for a slot no specimen fills."""
    picture = draw(OF_SLOT[slot], number, name, birth_date=birth_date, address=address)
    buffer = BytesIO()
    FLAWS[flaw](picture).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def draw(
    paper: Paper,
    number: str = "",
    name: str = "見本 花子",
    *,
    birth_date: str = "平成2年1月1日",
    address: str = "見本県見本市見本町1-2-3",
) -> Image.Image:
    """Return the paper, upright; `number` is drawn as given, on the papers that carry one."""
    size = SHEET if paper is Paper.RESIDENCE else CARD
    picture = Image.new("RGB", size, _COLOURS[paper])
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, size[0] - 20, size[1] - 20), outline="#555555", width=4)
    pen.text((size[0] // 2 - 200, size[1] - 320), "見本", fill="#cc5555", font=_font(200))
    room = size[0] - _MARGIN - (480 if paper in _WITH_FACE else _MARGIN)
    _write(pen, 70, paper.value, 56, room)
    _write(pen, 220, f"氏名  {name}", 48, room)
    _write(pen, 300, f"住所  {address}", 40, room)
    _write(pen, 370, f"{birth_date}生", 40, room)
    if paper in _WITH_FACE:
        _draw_face(pen, size[0] - 420, _COLOURS[paper])
    if number and paper in _WITH_NUMBER:
        _write(pen, 520, "個人番号", 44, room)
        _write(pen, 590, number, 96, room)
    return picture


def _write(pen: ImageDraw.ImageDraw, top: int, text: str, size: int, room: int) -> None:
    """Write a line; one longer than the room becomes smaller, as on the real papers."""
    needed = pen.textlength(text, font=_font(size))
    fitting = size if needed <= room else max(16, int(size * room / needed))
    pen.text((_MARGIN, top), text, fill="black", font=_font(fitting))


def _draw_face(pen: ImageDraw.ImageDraw, left: int, background: str) -> None:
    top = 200
    pen.rectangle((left, top, left + 320, top + 400), fill="#c9d4dc")
    pen.ellipse((left + 90, top + 60, left + 230, top + 220), fill="#8fa3b0")
    pen.ellipse((left + 40, top + 240, left + 280, top + 520), fill="#8fa3b0")
    pen.rectangle((left, top + 400, left + 320, top + 530), fill=background)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return a font with Japanese when the system has one; else boxes stand for the kanji."""
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)
