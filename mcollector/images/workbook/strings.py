"""The texts of a workbook, kept apart from its cells and referred to by their place."""

import re

from mcollector.images.workbook.xml import Visitor, walk

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_READINGS = "rPh"


def strings(document: bytes) -> list[str]:
    """Return the shared texts in their order; raises Unreadable as `walk` does."""
    shared = _Strings()
    walk(document, shared)
    return shared.all


def plain(text: str) -> str:
    """Return the text with `_x000D_` as the sign it stands for (ECMA-376, ST_Xstring)."""
    return _ESCAPED.sub(_sign, text) if "_x" in text else text


def is_text(path: list[str]) -> bool:
    """Tell whether this is a piece of what was typed; readings (ふりがな) beside it are not."""
    return path[-1] == "t" and _READINGS not in path


class _Strings(Visitor):
    def __init__(self) -> None:
        self.all: list[str] = []
        self._pieces: list[str] = []

    def said(self, path: list[str], text: str) -> None:
        if is_text(path):
            self._pieces.append(text)

    def closed(self, path: list[str]) -> None:
        if path[-1] == "si":
            self.all.append(plain("".join(self._pieces)))
            self._pieces.clear()


def _sign(escaped: re.Match[str]) -> str:
    code = int(escaped[1], 16)
    return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
