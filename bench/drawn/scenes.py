"""Photographs a flat paper: laid on a table, tilted, lit and blurred; the truth is kept."""

from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from bench.drawn.faces import Half, background
from bench.drawn.sheet import Paper
from bench.drawn.shots import Shot
from bench.drawn.truths import MOTION, digit_height, truth_of

_SIZES = ((1600, 1200), (2048, 1536), (2560, 1920), (3264, 2448), (4032, 3024))
_STORED = {
    1: None,
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}


def photograph(rng, half: Half, paper: Paper, made: Shot) -> tuple[bytes, dict]:
    """Return the JPEG and its truth as the manifest tells it."""
    width, height = rng.choice(_SIZES)
    if paper.picture.height > paper.picture.width and rng.random() < 0.8:
        width, height = height, width
    matrix = _laid(rng, paper, made, (width, height))
    _focus(made, digit_height(paper, matrix))
    scene = background(rng, half, (width, height)).copy()
    flat = np.asarray(paper.picture)
    seen = cv2.warpPerspective(flat, matrix, (width, height), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full(flat.shape[:2], 255, np.uint8), matrix, (width, height))
    shade = cv2.GaussianBlur(
        cv2.warpPerspective(np.full(flat.shape[:2], 130, np.uint8), matrix, (width, height)),
        (0, 0),
        12,
    )
    scene = (scene * (1 - shade[..., None] / 510)).astype(np.uint8)
    scene = np.where(mask[..., None] > 127, seen, scene)
    scene, glare_at = _lit(rng, scene, made)
    return _stored(_blurred(rng, scene, made), made), truth_of(
        paper, made, matrix, (width, height), glare_at
    )


def _focus(made, digit):
    """Turn a blur that was told by the digits' height into pixels."""
    made.sigma = made.sigma or made.soft * digit
    made.motion = made.motion or made.shaken * digit * MOTION


def _laid(rng, paper, made, size):
    across, down = paper.picture.size
    flat = np.array([(-across, -down), (across, -down), (across, down), (-across, down)], float) / 2
    turn, pitch, yaw = np.radians([made.turn, *made.tilt])
    rotation = _about(2, turn) @ _about(0, pitch) @ _about(1, yaw)
    away = 2.2 * max(across, down)
    points = np.array([rotation @ (x, y, 0) for x, y in flat])
    seen = points[:, :2] * (away / (away + points[:, 2]))[:, None]
    span = np.ptp(seen, axis=0)
    factor = made.share * min(size[0] / span[0], size[1] / span[1])
    room = np.maximum((np.array(size) - span * factor) / 2, 0)
    shift = np.array(size) / 2 + [
        rng.uniform(-0.7, 0.7) * room[0],
        rng.uniform(-0.7, 0.7) * room[1],
    ]
    middle = (seen.max(axis=0) + seen.min(axis=0)) / 2
    target = ((seen - middle) * factor + shift).astype(np.float32)
    return cv2.getPerspectiveTransform(
        (flat + np.array([across, down]) / 2).astype(np.float32), target
    )


def _about(axis, angle):
    cos, sin = np.cos(angle), np.sin(angle)
    matrix = np.eye(3)
    one, other = [(1, 2), (2, 0), (0, 1)][axis]
    matrix[one, one] = matrix[other, other] = cos
    matrix[one, other], matrix[other, one] = -sin, sin
    return matrix


def _lit(rng, scene, made):
    height, width = scene.shape[:2]
    lit = scene.astype(np.float32) * made.light
    if made.shadow:
        across = np.linspace(-1, 1, width) * rng.choice((-1, 1)) + rng.uniform(-0.5, 0.5)
        lit *= (1 - made.shadow / (1 + np.exp(-8 * across)))[None, :, None]
    if not made.glare:
        return lit, None
    x, y, radius = (
        rng.uniform(0.2, 0.8) * width,
        rng.uniform(0.2, 0.8) * height,
        rng.uniform(0.05, 0.14) * width,
    )
    far = np.hypot(np.arange(width)[None] - x, np.arange(height)[:, None] - y) / radius
    lit += (made.glare * 330 * np.exp(-(far**2)))[..., None]
    return lit, (x, y, radius * made.glare)


def _blurred(rng, lit, made):
    if made.sigma:
        lit = cv2.GaussianBlur(lit, (0, 0), made.sigma)
    if made.motion >= 1:
        size = int(made.motion) | 1
        kernel = np.zeros((size, size), np.float32)
        kernel[size // 2] = 1
        turn = cv2.getRotationMatrix2D((size // 2, size // 2), rng.uniform(0, 180), 1)
        kernel = cv2.warpAffine(kernel, turn, (size, size))
        lit = cv2.filter2D(lit, -1, kernel / kernel.sum())
    noise = np.random.default_rng(rng.randrange(2**32)).standard_normal(lit.shape, np.float32)
    return (lit + noise * made.noise).clip(0, 255).astype(np.uint8)


def _stored(pixels, made):
    picture = Image.fromarray(pixels)
    if _STORED[made.exif] is not None:
        picture = picture.transpose(_STORED[made.exif])
    exif = Image.Exif()
    exif[0x0112] = made.exif
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=made.quality, exif=exif)
    return buffer.getvalue()
