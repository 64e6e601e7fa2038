"""Photographs a flat paper: lays it on a table, tilts it, lights it, blurs it, and keeps the truth."""

from dataclasses import dataclass
from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from bench.drawn.faces import Half, background
from bench.drawn.papers import Paper

_SIZES = ((1600, 1200), (2048, 1536), (2560, 1920), (3264, 2448), (4032, 3024))
_STORED = {
    1: None,
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}


@dataclass
class Shot:
    """What the camera did; sigma and motion are in pixels, light is a share of full light."""

    level: int
    turn: float = 0.0
    tilt: tuple[float, float] = (0.0, 0.0)
    share: float = 0.8
    sigma: float = 0.0
    motion: float = 0.0
    light: float = 1.0
    shadow: float = 0.0
    glare: float = 0.0
    noise: float = 0.0
    quality: int = 90
    exif: int = 1


def shot(rng, level: int) -> Shot:
    """Return a shot of the level: 0 clean, 1 mild, 2 moderate, 3 severe."""
    tilt, turn = (0, 7, 18, 26)[level], (1, 4, 10, 25)[level]
    made = Shot(
        level,
        turn=rng.choice((0, 0, 0, 90, 180, 270)) + rng.uniform(-turn, turn),
        tilt=(rng.uniform(-tilt, tilt), rng.uniform(-tilt, tilt)),
        share=rng.uniform((0.75, 0.65, 0.55, 0.38)[level], 0.9),
        noise=rng.uniform(0, (1, 3, 7, 12)[level]),
        quality=rng.randrange((88, 60, 35, 25)[level], 95),
        exif=rng.choice((1, 1, 3, 6, 8)),
    )
    _spoil(rng, made)
    return made


def _spoil(rng, made: Shot) -> None:
    level = made.level
    if rng.random() < (0, 0.4, 0.6, 0.7)[level]:
        made.sigma = rng.uniform(0.3, (0, 0.8, 1.6, 4.5)[level])
    if rng.random() < (0, 0.2, 0.3, 0.4)[level]:
        made.motion = rng.uniform(1, (0, 2, 5, 14)[level])
    if rng.random() < (0, 0.2, 0.35, 0.5)[level]:
        made.light = rng.uniform((1, 0.65, 0.45, 0.2)[level], 0.9)
    made.shadow = rng.uniform(0, (0, 0.2, 0.5, 0.6)[level])
    made.glare = rng.uniform(0, 1) if rng.random() < (0, 0.1, 0.3, 0.4)[level] else 0.0


def photograph(rng, half: Half, paper: Paper, made: Shot) -> tuple[bytes, dict]:
    """Return the JPEG and its truth as the manifest tells it."""
    width, height = rng.choice(_SIZES)
    if paper.picture.height > paper.picture.width and rng.random() < 0.8:
        width, height = height, width
    matrix = _laid(rng, paper, made, (width, height))
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
    glare_at = None
    scene, glare_at = _lit(rng, scene, made)
    return _stored(_blurred(rng, scene, made), made), _truth(
        paper, made, matrix, (width, height), glare_at
    )


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


def _truth(paper, made, matrix, size, glare_at):
    digit, visible, clear = 0.0, True, True
    for left, top, right, bottom in paper.boxes:
        corners = np.array(
            [[(left, top), (right, top), (right, bottom), (left, bottom)]], np.float32
        )
        seen = cv2.perspectiveTransform(corners, matrix)[0]
        digit = float(np.hypot(*(seen[3] - seen[0])))
        visible &= bool((seen > 2).all() and (seen < np.array(size) - 2).all())
        if glare_at is not None:
            near = np.linspace(seen[0], seen[1], 12)
            clear &= bool(
                np.hypot(near[:, 0] - glare_at[0], near[:, 1] - glare_at[1]).min()
                > 1.3 * glare_at[2]
            )
    blur = float(np.hypot(made.sigma, made.motion / 3.46 if made.motion >= 1 else 0))
    over = blur / digit if digit else None
    readable = (
        bool(paper.numbers)
        and visible
        and clear
        and digit >= 16
        and over <= 0.09
        and made.light >= 0.25
    )
    return {
        "doc_type": paper.kind,
        "number": paper.numbers[0]
        if len(paper.numbers) == 1 and paper.qr_kind not in {"mismatch"}
        else None,
        "all_numbers": [] if paper.qr_kind == "mismatch" else paper.numbers,
        "qr_kind": paper.qr_kind,
        "decoy": paper.decoy,
        "digit_px": digit or None,
        "blur_over_digit": over,
        "blur_px": blur,
        "readable": readable,
        "distortions": {
            "level": made.level,
            "rot": made.turn,
            "low_light": made.light,
            "exif_orientation": made.exif,
        },
    }
