"""A covered JPEG: grey where it says so, the same everywhere else, and nothing below the grey."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from mcollector.rules.photographs.covered_jpegs import covered

GREY = ((128, 128),) * 3
"""The extremes of each colour where all is grey."""

PLACE = (2000, 4000, 6000, 5000)
NOISE = Image.merge("RGB", [Image.effect_noise((333, 250), 90) for _ in range(3)])


def jpeg(picture=NOISE, **how):
    buffer = BytesIO()
    picture.save(buffer, "JPEG", **how)
    return buffer.getvalue()


def decoded(data):
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def inside(data, place=PLACE):
    """Return the place of the picture, as its colours' extremes tell it."""
    picture = decoded(data)
    x = [share * picture.width // 10_000 for share in (place[0], place[2])]
    y = [share * picture.height // 10_000 for share in (place[1], place[3])]
    return picture.crop((x[0], y[0], x[1], y[1])).getextrema()


FORMS = {
    "as the house": {"quality": 85, "restart_marker_blocks": 4},
    "every unit": {"restart_marker_blocks": 1},
    "fine colours": {"subsampling": 0, "restart_marker_blocks": 3},
    "colours halved": {"subsampling": 1, "restart_marker_blocks": 5},
    "own tables": {"optimize": True, "restart_marker_blocks": 4},
    "rows": {"restart_marker_rows": 1},
    "no markers": {"quality": 85},
}


@pytest.mark.parametrize("form", FORMS)
def test_the_place_is_grey_and_nothing_else_is_left_there(form):
    data = jpeg(**FORMS[form])
    before = inside(data)

    after = inside(covered(data, [PLACE]))

    assert before != GREY
    assert after == GREY


def test_what_is_not_near_the_place_stays_as_it_was():
    data = jpeg(**FORMS["as the house"])

    changed = ImageChops.difference(decoded(data), decoded(covered(data, [PLACE]))).getbbox()

    left, top, right, bottom = changed  # of 333 × 250, in units of 16 and markers 64 apart
    assert (66 - 64 - 6 <= left <= 66, 100 - 16 - 6 <= top <= 100) == (True, True)
    assert (200 <= right <= 200 + 64 + 6, 125 <= bottom <= 125 + 16 + 6) == (True, True)


def test_several_places_and_the_edges():
    corners = [(0, 0, 500, 400), (9500, 9600, 10_000, 10_000), PLACE]
    data = covered(jpeg(**FORMS["every unit"]), corners)

    assert [inside(data, corner) for corner in corners] == [GREY] * 3


def test_without_markers_all_of_it_is_grey():
    assert decoded(covered(jpeg(), [PLACE])).getextrema() == GREY


def test_without_places_it_is_the_same_file():
    data = jpeg()

    assert covered(data, []) is data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"large",
        b"\xff\xd8",
        b"\xff\xd8\xff\xda",
        jpeg()[:200],
        jpeg()[:-2],
        jpeg()[:-2] + b"\xff\xd0\xff\xd9",
        jpeg(NOISE.convert("L")),
        jpeg(progressive=True),
    ],
)
def test_what_is_no_jpeg_of_the_house_is_refused(data):
    with pytest.raises(ValueError, match=r"^this is not one of the house's JPEGs$"):
        covered(data, [PLACE])
