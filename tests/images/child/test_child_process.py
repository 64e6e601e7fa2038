"""A child that dies, hangs, lies or outlives its worker costs one picture, never the next one."""

import os
import select
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image

from mcollector.images.cleaner import Cleaner
from mcollector.images.cleaner import _cleaned as understood
from mcollector.images.refusals import ChildDied, PictureRefused
from mcollector.images.results import Cleaned, RefusalCode
from mcollector.images.talk import wire
from mcollector.images.talk.pipes import Talk
from mcollector.images.talk.wire import Kind
from tests.images.decoding import odd

PICTURE = odd.saved(Image.new("RGB", (64, 48), "green"), "JPEG")


def pictures_of(cleaner):
    cleaned = cleaner.clean(PICTURE)
    return (cleaned.width, cleaned.height)


def await_end(process_id):
    """Wait until the process has ended, without asking again and again."""
    try:
        handle = os.pidfd_open(process_id)
    except ProcessLookupError:
        return
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    ended = poll.poll(60_000)
    os.close(handle)
    assert ended, f"process {process_id} still runs"


def test_a_child_killed_over_a_picture_costs_only_that_picture(monkeypatch):
    say = Talk.say

    def say_and_kill(talk, data, deadline):
        say(talk, data, deadline)
        os.kill(first, signal.SIGKILL)

    with Cleaner() as cleaner:
        pictures_of(cleaner)
        first = cleaner._child.id
        os.kill(first, signal.SIGSTOP)  # so that it cannot answer before the kill

        with monkeypatch.context() as patched:
            patched.setattr(Talk, "say", say_and_kill)
            with pytest.raises(ChildDied, match=r"^the child ended with status -9$"):
                cleaner.clean(PICTURE)

        assert pictures_of(cleaner) == (64, 48)
        assert cleaner._child.id != first


def test_a_child_that_died_between_pictures_costs_none():
    with Cleaner() as cleaner:
        pictures_of(cleaner)
        os.kill(cleaner._child.id, signal.SIGKILL)
        await_end(cleaner._child.id)

        assert pictures_of(cleaner) == (64, 48)


def test_a_child_that_hangs_is_killed():
    with Cleaner(wall=30) as cleaner:
        pictures_of(cleaner)
        hanging = cleaner._child.id
        os.kill(hanging, signal.SIGSTOP)
        cleaner._wall = 0.2

        with pytest.raises(ChildDied, match=r"^the child gave no answer in time$"):
            cleaner.clean(PICTURE)

        await_end(hanging)
        cleaner._wall = 30
        assert pictures_of(cleaner) == (64, 48)


def test_a_child_that_does_not_even_listen_is_killed():
    with Cleaner() as cleaner:
        pictures_of(cleaner)
        os.kill(cleaner._child.id, signal.SIGSTOP)
        cleaner._wall = 0.2

        with pytest.raises(ChildDied, match=r"^the child gave no answer in time$"):
            cleaner.clean(bytes(1024 * 1024))  # more than a pipe holds


def test_a_picture_that_costs_too_much_ends_by_the_kernel_s_clock():
    slow = odd.jpeg_of_scans(7000, 100)
    with Cleaner(cpu=0) as cleaner:
        with pytest.raises(ChildDied, match=r"^the child ended with status -24$"):  # SIGXCPU
            cleaner.clean(slow)

        cleaner._cpu = 25
        assert pictures_of(cleaner) == (64, 48)


def test_each_picture_has_its_own_seconds():
    with Cleaner() as cleaner:
        first = cleaner.prove().limits["CPU"]
        cleaner.clean(odd.jpeg_of_scans(7000, 100))

        assert cleaner.prove().limits["CPU"] > first > 25


def test_a_refusal_keeps_the_child():
    with Cleaner() as cleaner:
        pictures_of(cleaner)
        child = cleaner._child.id

        with pytest.raises(PictureRefused):
            cleaner.clean(b"hello")

        assert pictures_of(cleaner) == (64, 48)
        assert cleaner._child.id == child


def test_the_kernel_gives_the_child_no_huge_pages():
    with Cleaner() as cleaner:
        pictures_of(cleaner)
        lines = Path(f"/proc/{cleaner._child.id}/status").read_text().splitlines()

    assert [line.split() for line in lines if line.startswith("THP")] == [["THP_enabled:", "0"]]


def test_the_child_is_replaced_after_its_share_of_pictures():
    with Cleaner(pictures_per_child=2) as cleaner:
        children = []
        for _ in range(5):
            cleaner.print_reading()
            children.append(cleaner._child.id)
            pictures_of(cleaner)

        await_end(children[0])
        assert children[0] == children[1] != children[2] == children[3] != children[4]


def test_closing_ends_the_child_and_leaves_nothing():
    threads, descriptors = threading.active_count(), len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    cleaner = Cleaner()
    pictures_of(cleaner)
    child = cleaner._child.id

    cleaner.close()
    cleaner.close()

    await_end(child)
    assert (threading.active_count(), len(os.listdir("/proc/self/fd"))) == (threads, descriptors)  # noqa: PTH208


def test_the_child_dies_with_a_worker_that_is_killed():
    worker = subprocess.Popen([sys.executable, "-c", _WORKER], stdout=subprocess.PIPE, text=True)
    with worker:
        child = int(worker.stdout.readline())
        os.kill(child, 0)

        # Stopped, it cannot notice the closed pipe: only the kernel can end it now.
        os.kill(child, signal.SIGSTOP)
        worker.kill()

        await_end(child)


_WORKER = """
import signal
from mcollector.images.cleaner import Cleaner
from mcollector.images.cleaner import _cleaned as understood
cleaner = Cleaner()
cleaner.prove()
print(cleaner._child.id, flush=True)
signal.pause()
"""


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (Kind.CLEANED, b""),
        (Kind.CLEANED, b"x" * 40),
        (Kind.CLEANED, wire.pack(Cleaned(PICTURE, PICTURE, 64, 47))),
        (Kind.CLEANED, wire.pack(Cleaned(PICTURE, PICTURE + b"PK", 64, 48))),
        (Kind.CLEANED, wire.pack(Cleaned(PICTURE, b"<script>", 64, 48))),
        (Kind.REFUSED, b"unheard-of"),
        (Kind.READY, b""),
    ],
)
def test_a_child_that_lies_is_not_believed(kind, body):
    with Cleaner() as cleaner:
        pictures_of(cleaner)
        liar = cleaner._child.id

        with pytest.raises(ChildDied, match=r"^the child's answer is not what it was to make$"):
            cleaner._believed(kind, Kind.CLEANED, body, understood)

        await_end(liar)
        assert pictures_of(cleaner) == (64, 48)


def test_an_honest_answer_is_believed():
    with Cleaner() as cleaner:
        honest = Cleaned(PICTURE, PICTURE, 64, 48)

        assert (
            cleaner._believed(Kind.CLEANED, Kind.CLEANED, wire.pack(honest), understood) == honest
        )
        with pytest.raises(PictureRefused) as caught:
            cleaner._believed(Kind.REFUSED, Kind.CLEANED, b"animated", understood)
        assert caught.value.reason == RefusalCode.ANIMATED
