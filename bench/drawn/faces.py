"""Fonts and backgrounds, in two halves: what is tuned on one is judged on the other."""

from enum import StrEnum
from functools import cache

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont


class Half(StrEnum):
    """Which half of the fonts, backgrounds and layouts a picture is drawn with."""

    TUNING = "tuning"
    TESTING = "testing"


_DEJAVU = "DejaVuSans.ttf DejaVuSansMono.ttf DejaVuSans-Bold.ttf"
_CJK = "NotoSansCJK-Regular.ttc"
DIGITS = {
    Half.TUNING: (*_DEJAVU.split(), _CJK),
    Half.TESTING: (
        "NotoSerifCJK-Regular.ttc",
        "NotoSans-Regular.ttf",
        "NotoSerif-Regular.ttf",
        "DejaVuSerif.ttf",
        "DejaVuSansMono-Bold.ttf",
        "NotoSans-Bold.ttf",
    ),
}
TEXT = {
    Half.TUNING: (_CJK,),
    Half.TESTING: ("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", "NotoSerifCJK-Bold.ttc"),
}


@cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Return the font; the Makefile's APT line installs them all."""
    return ImageFont.truetype(name, size)


def background(rng, half: Half, size: tuple[int, int]) -> np.ndarray:
    """Return a tabletop as rows × columns × RGB."""
    kinds = {
        Half.TUNING: (_plain, _wood, _print),
        Half.TESTING: (_cloth, _marble, _newspaper, _keys, _plain),
    }
    return rng.choice(kinds[half])(rng, size)


def _colour(rng, low=20, high=235):
    return tuple(rng.randrange(low, high) for _ in range(3))


def _plain(rng, size):
    width, height = size
    one, other = np.array(_colour(rng), float), np.array(_colour(rng), float)
    across = np.linspace(0, 1, width)[None, :, None]
    return np.broadcast_to(one + (other - one) * across * 0.3, (height, width, 3)).astype(np.uint8)


def _waves(rng, size, across, down):
    noise = np.random.default_rng(rng.randrange(2**32)).random((down, across))
    return cv2.resize(noise.astype(np.float32), size, interpolation=cv2.INTER_CUBIC)


def _wood(rng, size):
    grain = _waves(rng, size, 4, 120) * 0.6 + _waves(rng, size, 2, 600) * 0.4
    return (np.array((150, 105, 65)) * (0.6 + 0.6 * grain[..., None])).clip(0, 255).astype(np.uint8)


def _marble(rng, size):
    veins = np.abs(np.sin(_waves(rng, size, 9, 7) * 14 + _waves(rng, size, 40, 30) * 2))
    return (np.array(_colour(rng, 150, 250)) * (0.75 + 0.25 * veins[..., None])).astype(np.uint8)


def _cloth(rng, size):
    width, height = size
    step = rng.randrange(6, 26)
    threads = ((np.arange(width)[None] // step + np.arange(height)[:, None] // step) % 2)[..., None]
    return np.where(threads, _colour(rng), _colour(rng)).astype(np.uint8)


def _print(rng, size):
    return _written(rng, size, _CJK, "新聞記事日本語年月日東西南北0123456789の書にてABC")


def _newspaper(rng, size):
    return _written(rng, size, "NotoSerif-Regular.ttf", "etaoin shrdlu, 0123456789. QRSTUV ")


def _written(rng, size, name, signs):
    picture = Image.new("RGB", size, _colour(rng, 200, 250))
    pen, height = ImageDraw.Draw(picture), max(16, size[0] // rng.randrange(45, 90))
    for top in range(5, size[1], round(height * 1.6)):
        line = "".join(rng.choice(signs) for _ in range(size[0] // height * 2))
        pen.text((rng.randrange(-40, 10), top), line, fill=(70, 70, 70), font=font(name, height))
    return np.asarray(picture)


def _keys(rng, size):
    picture = Image.new("RGB", size, _colour(rng, 10, 60))
    pen, edge = ImageDraw.Draw(picture), size[0] // 14
    for top in range(0, size[1], edge):
        for left in range(-edge // 2, size[0], edge):
            pen.rounded_rectangle((left, top, left + edge - 6, top + edge - 6), 8, fill="#2b2b2e")
            sign = rng.choice("QWERTYUIOPASDF0123456789")
            pen.text(
                (left + 9, top + 6), sign, fill="white", font=font("DejaVuSans.ttf", edge // 3)
            )
    return np.asarray(picture)
