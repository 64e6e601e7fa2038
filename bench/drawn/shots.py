"""What a camera does to a paper, by level: 0 clean, 1 mild, 2 moderate, 3 severe."""

from dataclasses import dataclass

_SHAKEN = 0.35
"""So many of the soft photographs were taken with a moving hand, the others out of focus."""


@dataclass
class Shot:
    """What the camera did; sigma and motion are in pixels, light is a share of full light.

    `soft` and `shaken` say sigma and motion as the blur's share of the height of the digits.
    """

    level: int
    turn: float = 0.0
    tilt: tuple[float, float] = (0.0, 0.0)
    share: float = 0.8
    sigma: float = 0.0
    motion: float = 0.0
    soft: float = 0.0
    shaken: float = 0.0
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


def spoilt(rng, how: str) -> Shot:
    """Return a shot that is "dark", "blurred" or "fine", and else mild or moderate."""
    made = shot(rng, rng.choice((0, 1, 2)))
    made.light = rng.uniform(0.15, 0.38) if how == "dark" else rng.uniform(0.75, 1)
    made.sigma = made.motion = 0.0
    blur = rng.uniform(0.12, 0.3) if how == "blurred" else rng.uniform(0, 0.05)
    if rng.random() < _SHAKEN:
        made.shaken = blur
    else:
        made.soft = blur
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
