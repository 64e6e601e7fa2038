"""Fixtures for all tests: the database under test."""

import pytest


@pytest.fixture
def database_url(tmp_path):
    return f"sqlite:///{tmp_path}/m-collector.db"
