"""Pictures are known by their first bytes."""

import pytest

from mcollector.rules.errors import FieldRefused
from mcollector.rules.photographs import formats

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(16)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 "
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
HEIF = b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic"
AVIF = b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf"
AVIF_AS_MIF1 = b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avifmiaf"
PDF = b"\xef\xbb\xbf%PDF-1.7\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (JPEG, "jpeg"),
        (PNG, "png"),
        (WEBP, "webp"),
        (HEIC, "heic"),
        (HEIF, "heic"),
        (PDF, "pdf"),
        (AVIF, None),
        (AVIF_AS_MIF1, None),
        (b"GIF89a", None),
        (b"<svg xmlns=", None),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", None),
        (b"\xff\xd8", None),
        (bytes(1024) + PDF, None),
        (b"", None),
    ],
)
def test_sniff(data, kind):
    assert formats.sniff(data) == kind


@pytest.mark.parametrize(
    ("data", "kind"), [(JPEG, "jpeg"), (PNG, "png"), (WEBP, "webp"), (HEIC, "heic"), (PDF, "pdf")]
)
def test_pictures_are_taken(data, kind):
    assert formats.refuse_unless_picture(data) == kind


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "写真を開けません。もう一度とってください。"),
        (b"GIF89a", "JPEG・PNG・HEIC・PDFの写真を選択してください。"),
        (AVIF, "JPEG・PNG・HEIC・PDFの写真を選択してください。"),
        (JPEG + bytes(formats.MAX_BYTES), "20MBより小さい写真を選択してください。"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(FieldRefused) as refused:
        formats.refuse_unless_picture(data)

    assert str(refused.value.sentence) == sentence


def test_exactly_20_mb_are_taken():
    assert formats.refuse_unless_picture(JPEG.ljust(formats.MAX_BYTES)) == "jpeg"
