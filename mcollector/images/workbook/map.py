"""Which parts of a workbook matter: its first sheet that shows, its texts, its formats."""

import posixpath
from dataclasses import dataclass, field

from mcollector.images.workbook.package import Package
from mcollector.images.workbook.results import Unreadable, Unusable
from mcollector.images.workbook.xml import Visitor, attribute, walk

_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
_OTHERS = {
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": Unusable.MACROS,
    "application/vnd.ms-excel.template.macroEnabled.main+xml": Unusable.MACROS,
    "application/vnd.ms-excel.sheet.binary.macroEnabled.main": Unusable.BINARY,
}
_YES = ("1", "true")


@dataclass(frozen=True, slots=True)
class Parts:
    """Names of parts; `strings` and `styles` are "" where the workbook has none.

    `from_1904` tells that its days are counted from 1904, as old Macs did.
    """

    sheet: str
    strings: str
    styles: str
    from_1904: bool


def parts_of(package: Package) -> Parts:
    """Return the names; raises Unreadable for another kind of file or one without a sheet."""
    workbook = _workbook(package)
    inside = _Inside()
    walk(package.part(workbook), inside)
    folder, name = posixpath.split(workbook)
    links = _Links(folder)
    walk(package.part(posixpath.join(folder, "_rels", f"{name}.rels")), links)
    for link in inside.sheets:
        if links.kinds.get(link) == "worksheet" and links.targets[link] in package:
            return Parts(
                links.targets[link],
                links.target_of("sharedStrings", package),
                links.target_of("styles", package),
                inside.from_1904,
            )
    raise Unreadable(Unusable.NO_SHEET)


def _workbook(package: Package) -> str:
    if _TYPES not in package:
        raise Unreadable(Unusable.OTHER)
    types = _Types()
    walk(package.part(_TYPES), types)
    for name, kind in types.parts.items():
        if kind in (_MAIN, _TEMPLATE):
            return name.removeprefix("/")
    others = (_OTHERS[kind] for kind in types.parts.values() if kind in _OTHERS)
    raise Unreadable(next(others, Unusable.OTHER))


@dataclass(slots=True)
class _Types(Visitor):
    parts: dict[str, str] = field(default_factory=dict)

    def opened(self, path: list[str], attributes: dict[str, str]) -> None:
        if path[-1] == "Override":
            self.parts[attributes.get("PartName", "")] = attributes.get("ContentType", "")


@dataclass(slots=True)
class _Inside(Visitor):
    """The sheets' links in their order; hidden ones come after those that show."""

    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    from_1904: bool = False

    @property
    def sheets(self) -> list[str]:
        return self.shown + self.hidden

    def opened(self, path: list[str], attributes: dict[str, str]) -> None:
        if path[-2:] == ["sheets", "sheet"]:
            shows = attributes.get("state", "visible") == "visible"
            (self.shown if shows else self.hidden).append(attribute(attributes, "id"))
        elif path[-1] == "workbookPr":
            self.from_1904 = attributes.get("date1904", "") in _YES


@dataclass(slots=True)
class _Links(Visitor):
    """What the workbook is linked to inside the package; what lies outside is never looked at."""

    folder: str
    kinds: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)

    def opened(self, path: list[str], attributes: dict[str, str]) -> None:
        if path[-1] == "Relationship" and attributes.get("TargetMode", "Internal") == "Internal":
            name = attributes.get("Id", "")
            target = posixpath.join("/", self.folder, attributes.get("Target", ""))
            self.kinds[name] = attributes.get("Type", "").rpartition("/")[2]
            self.targets[name] = posixpath.normpath(target).lstrip("/")

    def target_of(self, kind: str, package: Package) -> str:
        """Return the first part of the kind that is there."""
        found = (self.targets[name] for name, own in self.kinds.items() if own == kind)
        return next((target for target in found if target in package), "")
