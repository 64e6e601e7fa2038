"""The same photograph is known again, turned or recompressed; another is not."""

from io import BytesIO

import pytest
from PIL import Image

from mcollector.images.look.picture_marks import is_same, picture_mark
from tests import samples
from tests.samples import Paper


def paper(kind=Paper.NOTICE, name="見本 花子"):
    return samples.draw(kind, "1234 5678 9012", name)


def on_a_table(kind, place, turn):
    table = Image.linear_gradient("L").resize((2000, 1500)).convert("RGB")
    table.paste(paper(kind).rotate(turn, expand=True).reduce(2), place)
    return table


def recompressed(picture, quality, share=1.0):
    size = (round(picture.width * share), round(picture.height * share))
    buffer = BytesIO()
    picture.resize(size).save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("RGB")


def test_the_same_pixels_are_the_same():
    assert picture_mark(paper()) == picture_mark(paper())


@pytest.mark.parametrize("quality", [30, 90])
@pytest.mark.parametrize("share", [0.4, 1.3])
@pytest.mark.parametrize(
    "turn",
    [None, *(Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)],
)
def test_turned_resized_and_recompressed_it_is_known(quality, share, turn):
    picture = paper()
    again = recompressed(picture, quality, share)
    again = again.transpose(turn) if turn is not None else again

    assert is_same(picture_mark(again), picture_mark(picture))
    assert picture_mark(again).pixels != picture_mark(picture).pixels


def test_other_photographs_are_not_the_same():
    spots = ((40, 30), (600, 90), (100, 400), (700, 500), (900, 20))
    places = zip(list(Paper)[: len(spots)], spots, range(0, 50, 10), strict=True)
    found = [picture_mark(on_a_table(*one)) for one in places]
    pairs = [(one, other) for at, one in enumerate(found) for other in found[:at]]

    assert [pair for pair in pairs if is_same(*pair)] == []


def test_one_pixel_has_a_mark():
    assert len(picture_mark(Image.new("RGB", (1, 1))).pixels) == 64
