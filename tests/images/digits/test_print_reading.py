"""With the networks, inside the lock: print is read, decoys are not, words become advice."""

import random
import shutil
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from mcollector.images.cleaner import Cleaner
from mcollector.images.digits import models, qr
from mcollector.images.digits.numerals import check_digit
from mcollector.images.examination import Flag, HintCode, Source
from mcollector.images.questions import Question
from mcollector.images.results import PrintReading
from mcollector.images.talk import zygote
from mcollector.jobs.places import kept
from mcollector.rules.photographs import covered_jpegs, names_on_paper
from mcollector.rules.photographs.findings import Answer, Trace
from tests.images.decoding import odd
from tests.images.look.test_examining import with_codes

TODAY = date(2026, 12, 1)
BACK = Question("card_back", TODAY)
NUMBER = "12345678901" + check_digit("12345678901")
OTHER = "98765432109" + check_digit("98765432109")
CARD = (1000, 630)
SOFT, SOFTER = 3, 4
SEEN = {}


@pytest.fixture(scope="module")
def reader():
    with Cleaner(reads_print=True) as cleaner:
        assert cleaner.print_reading() is PrintReading.ON, "install requirements-ocr.txt"
        yield cleaner


def font(size):
    return ImageFont.truetype("NotoSansCJK-Regular.ttc", size)


def grouped(digits):
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def card(*lines, on="#8a8f78", size=CARD):
    """A card marked 見本 on a table; each line is (left, top, height, text)."""
    picture = Image.new("RGB", size, "#eef1ec")
    pen = ImageDraw.Draw(picture)
    for left, top, height, text in lines:
        pen.text((left, top), text, fill="#202024", font=font(height))
    pen.text((size[0] - 240, size[1] - 110), "見本", fill="#d99090", font=font(80))
    table = Image.new("RGB", (size[0] + 280, size[1] + 250), on)
    table.paste(picture, (140, 120))
    return table


def back(number=NUMBER, label="個人番号"):
    return card(
        (60, 180, 34, label),
        (60, 230, 62, grouped(number)),
        (60, 340, 40, "氏名  見本 花子"),
        (60, 410, 34, "平成2年1月1日生"),
    )


def looked(reader, picture, question=BACK):
    """Return what the child sees; asked again about the same picture, it is not looked at twice."""
    asked = odd.saved(picture, "JPEG", quality=88), question
    if asked not in SEEN:
        SEEN[asked] = reader.examine(*asked)
    return SEEN[asked]


def codes_of(hints):
    return [hint.code for hint in hints]


def hints_for(reader, picture, slot):
    return codes_of(looked(reader, picture, Question(slot, TODAY)).hints)


@pytest.mark.parametrize("turn", [0, 90, 180, 270, 8])
def test_a_printed_number_is_compared_however_it_lies(reader, turn):
    seen = looked(reader, back().rotate(turn, expand=True, fillcolor="#8a8f78"))

    verdict = seen.reading.compare(NUMBER)
    assert (verdict.answer, verdict.source) == (Answer.MATCH, Source.PRINT)
    assert seen.reading.compare(OTHER).answer is Answer.DOUBT
    assert seen.turn == (turn if turn % 90 == 0 else 0)
    assert codes_of(seen.hints) == []


def test_the_verdict_points_at_the_printed_line(reader):
    place = looked(reader, back()).reading.compare(NUMBER).place

    middle = ((place.left + place.right) / 2, (place.top + place.bottom) / 2)
    assert 0.3 < middle[0] < 0.45
    assert 0.4 < middle[1] < 0.5
    assert place.right - place.left > 0.3


def test_a_code_with_the_same_number_printed_needs_no_more(reader):
    picture = back()
    picture.paste(Image.open(BytesIO(with_codes(NUMBER))).crop((60, 200, 250, 390)), (850, 480))

    reading = looked(reader, picture).reading

    assert (reading.compare(NUMBER).source, reading.flags) == (Source.QR, ())


@pytest.mark.wide
@pytest.mark.parametrize("turn", [0, 90, 8])
@pytest.mark.parametrize("with_code", [False, True])
def test_of_the_covered_picture_nobody_reads_the_number(reader, turn, with_code):
    picture = back()
    if with_code:
        code = Image.open(BytesIO(with_codes(NUMBER))).crop((60, 200, 250, 390))
        picture.paste(code, (850, 480))
    seen = looked(reader, picture.rotate(turn, expand=True, fillcolor="#8a8f78"))
    places = [place for one in seen.reading.covers if (place := kept(one))]

    covered = reader.examine(covered_jpegs.covered(seen.cleaned.large, places), BACK)

    assert seen.reading.compare(NUMBER).answer is Answer.MATCH
    assert covered.reading.compare(NUMBER).answer is Answer.UNREAD
    assert len(places) == 1 + with_code


