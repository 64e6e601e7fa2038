"""What goes in as a photograph comes out as two plain pictures, through the real child."""

from io import BytesIO

import pytest
from PIL import Image

from mcollector.images.decoding import jpeg_shape
from tests import samples
from tests.images.decoding import odd
from tests.samples import Paper

FORMS = ("JPEG", "PNG", "WEBP")
WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def decoded(data):
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def near(pixel, wanted, distance=12):
    return all(abs(one - other) <= distance for one, other in zip(pixel, wanted, strict=True))


def corners(picture):
    """The colours a tenth inside each corner: top left, top right, bottom left, bottom right."""
    across, down = picture.width // 10, picture.height // 10
    places = [(across, down), (-across, down), (across, -down), (-across, -down)]
    return [picture.getpixel((x % picture.width, y % picture.height)) for x, y in places]


def quarters():
    """Four colours, so that every turn and mirror looks different."""
    picture = Image.new("RGB", (600, 400), "red")
    picture.paste("green", (300, 0, 600, 200))
    picture.paste("blue", (0, 200, 300, 400))
    picture.paste("white", (300, 200, 600, 400))
    return picture


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("form", FORMS)
def test_a_paper_becomes_a_large_and_a_small_jpeg(cleaner, paper, form):
    cleaned = cleaner.clean(samples.photograph(paper, "1234 5678 9012", form=form))

    upright = samples.draw(paper).size
    large, small = decoded(cleaned.large), decoded(cleaned.small)
    assert (large.format, large.mode, large.size) == ("JPEG", "RGB", upright)
    assert (cleaned.width, cleaned.height) == upright
    assert (small.format, small.mode, max(small.size)) == ("JPEG", "RGB", 320)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_picture_is_set_upright(cleaner, form, orientation):
    upright = quarters()
    turn = samples.TURNED_AWAY[orientation]
    stored = upright.transpose(turn) if turn is not None else upright

    cleaned = cleaner.clean(samples.saved(stored, form, orientation))

    for data in (cleaned.large, cleaned.small):
        seen = corners(decoded(data))
        assert all(map(near, seen, corners(upright))), (orientation, seen)
    assert decoded(cleaned.large).getexif() == {}


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((4032, 3024), (2016, 1512)),  # half, not 2,048: draft() only knows whole factors
        ((3264, 2448), (1632, 1224)),
        ((3000, 1500), (2048, 1024)),
        ((2048, 100), (2048, 100)),
        ((6500, 4), (1625, 1)),
        ((1, 1), (1, 1)),
    ],
)
def test_a_jpeg_is_decoded_at_the_largest_useful_factor(cleaner, size, expected):
    cleaned = cleaner.clean(odd.saved(Image.new("RGB", size), "JPEG"))

    assert (cleaned.width, cleaned.height) == expected


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_other_pictures_are_shrunk_to_the_long_edge(cleaner, form):
    cleaned = cleaner.clean(odd.saved(Image.new("RGB", (1024, 4096), "green"), form))

    assert (cleaned.width, cleaned.height) == (512, 2048)
    assert decoded(cleaned.small).size == (80, 320)


@pytest.mark.parametrize("form", FORMS)
def test_one_pixel_is_a_picture(cleaner, form):
    cleaned = cleaner.clean(odd.saved(Image.new("RGB", (1, 1), "white"), form))

    assert decoded(cleaned.small).getpixel((0, 0)) == WHITE


def test_a_progressive_jpeg_is_cleaned_to_a_baseline_one(cleaner):
    source = odd.saved(quarters(), "JPEG", progressive=True)
    assert decoded(source).info["progressive"] == 1

    large = decoded(cleaner.clean(source).large)

    assert "progressive" not in large.info
    assert all(map(near, corners(large), corners(quarters())))


def test_a_cmyk_jpeg_keeps_its_colours(cleaner):
    source = odd.saved(Image.new("CMYK", (64, 64), (0, 255, 255, 0)), "JPEG")

    assert near(decoded(cleaner.clean(source).large).getpixel((9, 9)), (255, 0, 0))


@pytest.mark.parametrize(("colour", "channels"), [(0, 1), (2, 3), (4, 2), (6, 4)])
def test_sixteen_bits_are_scaled_not_clipped(cleaner, colour, channels):
    opaque = [0x8000] * channels
    if channels in {2, 4}:
        opaque[-1] = 0xFFFF
    row = b"\0" + b"".join(value.to_bytes(2, "big") for value in opaque * 8)

    cleaned = cleaner.clean(odd.png(8, 8, 16, colour, row * 8))

    assert near(decoded(cleaned.large).getpixel((4, 4)), (128, 128, 128))


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_what_is_transparent_becomes_white(cleaner, form):
    clear = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 32, 64))

    large = decoded(cleaner.clean(odd.saved(clear, form)).large)

    assert near(large.getpixel((50, 32)), WHITE)
    assert near(large.getpixel((10, 32)), BLACK)


@pytest.mark.parametrize("mode", ["P", "L", "1"])
def test_palette_grey_and_bilevel_pngs_with_a_clear_colour(cleaner, mode):
    source = odd.saved(Image.new(mode, (64, 64), 0), "PNG", transparency=0)
    assert decoded(source).has_transparency_data

    assert near(decoded(cleaner.clean(source).large).getpixel((9, 9)), WHITE)


def test_of_a_camera_s_several_pictures_the_first_is_taken(cleaner):
    source = odd.frames("MPO")
    assert Image.open(BytesIO(source)).n_frames == 2

    assert near(decoded(cleaner.clean(source).large).getpixel((9, 9)), (254, 0, 0))


@pytest.mark.parametrize("form", FORMS)
def test_nothing_but_pixels_comes_out(cleaner, form):
    source = odd.with_marks(quarters(), form)
    assert source.count(odd.MARK) >= 3

    cleaned = cleaner.clean(source)

    for data in (cleaned.large, cleaned.small):
        assert data.count(odd.MARK) == 0
        assert data.count(b"PK\x03\x04") == 0
        assert set(decoded(data).info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert jpeg_shape.size_of(data) == decoded(data).size


def test_fifty_megapixels_with_alpha_fit_the_child(cleaner):
    source = odd.saved(Image.new("RGBA", (10_000, 5_000), (0, 0, 0, 0)), "PNG", compress_level=1)

    cleaned = cleaner.clean(source)

    assert (cleaned.width, cleaned.height) == (2048, 1024)


def test_a_cleaned_picture_does_not_print_its_bytes(cleaner):
    cleaned = cleaner.clean(odd.saved(quarters(), "JPEG"))

    assert repr(cleaned) == "Cleaned(width=600, height=400, pages=1)"
