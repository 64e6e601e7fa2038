"""Draws papers that carry no My Number, though some look as if: all of them must stay unread."""

from bench.drawn.sheet import CARD, PAGE, Sheet, grouped, number, wrong_number


def card_front(rng, half):
    """A My Number card's front."""
    sheet = Sheet(rng, half, "card_front", CARD)
    lines = (
        f"氏名  {sheet.name()}",
        "住所  見本県例示市架空町1-2-3",
        sheet.birth(),
        "2031年5月6日まで有効",
    )
    for at, text in enumerate(lines):
        sheet.write((90, 110 + at * 110), text, 52)
    sheet.digits((1000, 440), f"{rng.randrange(10**4):04d}", 52)
    sheet.write((90, 900), "個人番号カード", 60)
    _face(sheet)
    return sheet.done()


def licence(rng, half):
    """A driving licence: its number has twelve digits too, and half of them fit here."""
    sheet = Sheet(rng, half, "licence", CARD)
    digits = number(rng) if rng.random() < 0.5 else wrong_number(rng)
    sheet.write((90, 80), f"氏名  {sheet.name()}   {sheet.birth()}", 46)
    sheet.write((90, 180), "住所  見本県例示市架空町1-2-3", 42)
    sheet.write((90, 380), "2029年（令和11年）04月01日まで有効", 50)
    edge = sheet.write((90, 560), "番号  第", 44)
    edge = sheet.digits((edge + 16, 552), digits, 54)
    sheet.write((edge + 16, 560), "号", 44)
    sheet.write((90, 940), "運転免許証", 60)
    _face(sheet)
    sheet.paper.decoy = digits
    return sheet.done()


def residence_card(rng, half):
    """A residence card's front."""
    sheet = Sheet(rng, half, "residence", CARD)
    sheet.write((90, 60), "在留カード", 56)
    sheet.write((900, 70), f"番号  AB{rng.randrange(10**8):08d}CD", 46)
    for at, text in enumerate(
        (
            "MIHON SAMPLE",
            "1980年04月10日 女",
            "住所  見本県例示市架空町9",
            "在留期間（満了日） 5年（2030年06月09日）",
        )
    ):
        sheet.write((90, 200 + at * 110), text, 48)
    _face(sheet)
    return sheet.done()


def member_card(rng, half):
    """Another card in groups of four: twelve digits with a wrong check digit, or sixteen."""
    sheet = Sheet(rng, half, "other", CARD)
    long = rng.random() < 0.5
    digits = number(rng) + f"{rng.randrange(10**4):04d}" if long else wrong_number(rng)
    sheet.write((120, 100), rng.choice(("見本カード", "ポイントカード", "見本クラブ 会員証")), 70)
    if rng.random() < 0.6:
        sheet.write((120, 420), rng.choice(("会員番号", "カード番号", "お客様番号")), 42)
    sheet.digits((120, 500), grouped(digits), rng.uniform(70, 95), gap=0.5)
    sheet.write((120, 760), "MIHON SAMPLE  12/29", 50)
    sheet.paper.decoy = digits
    return sheet.done()


def company_letter(rng, half):
    """A 法人番号: thirteen digits whose last twelve may fit; it must not be cut to twelve."""
    sheet = Sheet(rng, half, "other", PAGE)
    digits = str(rng.randrange(1, 10)) + number(rng)
    sheet.write((380, 90), "法人番号指定通知書", 50)
    edge = sheet.write((130, 330), "法人番号", 40)
    sheet.digits((edge + 40, 322), digits, 46)
    for at, text in enumerate(
        ("商号  株式会社見本", "本店  見本県例示市架空町2-3-4", "国税庁長官（見本）")
    ):
        sheet.write((130, 470 + at * 90), text, 36)
    sheet.paper.decoy = digits
    return sheet.done()


def bill(rng, half):
    """A bill with twelve ungrouped digits that fit, and no label that is ours."""
    sheet = Sheet(rng, half, "other", PAGE)
    digits = number(rng)
    sheet.write((430, 90), "ご請求書", 56)
    edge = sheet.write((130, 300), rng.choice(("お客様番号", "契約番号", "伝票番号", "受付")), 38)
    sheet.digits((edge + 40, 296), digits, 42)
    for at, text in enumerate(
        ("ご利用額  12,340円", "お支払期限  2026年12月25日", "見本電力株式会社")
    ):
        sheet.write((130, 420 + at * 80), text, 36)
    sheet.paper.decoy = digits
    return sheet.done()


def application_letter(rng, half):
    """The 個人番号通知書 proves nothing: its QR code is the card application's."""
    sheet = Sheet(rng, half, "other", PAGE)
    sheet.write((330, 90), "個人番号カード交付申請書", 48)
    edge = sheet.write((130, 260), "申請書ID", 36)
    sheet.digits((edge + 30, 256), "".join(str(rng.randrange(10)) for _ in range(23)), 36)
    sheet.code((820, 1250), "https://www.example.jp/net?id=" + "1" * 23, 300)
    sheet.write((130, 420), f"氏名  {sheet.name()}", 36)
    sheet.paper.qr_kind = "url"
    return sheet.done()


def _face(sheet):
    left, top = 1240, 380
    sheet.pen.rectangle((left, top, left + 340, top + 430), fill="#c9d4dc")
    sheet.pen.ellipse((left + 100, top + 60, left + 240, top + 230), fill="#8fa3b0")
    sheet.pen.ellipse((left + 40, top + 260, left + 300, top + 520), fill="#8fa3b0")
    sheet.pen.rectangle(
        (left, top + 430, left + 340, top + 530), fill=sheet.paper.picture.getpixel((5, 200))
    )