def test_a_code_with_another_number_printed_claims_nothing(reader):
    picture = back(OTHER)
    picture.paste(Image.open(BytesIO(with_codes(NUMBER))).crop((60, 200, 250, 390)), (850, 480))

    reading = looked(reader, picture).reading

    assert Flag.QR_DIFFERS_FROM_PRINT in reading.flags
    assert {reading.compare(one).answer for one in (NUMBER, OTHER)} == {Answer.UNREAD}


def on_print(picture):
    """The picture laid on a page full of print."""
    page = Image.new("RGB", (2000, 1500), "#d6d6d6")
    pen, rng = ImageDraw.Draw(page), random.Random(1)
    for top in range(8, page.height, 69):
        text = "".join(rng.choices("新聞書記日本東西南北12345", k=60))
        pen.text((0, top), text, fill="#303030", font=font(46))
    page.paste(picture, (500, 200))
    return page


def spaced_card(title, digits, *, step=44, gap=40, height=60):
    """A card whose digits stand so far apart that each may be found by itself."""
    plain = Image.new("RGB", CARD, "#eef1ec")
    pen = ImageDraw.Draw(plain)
    for top, text in ((180, title), (380, "氏名  見本 花子")):
        pen.text((60, top), text, fill="#202024", font=font(40))
    for at, digit in enumerate(digits):
        left = 40 + step * at + gap * (at // 4)
        pen.text((left, 260), digit, fill="#202024", font=font(height))
    return plain


@pytest.mark.wide
@pytest.mark.parametrize("turn", [0, 90, 270])
def test_a_card_laid_across_other_print_is_read(reader, turn):
    plain = spaced_card("個人番号", NUMBER)

    reading = looked(reader, on_print(plain.rotate(turn, expand=True))).reading

    assert reading.compare(NUMBER).answer is Answer.MATCH


@pytest.mark.wide
@pytest.mark.parametrize("turn", [0, 93, 267])
def test_sixteen_digits_laid_across_other_print_are_not(reader, turn):
    plain = spaced_card("見本の札", NUMBER + "4321", step=46, gap=26, height=64)
    turned = plain.rotate(turn, expand=True, fillcolor="#d6d6d6")

    reading = looked(reader, on_print(turned)).reading

    assert reading.compare(NUMBER).answer is Answer.UNREAD


def soft_card(number, coded=NUMBER, *, blur=SOFT, module=4):
    """A card with a code, so soft that the code is not read at once."""
    picture = back(number)
    code = zxingcpp.create_barcode(coded, zxingcpp.BarcodeFormat.QRCode)
    picture.paste(Image.fromarray(code.to_image(scale=module)), (850, 480))
    return picture.filter(ImageFilter.GaussianBlur(blur))


def softer_card(*, with_code):
    """A card whose print, alone, is too soft to claim anything; its code's modules are larger."""
    picture = soft_card(NUMBER, blur=SOFTER, module=6)
    if not with_code:
        ImageDraw.Draw(picture).rectangle((840, 470, 1040, 670), "#eef1ec")
    return picture


@pytest.mark.parametrize("picture", [soft_card(NUMBER), softer_card(with_code=True)])
def test_of_the_soft_cards_no_code_is_read_at_once(picture):
    assert qr.codes(picture.convert("L")) == []


@pytest.mark.wide
@pytest.mark.parametrize("turn", [0, 180, 8])
def test_a_code_too_soft_to_read_still_confirms_the_print(reader, turn):
    picture = softer_card(with_code=True).rotate(turn, expand=True, fillcolor="#8a8f78")

    reading = looked(reader, picture).reading

    assert reading.compare(NUMBER).answer is Answer.MATCH
    assert reading.compare(NUMBER).source is Source.PRINT


@pytest.mark.wide
def test_print_as_soft_without_a_code_claims_nothing(reader):
    reading = looked(reader, softer_card(with_code=False)).reading

    assert reading.compare(NUMBER).answer is Answer.UNREAD


@pytest.mark.wide
def test_a_code_too_soft_to_read_still_contradicts_the_print(reader):
    reading = looked(reader, soft_card(OTHER)).reading

    assert Flag.QR_DIFFERS_FROM_PRINT in reading.flags
    assert {reading.compare(one).answer for one in (NUMBER, OTHER)} == {Answer.UNREAD}


@pytest.mark.wide
def test_a_wrong_code_too_soft_to_read_is_told(reader):
    reading = looked(reader, soft_card(NUMBER, WRONG)).reading

    assert reading.flags == (Flag.QR_WRONG_CHECK,)
    assert reading.compare(NUMBER).answer is Answer.MATCH


WRONG = NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)
DECOYS = {
    "a wrong check digit": [(60, 200, 34, "個人番号"), (60, 250, 62, grouped(WRONG))],
    "a licence": [(60, 90, 40, "運転免許証"), (60, 260, 44, f"番号  第 {NUMBER} 号")],
    "a corporate number": [
        (60, 90, 40, "法人番号指定通知書"),
        (60, 250, 48, f"法人番号  7{NUMBER}"),
    ],
    "sixteen digits": [(60, 90, 40, "見本カード"), (60, 250, 60, grouped(NUMBER + "4321"))],
    "a member's card": [(60, 90, 44, "見本クラブ 会員証"), (60, 250, 60, grouped(NUMBER))],
    "no label, no groups": [(60, 250, 60, NUMBER)],
    "a bill": [(60, 90, 44, "ご請求書"), (60, 250, 44, f"お客様番号  {NUMBER}")],
}


