"""The truth about a drawn photograph, as manifest.json tells it."""

import cv2
import numpy as np

MOTION = 3.46
"""A motion of so many pixels blurs as a σ of one: a uniform line is as wide as its σ times √12."""


def digit_height(paper, matrix):
    """Return how high the number's digits are in the photograph, in pixels; 0 without a number."""
    heights = [float(np.hypot(*(seen[3] - seen[0]))) for seen in _boxes_seen(paper, matrix)]
    return heights[-1] if heights else 0.0


def _boxes_seen(paper, matrix):
    for left, top, right, bottom in paper.boxes:
        corners = np.array(
            [[(left, top), (right, top), (right, bottom), (left, bottom)]], np.float32
        )
        yield cv2.perspectiveTransform(corners, matrix)[0]


def truth_of(paper, made, matrix, size, glare_at):
    digit, visible, clear = digit_height(paper, matrix), True, True
    for seen in _boxes_seen(paper, matrix):
        visible &= bool((seen > 2).all() and (seen < np.array(size) - 2).all())
        if glare_at is not None:
            near = np.linspace(seen[0], seen[1], 12)
            clear &= bool(
                np.hypot(near[:, 0] - glare_at[0], near[:, 1] - glare_at[1]).min()
                > 1.3 * glare_at[2]
            )
    blur = float(np.hypot(made.sigma, made.motion / MOTION if made.motion >= 1 else 0))
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
        if len(paper.numbers) == 1 and paper.qr_kind != "mismatch"
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
