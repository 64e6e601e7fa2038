"""The half-finished form as a value, and the one form in which it is sealed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4


@dataclass(frozen=True, slots=True, repr=False)
class FormState:
    """What was typed so far on this device; the number is shown as its last four digits only.

    Numbers are kept once they are right, as twelve digits: a refused one is kept nowhere. `spare`
    is a dependent's, while the rest of that page is still to be mended.
    """

    profile: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    route: str = ""
    photo_id: str = ""
    dependents: tuple[Mapping[str, str], ...] = ()
    spare: str = ""
    key: UUID = field(default_factory=uuid4)

    @property
    def last_four(self) -> str:
        """Return what the page may show of the number."""
        return self.number[-4:]


def to_json(form: FormState) -> dict[str, Any]:
    """Return the form as canonical JSON takes it."""
    return {
        "profile": dict(form.profile),
        "number": form.number,
        "route": form.route,
        "photo_id": form.photo_id,
        "dependents": [dict(one) for one in form.dependents],
        "spare": form.spare,
        "key": form.key.hex,
    }


def from_json(kept: Mapping[str, Any]) -> FormState:
    """Return the form that was kept."""
    return FormState(
        profile=kept["profile"],
        number=kept["number"],
        route=kept["route"],
        photo_id=kept["photo_id"],
        dependents=tuple(kept["dependents"]),
        spare=kept["spare"],
        key=UUID(hex=kept["key"]),
    )
