"""Draws the papers that carry a number: card, notice card, residence record."""

from bench.drawn.faces import Half
from bench.drawn.sheet import CARD, PAGE, Sheet, grouped, number, wrong_number


def card_back(rng, half, *, qr="ok"):
    """A My Number card's back; `qr` is ok, none, mismatch, badcheck or url."""
    sheet = Sheet(rng, half, "card_back", CARD)
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
        right=code[0] if code[0] > left and abs(code[1] - top) < 300 else None,
    )
    sheet.write((left, top + 190), f"氏名  {sheet.name()}", 48)
    sheet.write((left, top + 270), sheet.birth(), 42)
    if rng.random() < 0.5:
        sheet.pen.rectangle(
            (0, 40, CARD[0], 130) if top > 200 else (0, 960, CARD[0], 1050), fill="#3a2f33"
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
    sheet = Sheet(rng, half, "notification", CARD)
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
    sheet = Sheet(rng, half, "juminhyo", PAGE)
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
