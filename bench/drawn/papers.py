"""Draws flat papers with their truth: those that carry a number, and those that only look so."""

from dataclasses import dataclass, field

import zxingcpp
from PIL import Image, ImageDraw

from bench.drawn.faces import DIGITS, TEXT, Half, font
from mcollector.rules.my_number import check_digit

_CARD, _SHEET = (1712, 1080), (1240, 1754)
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

    def digits(self, place, text, height, *, tracking=0.0, gap=0.5, truth=False):
        """Write digits one by one, groups apart by `gap` heights; return the right edge."""
        x, y = place
        wanted = len(text.replace(" ", "")) * (0.62 + tracking) + text.count(" ") * gap
        height = min(height, (self.size[0] - 40 - x) / wanted)
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
        return f"{era}{self.rng.randrange(2, 30)}年{self.rng.randrange(1, 13)}月{self.rng.randrange(1, 29)}日生"


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


def card_back(rng, half, *, qr="ok"):
    """A My Number card's back; `qr` is ok, none, mismatch, badcheck or url."""
    sheet = Sheet(rng, half, "card_back", _CARD)
    digits, height = number(rng), rng.uniform(62, 92)
    if half is Half.TUNING:
        left, top, code = rng.choice(((700, 300, (1350, 700)), (520, 140, (1330, 130))))
    else:
        left, top, code = rng.choice(
            ((120, 560, (1330, 640)), (640, 420, (140, 160)), (560, 640, (1300, 90)))
        )
    label_above = rng.random() < 0.5
    edge = sheet.write((left, top), "個人番号", 44)
    place = (left, top + 62) if label_above else (edge + 40, top - height * 0.3)
    sheet.digits(
        place,
        grouped(digits),
        height,
        tracking=rng.uniform(0, 0.12),
        gap=rng.uniform(0.25, 0.7),
        truth=True,
    )
    sheet.write((left, top + 190), f"氏名  {sheet.name()}", 48)
    sheet.write((left, top + 270), sheet.birth(), 42)
    if rng.random() < 0.5:
        sheet.pen.rectangle(
            (0, 40, _CARD[0], 130) if top > 200 else (0, 960, _CARD[0], 1050), fill="#3a2f33"
        )
    content = {
        "ok": digits,
        "mismatch": number(rng),
        "badcheck": wrong_number(rng),
        "url": "https://www.example.jp/kojinbango/12345678901234567890123",
    }
    if qr != "none":
        sheet.code(code, content[qr], rng.randrange(200, 270))
        sheet.paper.qr_kind = qr
    return sheet.done()


def notice_card(rng, half):
    """A 通知カード."""
    sheet = Sheet(rng, half, "notification", _CARD)
    sheet.write((90, 70), "通知カード" if half is Half.TUNING else "通 知 カ ー ド", 56)
    top = 180 if half is Half.TUNING else 150
    edge = sheet.write((90, top + 14), "個人番号", 46)
    sheet.digits(
        (edge + 50, top),
        grouped(number(rng)),
        rng.uniform(64, 90),
        gap=rng.uniform(0.25, 0.6),
        truth=True,
    )
    for at, text in enumerate(
        (f"氏名  {sheet.name()}", "住所  見本県例示市架空町3丁目4番5号", f"{sheet.birth()} 性別 女")
    ):
        sheet.write((90, 340 + at * 90), text, 46)
    sheet.write((90, 900), "見本市長（実在しません）  発行 平成27年11月2日", 38)
    return sheet.done()


def residence_record(rng, half, *, people=1):
    """A 住民票 with the number of each person."""
    sheet = Sheet(rng, half, "juminhyo", _SHEET)
    sheet.write((470, 60), "住 民 票" if half is Half.TUNING else "住民票の写し", 48)
    for at in range(people):
        _entry(sheet, 180 + at * (300 if people > 1 else 420), 26 if people > 1 else 30)
    sheet.write(
        (90, 1600),
        f"この写しは見本です。第{rng.randrange(10**5, 10**6)}号  令和6年3月16日  見本市長",
        26,
    )
    return sheet.done()


def _entry(sheet, top, height):
    rows = (
        ("氏 名", sheet.name()),
        ("生年月日", sheet.birth()),
        ("個人番号", None),
        ("住民票コード", "".join(str(sheet.rng.randrange(10)) for _ in range(11))),
        ("続 柄", "世帯主"),
    )
    if sheet.half is Half.TESTING:
        rows = (rows[0], rows[2], rows[1], rows[4], rows[3])
    for at, (label, value) in enumerate(rows):
        y = top + at * height * 1.85
        if sheet.half is Half.TUNING:
            sheet.pen.rectangle((80, y - 8, 1160, y + height * 1.5), outline="#555555", width=2)
        sheet.write((100, y), label, height)
        if value is None:
            digits = number(sheet.rng)
            text = grouped(digits) if sheet.rng.random() < 0.6 else digits
            sheet.digits((400, y), text, height, truth=True)
        elif label == "住民票コード":
            sheet.digits((400, y), value, height)
        else:
            sheet.write((400, y), value, height)