@pytest.mark.wide
@pytest.mark.parametrize("lines", DECOYS.values(), ids=DECOYS)
def test_what_only_looks_like_it_is_not_read(reader, lines):
    reading = looked(reader, card(*lines)).reading

    assert [reading.compare(one).answer for one in (NUMBER, WRONG)] == [Answer.UNREAD] * 2
    assert NUMBER.encode() not in reading.to_bytes()


def test_a_family_s_paper_has_several_numbers(reader):
    lines = [(60, 60, 44, "住民票")]
    for at, number in enumerate((NUMBER, OTHER)):
        lines += [(60, 180 + at * 200, 34, "個人番号"), (300, 180 + at * 200, 34, number)]

    reading = looked(reader, card(*lines)).reading

    assert Flag.SEVERAL_NUMBERS in reading.flags
    assert [reading.compare(one).answer for one in (NUMBER, OTHER)] == [Answer.MATCH] * 2


def test_the_front_in_the_back_s_place_is_told(reader):
    front = card((60, 80, 40, "氏名  見本 花子"), (60, 500, 44, "個人番号カード"))

    assert codes_of(looked(reader, front).hints) == [HintCode.WRONG_SIDE]


def test_another_paper_is_told(reader):
    other = card((60, 80, 44, "在留カード"), (60, 200, 40, "MIHON SAMPLE"))

    assert codes_of(looked(reader, other).hints) == [HintCode.OTHER_PAPER]


@pytest.mark.wide
def test_a_residence_card_s_back_is_not_its_front(reader):
    lines = ["住居地記載欄", "届出年月日  住居地", "資格外活動許可欄", "在留期間更新等許可申請欄"]
    back = card(*((60, 60 + 120 * at, 40, line) for at, line in enumerate(lines)))

    assert hints_for(reader, back, "residence_card_back") == []
    assert hints_for(reader, back, "residence_card_front") == [HintCode.WRONG_SIDE]


LESSER = {
    "plain_residence": ["住民票", "世帯主  見本 太郎", "続柄  本人"],
    "family_register": ["戸籍謄本", "父母との続柄  長男"],
    "eligibility": ["資格確認書", "世帯主氏名  見本 太郎"],
    "withholding": ["給与所得の源泉徴収票", "個人番号"],
    "public_receipt": ["領収証書", "納期限 令和6年6月30日まで"],
}
"""What stands on them stands on other papers too, or is no end of their validity."""


@pytest.mark.wide
@pytest.mark.parametrize("slot", LESSER)
def test_a_paper_that_no_layout_describes_is_believed(reader, slot):
    paper = card(*((60, 60 + 120 * at, 44, line) for at, line in enumerate(LESSER[slot])))

    assert hints_for(reader, paper, slot) == []


@pytest.mark.parametrize(
    ("until", "told"), [("2030年3月16日", []), ("2024年3月16日", [HintCode.EXPIRED])]
)
def test_an_expired_paper_is_told(reader, until, told):
    front = card(
        (60, 80, 40, "氏名  見本 花子"),
        (60, 300, 40, f"{until}まで有効"),
        (60, 500, 44, "個人番号カード"),
    )

    assert hints_for(reader, front, "card_front") == told


