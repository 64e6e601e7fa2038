"""The codes a dependent's photographs are kept under: whose, and which photograph of the catalogue.

One text, so that photographs of a dependent are received, returned and sent again as all others.
"""

from uuid import UUID

_SIGNS = 10
"""Hexadecimal signs of the dependent's id: with the longest code it fits the column's 24."""


def mark_of(dependent_id: UUID) -> str:
    """Return what the codes of this dependent begin with."""
    return f"d{dependent_id.hex[:_SIGNS]}"


def code_of(dependent_id: UUID, slot_code: str) -> str:
    """Return the code of a dependent's photograph."""
    return f"{mark_of(dependent_id)}-{slot_code}"


def parts_of(code: str) -> tuple[str, str]:
    """Return the dependent's mark, "" for the employee's own, and the catalogue's code."""
    whose, _, plain = code.rpartition("-")
    return whose, plain
