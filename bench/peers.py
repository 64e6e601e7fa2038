"""The photograph that is cleaned, the least that could be done with it, and what others do."""

from io import BytesIO

import pillow_heif
from PIL import Image, ImageFilter

_PHOTO = (4032, 3024)


def photo() -> Image.Image:
    """Return twelve million pixels with the grain of a photograph."""
    coarse = Image.effect_noise((504, 378), 90).resize(_PHOTO, Image.Resampling.BICUBIC)
    fine = Image.effect_noise(_PHOTO, 24).filter(ImageFilter.GaussianBlur(0.8))
    grey = Image.blend(coarse, fine, 0.4)
    return Image.merge("RGB", (grey, grey.transpose(Image.Transpose.FLIP_LEFT_RIGHT), fine))


def jpeg(picture: Image.Image) -> bytes:
    """Return it as a phone stores it, held upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return _saved(picture, "JPEG", quality=88, exif=exif)


def _saved(picture: Image.Image, form: str, **options) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def limit(data: bytes) -> None:
    """Do the least: libjpeg-turbo decodes at one half and encodes; no turn, no second size."""
    picture = Image.open(BytesIO(data), formats=["JPEG"])
    picture.draft(None, (picture.width // 2, picture.height // 2))
    _saved(picture, "JPEG", quality=85)


def thumbnail(data: bytes) -> None:
    """Do what most do: shrink to 2,048 px by Pillow's own means, then again to 320 px."""
    for edge in (2048, 320):
        picture = Image.open(BytesIO(data))
        picture.thumbnail((edge, edge))
        _saved(picture, "JPEG", quality=85)


def naive(data: bytes) -> None:
    """Decode everything, turn it, shrink twice."""
    picture = Image.open(BytesIO(data))
    turned = picture.transpose(Image.Transpose.ROTATE_270)
    for edge in (2048, 320):
        small = turned.copy()
        small.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        _saved(small, "JPEG", quality=85)


def heic_alone(data: bytes) -> None:
    """Decode a HEIC, nothing else."""
    found = pillow_heif.open_heif(data)
    _ = found[found.primary_index].data


def heic(picture: Image.Image) -> bytes:
    """Return it as a phone stores it."""
    buffer = BytesIO()
    pillow_heif.from_pillow(picture).save(buffer, quality=70)
    return buffer.getvalue()
