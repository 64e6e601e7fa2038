"""The half-finished form as a value, and the JSON in which it is sealed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from mcollector.rules.papers.choices import Choice


@dataclass(frozen=True, slots=True, repr=False)
class FormState:
    """What was typed so far on this device; the number is shown as its last four digits only.

    Numbers are kept once they are right, as twelve digits: a refused one is kept nowhere. `spare`
    is a dependent's, while the rest of that page is still to be mended. A dependent's "key" is the
    id of the row to be, in hexadecimal.
    """

    profile: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    choice: Choice = field(default_factory=Choice)
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
        "route": form.choice.route,
        "photo_id": form.choice.photo_id,
        "halves": list(form.choice.halves),
        "dependents": [dict(one) for one in form.dependents],
        "spare": form.spare,
        "key": form.key.hex,
    }


def from_json(kept: Mapping[str, Any]) -> FormState:
    """Return the form that was kept, by this version or an earlier one."""
    first, second = kept.get("halves", ("", ""))
    return FormState(
        profile=kept["profile"],
        number=kept["number"],
        choice=Choice(kept["route"], kept["photo_id"], (first, second)),
        dependents=tuple({"key": uuid4().hex, **one} for one in kept["dependents"]),
        spare=kept["spare"],
        key=UUID(hex=kept["key"]),
    )
