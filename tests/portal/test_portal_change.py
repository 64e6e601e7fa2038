"""変更を申し出る: after 「更新」, sealed, kept once, seen by the employee as an event."""

import re
from uuid import uuid4

import pytest

from mcollector.store.change_requests import ChangeRequest
from tests.factories import number
from tests.portal.pages import Page, refused
from tests.portal.rows import places, rows

WISH = "引っこしました。新しい住所を伝えたいです。"
ODD = "使えない文字が含まれています。入力し直してください。"


def ask(worker, text=WISH, key=None):
    return worker.send("/my/change", {"key": key or uuid4().hex, "text": text})


@pytest.fixture
def done(worker):
    return worker.hand_in()


def events(worker):
    """Return what the record tells of changes, without the moments."""
    found = [node.text for node in worker.page("/my/record").find("li")]
    return [re.sub(r"^.*\d\d:\d\d ", "", text) for text in found if "変更" in text]


def test_the_way_stands_on_the_record_once_something_was_handed_in(worker):
    before = worker.page("/my/record").find("a", href="/my/change")
    worker.hand_in()

    (way,) = worker.page("/my/record").find("a", href="/my/change")

    assert (before, way.text) == ([], "変更を申し出る")


def test_before_the_update_there_is_nothing_to_change(worker, tools):
    assert worker.get("/my/change").location == "/my/record"
    assert ask(worker).status_code == 409
    assert rows(tools, ChangeRequest) == []


def test_it_is_kept_told_and_stands_among_the_events(done, tools):
    answer = ask(done)

    page = done.page("/my/record")
    assert answer.location == "/my/record"
    assert page.notes()[0] == "会社に知らせました。"
    assert events(done) == ["内容の変更を申し出ました。"]
    (row,) = rows(tools, ChangeRequest)
    assert row.ended_at is None


def test_the_words_are_nowhere_in_the_open(done, tools, log):
    ask(done)

    assert [table for table, kept in places(tools).items() if WISH.encode() in kept] == []
    assert WISH not in log.text


def test_a_page_sent_twice_is_kept_once(done, tools):
    key = Page(done.get("/my/change").text).values["key"]

    answers = [ask(done, key=key) for _ in range(2)]

    assert [answer.location for answer in answers] == ["/my/record"] * 2
    assert len(rows(tools, ChangeRequest)) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" \u3000", "変えたいことを入力してください。"),
        ("あ" * 501, "500文字以内で入力してください。"),
        ("\x07", ODD),
        (f"番号は{number()}です", "12桁の数字は書けません。番号を消してください。"),
        ("1234 5678 9012", "12桁の数字は書けません。番号を消してください。"),
    ],
)
def test_what_cannot_be_kept_is_named(done, tools, text, sentence):
    answer = ask(done, text)

    assert refused(answer) == {"text": sentence}
    assert rows(tools, ChangeRequest) == []


def test_what_was_typed_stays_unless_a_number_is_in_it(done):
    kept = Page(ask(done, "あ" * 501).text).values["text"]
    dropped = Page(ask(done, f"番号は{number()}です").text).values["text"]

    assert (len(kept), dropped) == (501, "")


@pytest.mark.parametrize("key", ["x", "0", "\x00"])
def test_a_page_that_is_not_ours_is_refused(done, key):
    assert ask(done, key=key).status_code == 400
