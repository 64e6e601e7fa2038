"""Drawn sample papers, marked 見本: numbers are computed, nobody's face is on them."""

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",)
SIZE = (1600, 1010)


def card_back(number: str, form: str = "JPEG") -> bytes:
    """Return a photograph of the side with the number."""
    lines = ("見本  個人番号", " ".join((number[:4], number[4:8], number[8:])), "見本 太郎")
    return _paper(lines, "#dfeee4", form)


def card_front(form: str = "JPEG") -> bytes:
    """Return a photograph of the side with the face, which is a grey box."""
    return _paper(("見本  個人番号カード", "氏名 見本 太郎", "有効期限 2030年4月1日"), "#e9e4f2", form)


def _paper(lines: tuple[str, ...], colour: str, form: str) -> bytes:
    picture = Image.new("RGB", SIZE, "#333333")
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((40, 40, SIZE[0] - 40, SIZE[1] - 40), 60, fill=colour)
    draw.rectangle((1150, 300, 1450, 700), fill="#999999")
    for place, line in enumerate(lines):
        draw.text((120, 150 + 220 * place), line, fill="#111111", font=_font(90))
    out = io.BytesIO()
    picture.save(out, form, quality=90)
    return out.getvalue()


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for path in FONTS:
        if Path(path).exists():
            return ImageFont.truetype(path, size)
    return ImageFont.load_default(size)