def test_a_blurred_paper_is_told_and_pointed_at(reader):
    seen = looked(reader, back().filter(ImageFilter.GaussianBlur(5)))

    (hint,) = [hint for hint in seen.hints if hint.code is HintCode.BLURRED]
    assert hint.place is not None


@pytest.mark.wide
@pytest.mark.parametrize(("blur", "answer"), [(1.5, Answer.MATCH), (4, Answer.UNREAD)])
def test_print_that_is_called_blurred_claims_nothing(reader, blur, answer):
    seen = looked(reader, back().filter(ImageFilter.GaussianBlur(blur)))

    assert seen.reading.compare(NUMBER).answer is answer
    assert (HintCode.BLURRED in codes_of(seen.hints)) == (answer is Answer.UNREAD)


@pytest.mark.wide
@pytest.mark.parametrize(
    ("blur", "told"), [(0, [HintCode.DARK]), (12, [HintCode.DARK, HintCode.BLURRED])]
)
def test_in_the_dark_a_paper_too_soft_to_find_a_line_is_told_both(reader, blur, told):
    dark = back().filter(ImageFilter.GaussianBlur(blur)).point(lambda value: value * 0.4)

    assert hints_for(reader, dark, "card_back") == told


def test_small_print_is_told(reader):
    small = back().resize((320, 220), Image.Resampling.LANCZOS)

    assert HintCode.TOO_SMALL in codes_of(looked(reader, small).hints)


def test_a_number_at_the_frame_is_told(reader):
    picture = back()

    cut = looked(reader, picture.crop((206, 0, *picture.size)))

    assert cut.reading.compare(NUMBER).answer is Answer.UNREAD
    assert HintCode.CUT_OFF in codes_of(cut.hints)


def test_name_and_birth_date_are_found_and_no_number_leaves_with_them(reader):
    question = Question("card_back", TODAY, words=True)

    reading = looked(reader, back(), question).reading
    words = reading.words

    lines = [line.text for line in words]
    assert names_on_paper.find_name(lines, [("見本", "花子")]).trace is Trace.FOUND
    assert reading.shows(date(1990, 1, 1))
    assert [line.text for line in words if sum(sign.isdigit() for sign in line.text) > 8] == []


def test_a_slot_without_a_number_is_never_read_for_one(reader):
    seen = looked(reader, back(), Question("card_front", TODAY, words=True))

    assert seen.reading.compare(NUMBER).answer is Answer.UNREAD
    assert NUMBER.encode() not in seen.reading.to_bytes()
    assert grouped(NUMBER).encode() not in seen.reading.to_bytes()


@pytest.mark.wide
def test_fifty_megapixels_with_alpha_fit_the_reading_child(reader):
    huge = odd.saved(Image.new("RGBA", (10_000, 5_000), (0, 0, 0, 0)), "PNG", compress_level=1)

    seen = reader.examine(huge, BACK)

    assert (seen.cleaned.width, seen.cleaned.height) == (2048, 1024)


def test_other_models_than_the_pinned_are_not_loaded(tmp_path, monkeypatch):
    folder = tmp_path / "rapidocr" / "models"
    shutil.copytree(models._path("x").parent, folder)
    (tmp_path / "rapidocr" / "__init__.py").write_text("raise AssertionError('imported')")
    monkeypatch.syspath_prepend(tmp_path)
    assert models.print_reading() is PrintReading.ON

    with (folder / "PP-OCRv6_rec_small.onnx").open("ab") as file:
        file.write(b"\0")

    assert models.print_reading() is PrintReading.OTHER_MODELS


def test_without_the_packages_the_child_says_so_and_reads_codes(monkeypatch, tmp_path):
    launcher = tmp_path / "launcher.py"
    launcher.write_text(_WITHOUT.format(program=zygote._PROGRAM))
    monkeypatch.setattr(zygote, "_PROGRAM", launcher)

    with Cleaner(reads_print=True) as cleaner:
        assert cleaner.print_reading() is PrintReading.NOT_INSTALLED
        assert (
            cleaner.examine(with_codes(NUMBER), BACK).reading.compare(NUMBER).answer is Answer.MATCH
        )


_WITHOUT = """
# Starts the real child in a house where requirements-ocr.txt was never installed.
import importlib.util, runpy, sys
found = importlib.util.find_spec
hidden = {{"numpy", "cv2", "onnxruntime", "rapidocr"}}
importlib.util.find_spec = lambda name, *more: None if name in hidden else found(name, *more)
for name in hidden:
    sys.modules[name] = None
runpy.run_path("{program}", run_name="__main__")
"""


def test_the_models_lie_beside_this_interpreter():
    assert Path(sys.prefix) in models._path("x").parents
