"""QR codes: only twelve ASCII digits concern us; any other text stays in the decoder."""

from dataclasses import dataclass, field
from enum import StrEnum

import zxingcpp
from PIL import Image

from mcollector.images.digits.numerals import TWELVE, can_exist
from mcollector.images.digits.quads import Point, Quad

_APPLICATION = (b"http://", b"https://")
_APPLICATION_ID = 23
"""個人番号通知書 and 交付申請書 carry the address or the 申請書ID of the card application."""

_MOST = 8


class Content(StrEnum):
    """What a QR code says, as far as we care."""

    NUMBER = "number"
    WRONG_CHECK = "wrong_check"
    APPLICATION = "application"
    FOREIGN = "foreign"


CARRIERS = (Content.NUMBER, Content.WRONG_CHECK)
"""What must be covered with the number."""


@dataclass(frozen=True, slots=True)
class Code:
    """One QR code; `digits` is empty unless it is a number that can exist.

    A faint one was read only after sharpening: it may confirm print or contradict it.
    """

    content: Content
    quad: Quad
    digits: str = field(default="", repr=False)
    is_faint: bool = False

    @property
    def is_sure(self) -> bool:
        """Tell whether it says a number, and was read at once."""
        return bool(self.digits) and not self.is_faint


def codes(grey: Image.Image) -> list[Code]:
    """Return the QR codes in the picture, upright or not."""
    barcodes = zxingcpp.read_barcodes(
        grey,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        text_mode=zxingcpp.TextMode.Plain,
    )
    return [_code(barcode) for barcode in barcodes[:_MOST]]


def _code(barcode: zxingcpp.Barcode) -> Code:
    at = barcode.position
    corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
    first, second, third, fourth = (Point(corner.x, corner.y) for corner in corners)
    quad = Quad((first, second, third, fourth))
    content, digits = _understood(barcode.bytes)
    return Code(content, quad, digits)


def _understood(data: bytes) -> tuple[Content, str]:
    """Judge the bytes: `str.isdigit` would take full-width digits, which no card carries."""
    text = data.decode("ascii", "replace")
    if TWELVE.fullmatch(text):
        return (Content.NUMBER, text) if can_exist(text) else (Content.WRONG_CHECK, "")
    is_id = len(text) == _APPLICATION_ID and text.isascii() and text.isdigit()
    is_application = data.lower().startswith(_APPLICATION) or is_id
    return (Content.APPLICATION if is_application else Content.FOREIGN), ""
