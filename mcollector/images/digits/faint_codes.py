"""Reads a QR code beside a printed number that was too soft, or too dark, to be read at once.

Print stays legible in a blur that a code does not survive, and a card whose code says another
number than its print must not pass. The line tells how the card lies and how large it is; from its
surroundings likely blurs are taken off in turn (Wiener's filter, in the frequencies), and each time
the decoder sees the code enlarged.
"""

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy import fft  # behind the lock nothing is loaded any more
from PIL import Image

from mcollector.images.digits import canvases, qr
from mcollector.images.digits.quads import Quad
from mcollector.images.digits.recognising import Scales

_HEIGHT, _MARGIN = 48, (11.0, 10.5)
_BLURS = ((2.0, 0.001), (1.5, 0.02), (2.5, 0.001), (3.0, 0.004))
"""σ in pixels of the canvas, and the noise's share of the signal's power."""

_ENLARGED = 2


def codes_near(scales: Scales, line: Quad) -> list[qr.Code]:
    """Return the codes of numbers around the line of print, in the picture's pixels."""
    picture, factor = scales.for_height(line.height)
    placed = line.scaled(factor)
    matrix, size = canvases.levelling(placed, _HEIGHT, _MARGIN)
    canvas = cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_LINEAR)
    for sharp in _sharpened(canvas):
        codes = qr.codes(Image.fromarray(sharp))
        carriers = [code for code in codes if code.content in qr.CARRIERS]
        if carriers:
            back = cv2.invertAffineTransform(matrix)
            return [_in_picture(code, back, factor) for code in carriers]
    return []


def _sharpened(canvas: Any) -> Iterator[Any]:
    """Yield the canvas without each blur, enlarged: the decoder samples large modules better."""
    height, width = canvas.shape
    whole = (cv2.getOptimalDFTSize(height), cv2.getOptimalDFTSize(width))
    waves = fft.rfft2(canvas, s=whole)
    down, across = fft.fftfreq(whole[0])[:, None], fft.rfftfreq(whole[1])[None]
    squares = -2 * np.pi**2 * (down**2 + across**2)
    for sigma, noise in _BLURS:
        passed = np.exp(squares * sigma**2)
        sharp = fft.irfft2(waves * passed / (passed**2 + noise), s=whole)[:height, :width]
        size = (width * _ENLARGED, height * _ENLARGED)
        levels = sharp.clip(0, 255).astype(np.uint8)
        yield cv2.resize(levels, size, interpolation=cv2.INTER_CUBIC)


def _in_picture(code: qr.Code, back: Any, factor: float) -> qr.Code:
    place = canvases.moved(code.quad.scaled(1 / _ENLARGED), back).scaled(1 / factor)
    return qr.Code(code.content, place, code.digits, is_faint=True)
