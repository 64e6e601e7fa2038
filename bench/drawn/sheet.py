"""One paper being drawn: text, digits one by one, QR codes, and the mark 見本 over it."""

from dataclasses import dataclass, field

import zxingcpp
from PIL import Image, ImageDraw

from bench.drawn.faces import DIGITS, TEXT, Half, font
from mcollector.rules.my_number import check_digit

CARD, PAGE = (1712, 1080), (1240, 1754)
_FAMILY, _GIVEN = (
    ["見本", "架空", "例示", "模擬", "試験"],
    ["花子", "太郎", "一郎", "葵", "健", "美咲"],
)


@dataclass
class Paper:
    """A picture, the numbers on it, the boxes of their digits, and what deceives about it."""

    kind: str
    picture: Image.Image
    numbers: list[str] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    digit: float = 0.0
    qr_kind: str | None = None
    decoy: str | None = None


class Sheet:
    """One paper being drawn."""

    def __init__(self, rng, half: Half, kind: str, size: tuple[int, int]) -> None:
        self.rng, self.half, self.size = rng, half, size
        shade = tuple(rng.randrange(215, 252) for _ in range(3))
        self.paper = Paper(kind, Image.new("RGB", size, shade))
        self.pen = ImageDraw.Draw(self.paper.picture)
        self.text_font, self.digit_font = rng.choice(TEXT[half]), rng.choice(DIGITS[half])
        for _ in range(12 if kind != "juminhyo" else 0):
            ends = [(rng.randrange(size[0]), rng.randrange(size[1])) for _ in range(2)]
            self.pen.line(ends, fill=tuple(min(255, part + 6) for part in shade), width=3)

    def write(self, place, text, height, colour=(25, 25, 30)):
        """Write one line of text; return the right edge."""
        self.pen.text(place, text, fill=colour, font=font(self.text_font, round(height)))
        return self.pen.textbbox(place, text, font=font(self.text_font, round(height)))[2]

    def digits(self, place, text, height, *, tracking=0.0, gap=0.5, right=None, truth=False):
        """Write digits one by one, groups apart by `gap` heights; return the right edge."""
        x, y = place
        wanted = len(text.replace(" ", "")) * (0.62 + tracking) + text.count(" ") * gap
        height = min(height, ((right or self.size[0]) - 40 - x) / wanted)
        face = font(self.digit_font, round(height))
        low, high = 10**6, 0
        for sign in text:
            if sign == " ":
                x += gap * height
                continue
            box = self.pen.textbbox((x, y), sign, font=face)
            self.pen.text((x, y), sign, fill=(20, 20, 25), font=face)
            low, high = min(low, box[1]), max(high, box[3])
            x += face.getlength(sign) + tracking * height
        if truth:
            self.paper.numbers.append(text.replace(" ", ""))
            self.paper.boxes.append((place[0], low, x, high))
            self.paper.digit = high - low
        return x

    def code(self, place, text, edge):
        """Draw a QR code."""
        barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
        picture = Image.fromarray(barcode.to_image(scale=1, add_quiet_zones=True))
        self.paper.picture.paste(picture.resize((edge, edge), Image.Resampling.NEAREST), place)

    def done(self):
        """Mark it 見本 and return it."""
        mark = Image.new("L", self.size)
        face = font(self.text_font, self.size[1] // 11)
        place = (
            self.size[0] * self.rng.uniform(0.3, 0.5),
            self.size[1] * self.rng.uniform(0.62, 0.8),
        )
        ImageDraw.Draw(mark).text(place, "見本 SAMPLE", fill=70, font=face)
        mark = mark.rotate(self.rng.uniform(-5, 14), center=place)
        self.paper.picture.paste((200, 60, 70), mask=mark)
        return self.paper

    def name(self):
        """Return a made-up name."""
        return f"{self.rng.choice(_FAMILY)} {self.rng.choice(_GIVEN)}"

    def birth(self):
        """Return a made-up birth date as papers print it."""
        era = self.rng.choice(("昭和", "平成"))
        year, month, day = (self.rng.randrange(1, most) for most in (30, 13, 29))
        return f"{era}{year}年{month}月{day}日生"


def number(rng) -> str:
    """Return twelve digits whose check digit is right, computed."""
    body = "".join(str(rng.randrange(10)) for _ in range(11))
    return body + check_digit(body)


def wrong_number(rng) -> str:
    """Return twelve digits whose check digit is wrong."""
    right = number(rng)
    return right[:-1] + str((int(right[-1]) + rng.randrange(1, 10)) % 10)


def grouped(digits: str) -> str:
    """Return the digits in groups of four."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
