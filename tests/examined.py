"""The worker's child for tests: it is asked once a process about each photograph.

What it answers depends on the bytes and the question alone, and to read print takes a second. With
MC_FRESH=1 it is asked each time. A test about the child itself brings its own.
"""

import pytest

from mcollector.images.cleaner import Cleaner
from mcollector.images.examined import Examined
from mcollector.images.questions import Question
from mcollector.jobs import runtime
from tests.standing import FRESH

_known: dict[tuple[bytes, Question], Examined] = {}


class Examining(Cleaner):
    """A cleaner that remembers what it saw; a refusal is asked for each time."""

    def examine(self, data: bytes, question: Question) -> Examined:
        """Return what the child answers, or answered before."""
        key = (data, question)
        if key not in _known:
            _known[key] = super().examine(data, question)
        return _known[key]


@pytest.fixture(scope="session", autouse=True)
def child():
    """Let the worker's cleaner remember; end its child, if one was started, with the tests."""
    with pytest.MonkeyPatch.context() as patch:
        if not FRESH:
            patch.setattr(runtime, "Cleaner", Examining)
        yield
        for cleaner in runtime._cleaners.values():
            cleaner.close()
        runtime._cleaners.clear()
