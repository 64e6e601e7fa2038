"""A zygote outlives its children; whatever becomes of it, the next picture finds a child."""

import os
import signal

import pytest
from PIL import Image

from mcollector.images.cleaner import Cleaner
from mcollector.images.refusals import ChildDied
from mcollector.images.talk.process import ChildProcess
from mcollector.images.talk.zygote import Zygote
from tests.images.child.test_child_process import await_end
from tests.images.decoding import odd

PICTURE = odd.saved(Image.new("RGB", (64, 48), "green"), "JPEG")


@pytest.fixture
def cleaner():
    with Cleaner() as cleaner:
        cleaner.prove()
        yield cleaner


def ids(cleaner):
    """Return the process ids of zygote and child, once the child has answered."""
    cleaned = cleaner.clean(PICTURE)
    assert (cleaned.width, cleaned.height) == (64, 48)
    return cleaner._zygote._process.pid, cleaner._child.id


def test_a_child_s_death_costs_no_new_start(cleaner):
    zygote, child = ids(cleaner)
    os.kill(child, signal.SIGKILL)
    await_end(child)

    again, other = ids(cleaner)

    assert (again == zygote, other == child) == (True, False)


@pytest.mark.parametrize("whose", ["zygote", "both"])
def test_a_zygote_that_died_is_replaced(cleaner, whose):
    zygote, child = ids(cleaner)
    os.kill(zygote, signal.SIGKILL)
    await_end(zygote)
    await_end(child)  # the kernel ends it with its zygote
    if whose == "zygote":
        cleaner._end_child()

    assert ids(cleaner)[0] != zygote


def test_a_zygote_that_hangs_is_ended_with_its_child(cleaner, monkeypatch):
    zygote, child = ids(cleaner)
    monkeypatch.setattr("mcollector.images.talk.zygote._PATIENCE", 0.2)
    os.kill(zygote, signal.SIGSTOP)

    cleaner._end_child()

    await_end(zygote)
    await_end(child)
    assert ids(cleaner)[0] != zygote


def test_a_talk_that_was_broken_off_is_not_taken_up_again(cleaner, monkeypatch):
    """RQ's time limit strikes anywhere: the answer that comes late must not count as another."""
    zygote, _child = ids(cleaner)
    with monkeypatch.context() as patched:
        patched.setattr(Zygote, "_answer", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            cleaner._end_child()

    assert ids(cleaner)[0] != zygote


def _interrupted(_zygote, _deadline):
    raise KeyboardInterrupt


def test_a_birth_that_takes_too_long_costs_the_picture():
    with Cleaner(wall=0.0) as cleaner:
        zygote = cleaner._zygote._process.pid
        with pytest.raises(ChildDied, match=r"^the child was not born in time$"):
            cleaner.clean(PICTURE)

        cleaner._wall = 30.0
        assert ids(cleaner)[0] != zygote


def test_a_dead_zygote_bears_no_child_and_keeps_no_pipe():
    zygote = Zygote()
    zygote.close()
    open_before = os.listdir("/proc/self/fd")  # noqa: PTH208 - descriptors, not files

    with pytest.raises(ChildDied, match=r"^the zygote ended with status -9$"):
        ChildProcess(zygote)

    assert os.listdir("/proc/self/fd") == open_before  # noqa: PTH208 - as above


def test_closing_ends_both(cleaner):
    zygote, child = ids(cleaner)

    cleaner.close()

    await_end(zygote)
    await_end(child)
