"""Edits made directly in the database: each is found and named by its line."""

import pytest

from tests.work import edits
from tests.work.test_trail import verdict


@pytest.fixture
def founded(tools, founded_house, signed_house):
    """A company with lines, a submission's sealed values, and a checkpoint over it all."""
    assert verdict(tools, founded_house).fault is None
    return founded_house


@pytest.mark.parametrize("name", edits.EDITS)
def test_an_edit_is_found(tools, founded, name):
    with edits.thief_of(tools.engine, founded.company_id) as thief:
        expected = edits.EDITS[name](thief)

    assert verdict(tools, founded).fault == expected


def test_a_thief_who_does_nothing_is_not_accused(tools, founded):
    with edits.thief_of(tools.engine, founded.company_id):
        pass

    assert verdict(tools, founded).fault is None
