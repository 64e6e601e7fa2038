"""Walks through XML without building a tree; whatever could define or fetch anything is refused."""

from typing import NoReturn
from xml.parsers import expat

from mcollector.images.workbook.results import Unreadable, Unusable

_DEEPEST = 64


class Visitor:
    """Is told what opens, what is said and what closes, with the names on the way there.

    Names come without their prefix: `x:row` is `row`.
    """

    def opened(self, path: list[str], attributes: dict[str, str]) -> None:
        """See an element open; its own name is the last of the path."""

    def said(self, path: list[str], text: str) -> None:
        """Hear text inside the innermost element, whole or a part of it."""

    def closed(self, path: list[str]) -> None:
        """See the innermost element close."""


def walk(document: bytes, visitor: Visitor) -> None:
    """Lead the visitor through the document; raises Unreadable for a broken or unsafe one.

    It is parsed whole: piece by piece, one endless tag would be looked at again for each piece.
    """
    path: list[str] = []

    def opened(name: str, attributes: dict[str, str]) -> None:
        path.append(_bare(name))
        if len(path) > _DEEPEST:
            raise Unreadable(Unusable.BROKEN)
        visitor.opened(path, attributes)

    def closed(_name: str) -> None:
        visitor.closed(path)
        path.pop()

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = lambda text: visitor.said(path, text)
    try:
        parser.Parse(document, True)  # noqa: FBT003 - takes no name
    except (expat.ExpatError, LookupError, ValueError):
        raise Unreadable(Unusable.BROKEN) from None


def attribute(attributes: dict[str, str], name: str) -> str:
    """Return the attribute of that name, whatever its prefix; "" for none."""
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if _bare(key) == name), "")


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_told: object) -> NoReturn:
    """A document type is where entities are defined and files are fetched; Excel writes none."""
    raise Unreadable(Unusable.UNSAFE)
