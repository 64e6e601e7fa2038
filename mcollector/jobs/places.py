"""Places in a picture, from the child's shares of its sides to what the house keeps."""

from mcollector.images.examination import Place
from mcollector.rules.photographs import findings

_WHOLE = 10_000


def kept(place: Place | None) -> findings.Place | None:
    """Return the place in ten-thousandths."""
    if place is None:
        return None
    sides = (place.left, place.top, place.right, place.bottom)
    left, top, right, bottom = (round(share * _WHOLE) for share in sides)
    return left, top, right, bottom
