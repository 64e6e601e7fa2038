"""What a browser says of itself, as two words: a system and a browser, and nothing else of it."""

UNKNOWN = "不明な端末"

_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""The first that stands in the text counts: Edge calls itself Chrome and Safari as well."""


def describe_device(user_agent: str) -> str:
    """Return 「Windows・Chrome」; what neither list knows is 「不明な端末」.

    Words of these lists only: nothing a browser sends is kept as it came.
    """
    found = [word for word in (_first(_SYSTEMS, user_agent), _first(_BROWSERS, user_agent)) if word]
    return "・".join(found) or UNKNOWN


def _first(known: tuple[tuple[str, str], ...], text: str) -> str:
    return next((word for mark, word in known if mark in text), "")
