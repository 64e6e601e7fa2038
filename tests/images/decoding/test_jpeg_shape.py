"""A JPEG with a hiding place is found out; the plain one is measured."""

import pytest
from PIL import Image

from mcollector.images.decoding.jpeg_shape import Misshapen, size_of
from tests.images.decoding import odd

PICTURE = Image.effect_noise((40, 30), 90).convert("RGB")
PLAIN = odd.saved(PICTURE, "JPEG")
THUMBNAIL = PLAIN[:2] + b"\xff\xe0\x00\x13JFIF\0\1\1\0\0\1\0\1\1\1abc" + PLAIN[20:]


def segment(marker, body):
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def test_a_plain_jpeg_tells_its_size():
    assert size_of(PLAIN) == (40, 30)


def test_a_scan_may_begin_anew_every_few_units():
    assert size_of(odd.saved(PICTURE, "JPEG", restart_marker_blocks=1)) == (40, 30)


@pytest.mark.parametrize(
    "jpeg",
    [
        b"",
        b"\xff\xd8",
        PLAIN[:-2],
        PLAIN[:-1],
        PLAIN[: len(PLAIN) // 2],
        PLAIN[:100],
        PLAIN + b"PK\x03\x04",
        PLAIN + PLAIN,
        THUMBNAIL,
        PLAIN[:-2] + PLAIN[PLAIN.rindex(b"\xff\xda") :],
        PLAIN[:2] + segment(0xFE, odd.MARK) + PLAIN[2:],
        PLAIN[:2] + segment(0xDD, b"\0\1" + odd.MARK) + PLAIN[2:],
        PLAIN[:2] + segment(0xE1, b"Exif\0\0" + odd.MARK) + PLAIN[2:],
        PLAIN[:-2] + segment(0xFE, odd.MARK) + PLAIN[-2:],
        odd.saved(PICTURE, "JPEG", progressive=True),
        odd.saved(PICTURE, "JPEG", exif=b"Exif\0\0" + odd.MARK),
        odd.saved(PICTURE, "PNG"),
    ],
)
def test_anything_else_is_misshapen(jpeg):
    with pytest.raises(Misshapen):
        size_of(jpeg)
