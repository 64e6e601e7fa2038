"""What is no usable photograph is refused by name; the child lives on."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from mcollector.images import results
from mcollector.images.refusals import PictureRefused
from mcollector.images.results import RefusalCode
from mcollector.rules.errors import FieldRefused
from mcollector.rules.photographs import formats
from tests import samples
from tests.images.decoding import odd

WHOLE = {
    form: samples.photograph(samples.Paper.NOTICE, form=form) for form in ("JPEG", "PNG", "WEBP")
}


def reason_for(cleaner, data):
    with pytest.raises(PictureRefused) as caught:
        cleaner.clean(data)
    return caught.value.reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", RefusalCode.BROKEN),
        (b"hello", RefusalCode.NOT_A_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", RefusalCode.NOT_A_PICTURE),
        (odd.saved(Image.new("L", (8, 8)), "GIF"), RefusalCode.NOT_A_PICTURE),
        (odd.saved(Image.new("L", (8, 8)), "TIFF"), RefusalCode.NOT_A_PICTURE),
        (odd.saved(Image.new("L", (8, 8)), "BMP"), RefusalCode.NOT_A_PICTURE),
        (odd.saved(Image.new("RGB", (8, 8)), "AVIF"), RefusalCode.UNSUPPORTED),
        (b"\0\0\0\x18ftypheic\0\0\0\0", RefusalCode.BROKEN),
        (b"%PDF-1.7\n" + WHOLE["JPEG"], RefusalCode.BROKEN),
        (odd.frames("PNG"), RefusalCode.ANIMATED),
        (odd.frames("WEBP"), RefusalCode.ANIMATED),
        (b"\xff\xd8\xff" + bytes(results.MAX_BYTES), RefusalCode.TOO_LARGE),
        (odd.png(10_000, 5_001, 8, 2, b""), RefusalCode.TOO_MANY_PIXELS),
        (odd.png(2**31 - 1, 2**31 - 1, 8, 2, b""), RefusalCode.TOO_MANY_PIXELS),
        (odd.jpeg_claiming(10_000, 5_001), RefusalCode.TOO_MANY_PIXELS),
        (odd.jpeg_claiming(65_500, 65_500), RefusalCode.TOO_MANY_PIXELS),
        (odd.webp_claiming(10_000, 5_001), RefusalCode.TOO_MANY_PIXELS),
        (odd.webp_claiming(16_383, 16_383), RefusalCode.TOO_MANY_PIXELS),
        (odd.jpeg_of_scans(64, 101), RefusalCode.BROKEN),
        (WHOLE["PNG"][:8] + WHOLE["JPEG"], RefusalCode.BROKEN),
        (b"RIFF\x10\0\0\0WEBPVP8 ", RefusalCode.BROKEN),
    ],
)
def test_each_refusal_has_its_reason(cleaner, data, reason):
    assert reason_for(cleaner, data) == reason


@pytest.mark.parametrize("form", WHOLE)
@pytest.mark.parametrize("tenths", range(1, 10))
def test_a_truncated_picture_is_broken(cleaner, form, tenths):
    data = WHOLE[form]

    assert reason_for(cleaner, data[: len(data) * tenths // 10]) == RefusalCode.BROKEN


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(
    form=st.sampled_from(sorted(WHOLE)),
    spoilt=st.lists(st.tuples(st.integers(0, 3000), st.binary(min_size=1, max_size=8)), min_size=1),
)
def test_spoilt_bytes_never_end_the_child(cleaner, form, spoilt):
    data = bytearray(WHOLE[form])
    for at, piece in spoilt:
        data[at : at + len(piece)] = piece

    with suppress(PictureRefused):  # anything else, ChildDied above all, fails the test
        cleaner.clean(bytes(data))


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (RefusalCode.NOT_A_PICTURE, "JPEG・PNG・HEIC・PDFの写真を選択してください。"),
        (RefusalCode.UNSUPPORTED, "この形式の写真は使えません。JPEGで送ってください。"),
        (RefusalCode.TOO_LARGE, "20MBより小さい写真を選択してください。"),
        (
            RefusalCode.TOO_MANY_PIXELS,
            "写真の画素数が多すぎます。5000万画素以下の写真を選択してください。",
        ),
        (RefusalCode.BROKEN, "写真を開けません。もう一度とってください。"),
        (RefusalCode.ANIMATED, "動く画像は使えません。写真をとって選択してください。"),
        (
            RefusalCode.LOCKED,
            "パスワードがかかったPDFは開けません。パスワードを外すか、書類の写真を選択してください。",
        ),
        (
            RefusalCode.TOO_MANY_PAGES,
            "PDFのページが多すぎます。4ページまでのPDFか、書類の写真を選択してください。",
        ),
    ],
)
def test_each_reason_has_its_sentence(reason, sentence):
    assert str(PictureRefused(reason)) == sentence


def test_every_reason_can_be_said():
    assert [PictureRefused(reason).reason for reason in RefusalCode] == list(RefusalCode)


def test_the_door_and_the_child_agree():
    assert (results.MAX_BYTES, results.MAX_PIXELS) == (formats.MAX_BYTES, formats.MAX_PIXELS)
    for data, reason in ((b"", RefusalCode.BROKEN), (b"hello", RefusalCode.NOT_A_PICTURE)):
        with pytest.raises(FieldRefused) as caught:
            formats.refuse_unless_picture(data)
        assert str(caught.value) == str(PictureRefused(reason))
