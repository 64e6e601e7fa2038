"""HEIC and PDF are decoded in the child too; what is none, or locked, or too much, is refused."""

from io import BytesIO

import pytest
from PIL import Image

from mcollector.images.refusals import PictureRefused
from mcollector.images.results import RefusalCode
from tests.images import papers

GREEN = Image.new("RGB", (1240, 1754), "green")
RED = Image.new("RGB", (1240, 1754), "red")


def colour_at(data, place):
    picture = Image.open(BytesIO(data))
    return [round(value / 128) for value in picture.getpixel(place)]


def reason_for(cleaner, data):
    with pytest.raises(PictureRefused) as caught:
        cleaner.clean(data)
    return caught.value.reason


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
def test_a_heic_becomes_two_jpegs(cleaner, mode):
    cleaned = cleaner.clean(papers.heic(Image.new(mode, (2400, 1800), "white")))

    assert (cleaned.width, cleaned.height, cleaned.pages) == (2048, 1536, 1)
    assert colour_at(cleaned.small, (100, 100)) == [2, 2, 2]


@pytest.mark.parametrize(("turn", "size"), [(1, (60, 40)), (3, (60, 40)), (6, (40, 60))])
def test_a_turned_heic_is_set_upright_once(cleaner, turn, size):
    exif = Image.Exif()
    exif[0x0112] = turn

    cleaned = cleaner.clean(papers.heic(Image.new("RGB", (60, 40)), exif=exif.tobytes()))

    assert (cleaned.width, cleaned.height) == size


def test_one_pixel_is_a_heic_too(cleaner):
    cleaned = cleaner.clean(papers.heic(Image.new("RGB", (1, 1), "white")))

    assert (cleaned.width, cleaned.height) == (1, 1)


@pytest.mark.parametrize(
    ("pages", "size"),
    [(1, (1448, 2048)), (2, (2896, 2048)), (3, (2896, 4096)), (4, (2896, 4096))],
)
def test_the_pages_of_a_pdf_lie_side_by_side(cleaner, pages, size):
    cleaned = cleaner.clean(papers.pdf(*[GREEN, RED, RED, RED][:pages]))

    assert (cleaned.width, cleaned.height, cleaned.pages) == (*size, pages)
    assert colour_at(cleaned.large, (200, 200)) == [0, 1, 0]
    assert colour_at(cleaned.large, (size[0] - 200, 200)) == (
        [0, 1, 0] if pages == 1 else [2, 0, 0]
    )


@pytest.mark.parametrize(
    "box", [b"0 0 1 1", b"0 0 14400 10", b"0 0 1e9 1e9", b"5 5 5 5", b"9 9 0 0"]
)
def test_a_page_of_any_size_is_rendered_within_the_limits(cleaner, box):
    cleaned = cleaner.clean(papers.pdf_with(box=box))

    assert max(cleaned.width, cleaned.height) <= 2048


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (papers.heic(GREEN)[:-500], RefusalCode.BROKEN),
        (papers.heic(GREEN)[:300], RefusalCode.BROKEN),
        (papers.heic_claiming(10_000, 5_001), RefusalCode.TOO_MANY_PIXELS),
        (papers.heic_claiming(100_000, 100_000), RefusalCode.TOO_MANY_PIXELS),
        (papers.heic_of_kind(b"unci"), RefusalCode.UNSUPPORTED),
        (papers.heic_of_kind(b"av01"), RefusalCode.UNSUPPORTED),
        (papers.heic_of_kind(b"mski"), RefusalCode.UNSUPPORTED),
        (papers.heic(GREEN) + b"\0\0\0\x08moov", RefusalCode.ANIMATED),
        (papers.pdf(*[GREEN] * 5), RefusalCode.TOO_MANY_PAGES),
        (papers.pdf(GREEN)[:200], RefusalCode.BROKEN),
        (papers.pdf_with(papers.LOCK), RefusalCode.LOCKED),
        (b"%PDF-1.7\n", RefusalCode.BROKEN),
    ],
)
def test_each_refusal_has_its_reason(cleaner, data, reason):
    assert reason_for(cleaner, data) == reason
