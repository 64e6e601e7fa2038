"""Decodes a HEIC photograph: its primary picture, once, without thumbnails and companions."""

import pillow_heif
from PIL import Image

from mcollector.images.decoding.formats import Refused
from mcollector.images.decoding.heic_boxes import refuse_strange_items
from mcollector.images.results import MAX_PIXELS, RefusalCode

_PILLOW_MODES = {"L;16": "I;16", "I;16L": "I;16"}


def be_sparing() -> None:
    """Tell the decoder, for the whole process, to leave alone what is not the photograph."""
    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.options.THUMBNAILS = False
    pillow_heif.options.DEPTH_IMAGES = False
    pillow_heif.options.AUX_IMAGES = False


def decoded(data: bytes) -> Image.Image:
    """Return the primary picture, upright (the file's own turn is applied by the decoder)."""
    refuse_strange_items(data)
    heif = pillow_heif.open_heif(data, convert_hdr_to_8bit=True)
    primary = heif[heif.primary_index]
    width, height = primary.size
    if width * height > MAX_PIXELS:
        raise Refused(RefusalCode.TOO_MANY_PIXELS)
    pixels = primary.data
    mode = _PILLOW_MODES.get(primary.mode, primary.mode)
    return Image.frombuffer(mode, primary.size, pixels, "raw", mode, primary.stride, 1)
