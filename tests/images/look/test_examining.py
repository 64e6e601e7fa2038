"""Without the networks: QR codes, hints and picture marks, through the real child."""

from datetime import date
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from mcollector.images.cleaner import Cleaner
from mcollector.images.digits.numerals import check_digit
from mcollector.images.examination import Flag, Hint, HintCode, Source
from mcollector.images.look.readings import Verdict
from mcollector.images.questions import Question
from mcollector.images.refusals import PictureRefused
from mcollector.images.results import PrintReading, RefusalCode
from mcollector.rules.photographs import findings
from mcollector.rules.photographs import hints as photo_hints
from mcollector.rules.photographs.findings import Answer
from tests import samples
from tests.images import papers
from tests.images.decoding import odd

TODAY = date(2026, 12, 1)
BACK, FRONT = Question("card_back", TODAY), Question("card_front", TODAY)
NUMBER = "12345678901" + check_digit("12345678901")
OTHER = "98765432109" + check_digit("98765432109")
HOSTILE = [
    "１２３４５６７８９０１８",
    f"{NUMBER}\n",
    f" {NUMBER}",
    f"{NUMBER}<script>alert(1)</script>",
    "%s%n{0}{{7*7}}$(id)'; DROP TABLE document;--",
    "\u202e" * 50,
    "9" * 3000,
    '{"numbers":[{"digits":"' + NUMBER + '"}]}',
]


def with_codes(*texts, size=(1200, 800), form="JPEG"):
    """A card of cardboard with QR codes side by side."""
    picture = Image.new("RGB", size, "#dde5ea")
    ImageDraw.Draw(picture).text((40, 40), "MIHON", fill="black", font_size=60)
    for at, text in enumerate(texts):
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
        drawn = Image.fromarray(code.to_image(scale=4))
        picture.paste(drawn, (60 + at * (drawn.width + 60), 200))
    return odd.saved(picture, form)


def codes_of(hints):
    return [hint.code for hint in hints]


def test_print_is_off_and_says_so(cleaner):
    assert cleaner.print_reading() is PrintReading.NOT_WANTED
    assert not cleaner.examine(with_codes(NUMBER), BACK).reading.print_was_read


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIC", "PDF"])
def test_the_code_of_the_card_is_compared(cleaner, form):
    data = with_codes(NUMBER, form="PNG")
    picture = Image.open(BytesIO(data))
    made = {"HEIC": lambda: papers.heic(picture), "PDF": lambda: papers.pdf(picture)}

    looked = cleaner.examine(made.get(form, lambda: with_codes(NUMBER, form=form))(), BACK)

    assert looked.reading.compare(NUMBER).answer is Answer.MATCH
    assert looked.reading.compare(NUMBER).source is Source.QR
    assert looked.reading.compare(OTHER).answer is Answer.DOUBT
    assert looked.reading.flags == (Flag.PRINT_NOT_READ,)


def test_the_verdict_points_at_the_code(cleaner):
    place = cleaner.examine(with_codes(NUMBER), BACK).reading.compare(NUMBER).place

    assert 0.05 < place.left < place.right < 0.2
    assert 0.25 < place.top < place.bottom < 0.45


def test_on_the_second_page_the_place_is_the_page_s(cleaner):
    back = Image.open(BytesIO(with_codes(NUMBER)))
    data = papers.pdf(Image.new("RGB", back.size, "white"), back)

    place = cleaner.examine(data, BACK).reading.compare(NUMBER).place

    assert 0.5 < place.left < place.right < 0.6


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photograph_is_read_and_its_turn_is_proposed(cleaner, orientation):
    turn = samples.TURNED_AWAY[orientation]
    upright = Image.open(BytesIO(with_codes(NUMBER, form="PNG")))
    stored = upright.transpose(turn) if turn is not None else upright

    looked = cleaner.examine(samples.saved(stored, "JPEG", orientation), BACK)

    assert looked.reading.compare(NUMBER).answer is Answer.MATCH
    assert looked.turn == 0


@pytest.mark.parametrize(
    ("transpose", "turn"),
    [
        (Image.Transpose.ROTATE_90, 90),
        (Image.Transpose.ROTATE_180, 180),
        (Image.Transpose.ROTATE_270, 270),
    ],
)
def test_a_card_photographed_sideways_gets_a_turn_proposed(cleaner, transpose, turn):
    sideways = Image.open(BytesIO(with_codes(NUMBER))).transpose(transpose)

    assert cleaner.examine(odd.saved(sideways, "JPEG"), BACK).turn == turn


