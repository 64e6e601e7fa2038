"""How soft a line of print is: the blur's σ, told by its steepest edges."""

from math import pi, sqrt
from statistics import median

from PIL import Image, ImageChops, ImageFilter

from mcollector.images.digits.quads import Quad

BLURRED = 0.032
"""The blur's σ as a share of the line's height from which a photograph is called blurred."""

CLEAR, UNSURE = 0.02, 0.04
"""Under the one a code beside the line is read at once; from the other on digits may merge."""

_HIGHEST = 40
_CALM = 0.7
"""σ in pixels of the smoothing that keeps noise from looking like edges; it is taken off again."""

_STEEPEST = 0.98
_RANGE = (0.05, 0.95)
_LEAST_CONTRAST, _MIDDLE = 18, 128
_OVERVIEW, _TILE, _TILES = 1600, 64, 12


def softness(grey: Image.Image, quad: Quad) -> float:
    """Return the blur's σ by the line's height; 0 when the line has no contrast to judge by."""
    line = upright(grey, quad)
    return _sigma(line) / line.height


def soft_edges(grey: Image.Image) -> float:
    """Return the blur's σ where the picture has most contrast, in pixels of a 1,600 px overview."""
    factor = max(1, round(max(grey.size) / _OVERVIEW))
    small = grey.reduce(factor)
    tiles = [
        small.crop((left, top, left + _TILE, top + _TILE))
        for top in range(0, max(1, small.height - _TILE), _TILE)
        for left in range(0, max(1, small.width - _TILE), _TILE)
    ]
    tiles.sort(key=_contrast, reverse=True)
    sigmas = [sigma for tile in tiles[:_TILES] if (sigma := _sigma(tile))]
    return median(sigmas) if sigmas else 0.0


def _sigma(part: Image.Image) -> float:
    """Return the blur's σ in pixels, 0 without contrast.

    The steepest step of an edge blurred by σ is contrast / (σ √2π), across and down: motion blurs
    one of them only.
    """
    calm = _levelled(part.filter(ImageFilter.GaussianBlur(_CALM)))
    contrast = _contrast(calm)
    if contrast < _LEAST_CONTRAST:
        return 0.0
    steepest = min(_steepest(calm, 1, 0), _steepest(calm, 0, 1))
    sigma = contrast / (max(steepest, 0.5) * sqrt(2 * pi))
    return sqrt(max(sigma**2 - _CALM**2, 0.01))


def _levelled(part: Image.Image) -> Image.Image:
    """Return the part without what changes slowly: a reflection or a shadow is no contrast."""
    slow = part.filter(ImageFilter.BoxBlur(part.height))
    return ImageChops.subtract(part, slow, offset=_MIDDLE)


def _contrast(part: Image.Image) -> int:
    low, high = (level_below(part, share) for share in _RANGE)
    return high - low


def upright(grey: Image.Image, quad: Quad) -> Image.Image:
    """Return the line cut out and laid level, at most 40 px high."""
    factor = max(1, int(quad.height // _HIGHEST))
    bounds = tuple(map(int, quad.bounds()))
    left, top = max(0, bounds[0] - factor), max(0, bounds[1] - factor)
    right = max(left + 1, min(grey.width, bounds[2] + factor))
    bottom = max(top + 1, min(grey.height, bounds[3] + factor))
    part = grey.crop((left, top, right, bottom)).reduce(factor)
    first, second, third, fourth = (
        ((corner.x - left) / factor, (corner.y - top) / factor) for corner in quad.corners
    )
    size = (max(1, round(quad.width / factor)), max(1, round(quad.height / factor)))
    corners = (*first, *fourth, *third, *second)
    return part.transform(size, Image.Transform.QUAD, corners, Image.Resampling.BILINEAR)


def _steepest(line: Image.Image, across: int, down: int) -> int:
    moved = ImageChops.offset(line, across, down)
    steps = ImageChops.difference(line, moved).crop((across, down, *line.size))
    return level_below(steps, _STEEPEST)


def level_below(picture: Image.Image, share: float) -> int:
    """Return the grey level below which this share of the pixels lies."""
    counts = picture.histogram()
    left = sum(counts) * share
    for level, count in enumerate(counts):
        left -= count
        if left <= 0:
            return level
    return len(counts) - 1
