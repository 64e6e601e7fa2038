"""Receipt numbers."""

import pytest

from mcollector.rules.profile.profile import receipt_number


@pytest.mark.parametrize(
    ("count", "text"),
    [(1, "MC-2026-0001"), (421, "MC-2026-0421"), (12345, "MC-2026-12345")],
)
def test_receipt(count, text):
    assert receipt_number(2026, count) == text