def test_a_slot_without_a_number_is_not_read_for_one(cleaner):
    assert cleaner.examine(with_codes(NUMBER), BACK).reading.compare(NUMBER).answer is Answer.MATCH

    looked = cleaner.examine(with_codes(NUMBER), FRONT)

    assert looked.reading.compare(NUMBER) == Verdict(Answer.UNREAD)
    assert NUMBER.encode() not in looked.reading.to_bytes()


def test_two_codes_are_several_numbers(cleaner):
    reading = cleaner.examine(with_codes(NUMBER, OTHER), BACK).reading

    assert Flag.SEVERAL_NUMBERS in reading.flags
    assert [reading.compare(one).answer for one in (NUMBER, OTHER)] == [Answer.MATCH] * 2


def test_a_code_with_a_wrong_check_digit_is_told(cleaner):
    wrong = NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)

    reading = cleaner.examine(with_codes(wrong), BACK).reading

    assert (reading.compare(wrong).answer, reading.flags) == (Answer.UNREAD, (Flag.QR_WRONG_CHECK,))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_code_with_hostile_text_says_nothing(cleaner, text):
    looked = cleaner.examine(with_codes(text, size=(1200, 1200)), BACK)

    assert looked.reading.compare(NUMBER) == Verdict(Answer.UNREAD)
    assert looked.reading.to_bytes() == cleaner.examine(with_codes(), BACK).reading.to_bytes()


@pytest.mark.parametrize("text", ["https://www.example.jp/a?id=1", "1" * 23])
def test_the_application_s_code_is_told_to_the_employee(cleaner, text):
    looked = cleaner.examine(with_codes(text), BACK)

    assert codes_of(looked.hints) == [HintCode.APPLICATION_QR]
    assert looked.hints[0].place is not None
    assert looked.reading.flags == (Flag.APPLICATION_QR,)


def test_a_dark_photograph_is_told(cleaner):
    light = Image.open(BytesIO(with_codes(NUMBER)))
    dark = light.point(lambda value: value * 0.4)

    assert codes_of(cleaner.examine(odd.saved(light, "JPEG"), BACK).hints) == []
    assert cleaner.examine(odd.saved(dark, "JPEG"), BACK).hints == (Hint(HintCode.DARK),)


def test_a_reflection_does_not_hide_the_dark(cleaner):
    dark = Image.open(BytesIO(with_codes(NUMBER))).point(lambda value: value * 0.35)
    across, down = dark.size
    dark.paste("white", (0, 0, across // 4, down // 3))

    looked = cleaner.examine(odd.saved(dark, "JPEG"), FRONT)

    assert codes_of(looked.hints)[0] is HintCode.DARK


def test_a_photograph_sent_before_is_known(cleaner):
    picture = Image.open(BytesIO(with_codes(NUMBER)))
    first = cleaner.examine(with_codes(NUMBER), BACK)
    earlier = first.fingerprint.looks[0]

    again = cleaner.examine(odd.saved(picture.rotate(180), "JPEG", quality=40), BACK)
    other = cleaner.examine(odd.saved(picture.filter(ImageFilter.GaussianBlur(150)), "JPEG"), BACK)

    assert (again.looks_like(earlier), first.looks_like(earlier)) == (True, True)
    assert not other.looks_like(earlier)


def test_looking_cleans_as_cleaning_does(cleaner):
    data = with_codes(NUMBER)

    assert cleaner.examine(data, BACK).cleaned == cleaner.clean(data)


def test_what_is_looked_at_prints_no_digit(cleaner):
    looked = cleaner.examine(with_codes(NUMBER), BACK)

    assert NUMBER.encode() in looked.reading.to_bytes()
    assert NUMBER not in repr(looked)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"hello", RefusalCode.NOT_A_PICTURE),
        (papers.pdf_with(papers.LOCK), RefusalCode.LOCKED),
        (bytes(30_000_000), RefusalCode.TOO_LARGE),
    ],
)
def test_a_refusal_is_the_cleaning_s(cleaner, data, reason):
    with pytest.raises(PictureRefused) as caught:
        cleaner.examine(data, BACK)

    assert caught.value.reason == reason


def test_every_hint_has_its_sentence():
    codes = {*HintCode, photo_hints.SAME_AS_BEFORE, photo_hints.SAME_AS_OTHER}

    sentences = {str(photo_hints.sentence_of(code)) for code in photo_hints.codes()}

    assert set(photo_hints.codes()) == codes
    assert len(sentences) == len(codes)
    assert all(sentence.endswith("。") for sentence in sentences)


def test_every_flag_has_its_sentence():
    assert set(findings.FLAGS) == set(Flag)
    assert len(set(map(str, findings.FLAGS.values()))) == len(Flag)


def test_print_can_be_wanted_or_not():
    with Cleaner(reads_print=False) as cleaner:
        assert cleaner.print_reading() is PrintReading.NOT_WANTED
