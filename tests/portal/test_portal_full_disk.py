"""A full disk: a page that says so and keeps what was typed; no half row, no rest of a file."""

import errno
import os
from dataclasses import replace

import pytest

import app as entry
from mcollector.files import blobs as folder
from mcollector.store.documents import Document
from mcollector.store.outbox import OutboxRow
from mcollector.store.submissions import Draft, Submission
from tests.factories import PROFILE
from tests.portal.employee import NUMBER, PHOTOGRAPHS, Employee
from tests.portal.pages import Page
from tests.portal.rows import blobs, rows

NOT_SAVED = "保存できませんでした。"
REMEDY = "この操作は行われていません。時間をおいて、下のボタンを押すと、もう一度送信します。"


def no_space():
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Disk:
    """What can run full: the folder of blobs, or the database at its very last step."""

    def __init__(self, monkeypatch):
        self.is_full_for_blobs = self.is_full_for_rows = False
        self._write = folder._write
        monkeypatch.setattr(folder, "_write", self.write)

    def write(self, path, content):
        if not self.is_full_for_blobs:
            return self._write(path, content)
        self._write(path, content[:1000])
        raise no_space()

    def reach(self, milestone):
        if self.is_full_for_rows and milestone == "unit:before-commit":
            raise no_space()


@pytest.fixture
def disk(monkeypatch):
    return Disk(monkeypatch)


@pytest.fixture
def worker(tools, disk, employee):
    """The employee, in a house whose disk may be full."""
    app = entry.create_app(replace(tools, reach=disk.reach))
    return Employee(app.test_client(), employee).sign_in()


def is_not_saved(answer):
    page = Page(answer.text)
    assert (answer.status_code, page.heading, page.remedy) == (503, NOT_SAVED, REMEDY)
    return page


@pytest.mark.parametrize("what", ["blobs", "rows"])
def test_a_photograph_that_does_not_fit_leaves_nothing_behind(worker, tools, disk, what):
    worker.send_photographs(choose="1")
    before = rows(tools, OutboxRow)
    setattr(disk, f"is_full_for_{what}", True)

    answer = worker.send_photographs(PHOTOGRAPHS)

    page = is_not_saved(answer)
    assert (page.values["route"], "number" in page.values) == ("card", False)
    assert "写真" in page.notes()[0]
    assert (rows(tools, Document), rows(tools, OutboxRow), blobs(tools)) == ([], before, [])


@pytest.mark.parametrize("what", ["blobs", "rows"])
def test_it_works_again_afterwards(worker, tools, disk, what):
    worker.read_notice()
    worker.fill_profile()
    setattr(disk, f"is_full_for_{what}", True)
    worker.send_photographs(PHOTOGRAPHS)
    setattr(disk, f"is_full_for_{what}", False)

    again = worker.send_photographs(PHOTOGRAPHS)

    assert again.location == "/my/check"
    assert worker.press_update().location == "/my/done"
    assert len(blobs(tools)) == 2


def test_one_photograph_that_fits_stays_when_the_next_does_not(worker, tools, disk):
    worker.send_photographs({"card_front": PHOTOGRAPHS["card_front"]})
    disk.is_full_for_blobs = True

    worker.send_photographs({"card_back": PHOTOGRAPHS["card_back"]})

    page = worker.page("/my/photos")
    assert page.slot("card_front") == ("受け取り済み", "")
    assert page.slot("card_back") == ("", "")


def test_a_submission_that_does_not_fit_is_none_and_the_draft_stays(worker, tools, disk):
    worker.fill_in()
    worker.add_dependent()
    disk.is_full_for_rows = True

    answer = worker.press_update()

    page = is_not_saved(answer)
    assert (rows(tools, Submission), len(rows(tools, Draft))) == ([], 1)
    disk.is_full_for_rows = False
    assert worker.send("/my/submit", page.values).location == "/my/done"
    assert len(rows(tools, Submission)) == 1


def test_what_was_typed_stands_in_the_page_and_can_be_sent_again(worker, disk):
    disk.is_full_for_rows = True

    page = is_not_saved(worker.fill_profile(address="髙﨑町\r\n見本ビル"))

    disk.is_full_for_rows = False
    assert {name: page.values[name] for name in PROFILE} == {
        **PROFILE,
        "address": "髙﨑町\r\n見本ビル",
    }
    assert worker.send("/my/profile", page.values).location == "/my/photos"


def test_the_pages_can_still_be_read_when_the_session_cannot_be_touched(worker, disk, clock):
    worker.fill_in()
    clock.move(minutes=2)
    disk.is_full_for_rows = True

    page = worker.page("/my/check")

    assert f"●●●● ●●●● {NUMBER[8:]}" in page.text


@pytest.mark.sqlite
def test_a_database_that_is_really_full_is_said_so(worker, tools):
    """SQLite's own word for a full disk, not a stand-in."""
    from sqlalchemy import event

    def bound(connection):
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    event.listen(tools.engine, "begin", bound)
    answers = [worker.fill_profile(address="あ" * 60_000)]
    event.remove(tools.engine, "begin", bound)
    tools.engine.dispose()

    is_not_saved(answers[0])
    assert worker.fill_profile().location == "/my/photos"
