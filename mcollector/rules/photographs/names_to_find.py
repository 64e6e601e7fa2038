"""What is looked for on a person's papers beside the number: the names and the birth date."""

from dataclasses import dataclass
from datetime import date

from mcollector.rules import canonical


@dataclass(frozen=True, slots=True, repr=False)
class NamesToFind:
    """Names in their parts: as written, in Roman letters, a 通称; and the birth date."""

    names: tuple[tuple[str, ...], ...]
    birth: date

    def to_bytes(self) -> bytes:
        """Return it for sealing."""
        return canonical.encode({"names": self.names, "birth": self.birth.isoformat()})

    @classmethod
    def from_bytes(cls, data: bytes) -> "NamesToFind":
        """Return what `to_bytes` gave."""
        fields = canonical.decode(data)
        names = fields["names"]
        kept = names if isinstance(names, list) else []
        return cls(tuple(tuple(parts) for parts in kept), date.fromisoformat(str(fields["birth"])))


def collect_names(names: tuple[str, ...], birth: str) -> NamesToFind:
    """Return what is looked for; `birth` is ISO, a name that is empty is none."""
    return NamesToFind(
        tuple(tuple(name.split()) for name in names if name), date.fromisoformat(birth)
    )
