"""What the worker finds out later: the place tells of it, or the photograph goes back."""

import email
from datetime import date
from email.policy import default

import pytest

from mcollector.rules.actor import Actor
from mcollector.rules.deadlines import CueKind
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.review.return_reasons import UNREADABLE
from mcollector.rules.states import DocumentState, PersonState
from mcollector.services.people import list as people_list
from mcollector.services.people.query import PeopleQuery
from mcollector.services.photographs import photographs
from mcollector.services.reviews import decision, returns
from mcollector.store.documents import Document
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.store.reviews import Return
from tests import factories
from tests.factories import BACK, FRONT
from tests.images.decoding import odd
from tests.portal.employee import PHOTOGRAPHS
from tests.portal.pages import Page, refused
from tests.portal.rows import blobs, rows
from tests.web.conftest import admin

__all__ = ["admin"]

pytestmark = pytest.mark.usefixtures("print_off")

BROKEN = "写真を開けません。もう一度とってください。"
RECEIVED = ("受け取り済み", "")
UNUSABLE = {
    "cut short": (BACK[: len(BACK) // 2], BROKEN),
    "moving": (odd.frames("WEBP"), "動く画像は使えません。写真を選択してください。"),
    "bomb": (
        odd.jpeg_claiming(30_000, 30_000),
        "写真の画素数が多すぎます。ふつうの大きさでとってください。",
    ),
}
CUT = UNUSABLE["cut short"][0]


@pytest.mark.parametrize("name", UNUSABLE)
def test_an_unusable_photograph_is_told_of_on_its_place_and_can_be_replaced(worker, deliver, name):
    content, sentence = UNUSABLE[name]
    sent = worker.send_photographs({"card_back": content, "card_front": FRONT})
    deliver()

    page = worker.page("/my/photos")
    onward = worker.send_photographs()
    replaced = worker.send_photographs({"card_back": BACK})
    deliver()

    assert sent.location == "/my/check"
    assert (page.slot("card_back"), page.slot("card_front")) == (("", sentence), RECEIVED)
    assert refused(onward) == {"card_back": sentence}
    assert replaced.location == "/my/check"
    assert worker.page("/my/photos").slot("card_back") == RECEIVED


def test_the_update_lists_a_photograph_that_turned_out_unusable(worker, deliver):
    worker.fill_in()
    key = worker.page("/my/check").values["key"]
    worker.send_photographs({"card_back": CUT})
    deliver()

    answer = worker.send("/my/submit", {"key": key})

    page = Page(answer.text)
    assert (answer.status_code, page.summary) == (
        422,
        [("/my/photos", "証明書の写真がそろっていません。")],
    )
    assert BROKEN in page.text


@pytest.fixture
def handed_in(worker, deliver):
    """Somebody who pressed 「更新」 before the worker had looked: the back cannot be opened."""
    worker.fill_in()
    worker.send_photographs({"card_back": CUT})
    worker.press_update()
    deliver()
    return worker


def person_of(tools):
    (person,) = rows(tools, Person)
    return person


def test_after_the_update_it_goes_back_to_the_employee(handed_in, tools, clock):
    person, (mark,) = person_of(tools), rows(tools, Return)

    assert (person.state, person.due_on) == (PersonState.RETURNED, date(2026, 11, 27))
    assert (person.returned_at, person.uploaded_at) == (clock(), None)
    assert (mark.slot, mark.reason, mark.resolved_at) == ("card_back", UNREADABLE.code, None)
    menu = handed_in.page("/my/")
    assert menu.notes()[0].startswith("もう一度 提出してください")
    assert UNREADABLE.text in menu.text


def test_one_letter_tells_of_it_with_its_deadline(handed_in, tools, deliver):
    deliver()

    letters = [row for row in rows(tools, Letter) if row.kind is LetterKind.RETURN]

    assert len(letters) == 1
    mails = (tools.config.home / "mail" / "new").glob("*")
    texts = [text_of(path) for path in mails]
    (letter,) = [text for text in texts if UNREADABLE.text in text]
    assert "締め切り：2026年11月26日（木）" in letter


def text_of(path):
    mail = email.message_from_bytes(path.read_bytes(), policy=default)
    return mail.get_body(("plain",)).get_content()


def test_the_office_sees_it_returned_and_late_only_after_the_deadline(
    handed_in, tools, founded, clock, admin
):
    def row():
        with tools.read(factories.admin_of(founded)) as uow:
            (found,) = people_list.get_page(uow, PeopleQuery()).rows
        return found.state, found.cue.kind

    today = row()
    page = admin.get(f"/admin/reviews/{person_of(tools).id}")
    clock.move(days=3)

    assert today == (PersonState.RETURNED, CueKind.NONE)
    assert row() == (PersonState.RETURNED, CueKind.LATE)
    assert "画像を開けなかったため、本人に差し戻しました。" in page.text


def test_a_new_photograph_closes_it_and_it_can_be_approved(handed_in, tools, founded, deliver):
    answer = handed_in.send_again({"card_back": BACK})
    deliver()

    person = person_of(tools)
    with tools.work(factories.admin_of(founded)) as uow:
        page = decision.open_review(uow, person.id)
    assert answer.location == "/my/done"
    assert (person.state, person.due_on) == (PersonState.SUBMITTED, date(2026, 11, 27))
    assert [(one.slot, one.state) for one in page.documents] == [
        ("card_back", "clean"),
        ("card_front", "clean"),
    ]
    assert len(blobs(tools)) == 4  # two photographs, two sizes each


def test_the_page_of_a_return_sent_twice_keeps_nothing_more(handed_in, tools):
    handed_in.send_again({"card_back": BACK})
    before = rows(tools, Document)

    answer = handed_in.post_files("/my/again", {"card_back": BACK}, {})
    twice = handed_in.send("/my/again/check")

    assert (answer.location, twice.location) == ("/my/done", "/my/done")
    assert rows(tools, Document) == before


def test_two_unusable_ones_are_one_return_and_one_letter(worker, deliver, tools):
    worker.fill_in()
    worker.send_photographs(dict.fromkeys(PHOTOGRAPHS, CUT))
    worker.press_update()

    deliver()

    assert sorted(mark.slot for mark in rows(tools, Return)) == ["card_back", "card_front"]
    assert len([one for one in rows(tools, Letter) if one.kind is LetterKind.RETURN]) == 1
    worker.send_again(PHOTOGRAPHS)
    assert person_of(tools).state is PersonState.SUBMITTED


def test_a_second_look_at_the_same_photograph_changes_nothing(handed_in, tools, founded):
    (row,) = rows(tools, Document, Document.state == DocumentState.UNUSABLE)
    before = rows(tools, Return)

    with tools.work(Actor.system("worker", founded.company_id)) as uow:
        photographs.refuse(uow, row.id, "broken")

    assert rows(tools, Return) == before


def test_one_the_office_returned_already_is_not_returned_twice(worker, tools, founded, deliver):
    worker.fill_in()
    worker.send_photographs({"card_back": CUT})
    worker.press_update()
    (row,) = rows(
        tools, Document, Document.slot == "card_back", Document.state == DocumentState.RECEIVED
    )
    with tools.work(factories.admin_of(founded)) as uow:
        returns.send_back(uow, row.person_id, row.submission_id, [(row.id, "blur")], "")

    deliver()

    assert [mark.reason for mark in rows(tools, Return)] == ["blur"]


def test_the_page_of_a_return_tells_of_a_new_photograph_that_is_none(handed_in, deliver):
    handed_in.post_files("/my/again", {"card_back": (b"text", "p.jpg")}, {})
    answer = handed_in.post_files("/my/again", {"card_back": (b"text", "p.jpg")}, {})
    nothing = handed_in.post_files("/my/again", {}, {})

    assert refused(answer) == {"card_back": "JPEG・PNG・HEIC・PDFの写真を選択してください。"}
    assert refused(nothing) == {"card_back": "写真を選択してください。"}


def test_whoever_was_returned_may_also_fill_in_everything_anew(handed_in, tools, deliver):
    handed_in.hand_in()
    deliver()

    person = person_of(tools)
    assert person.state is PersonState.SUBMITTED
    assert [mark.resolved_at is None for mark in rows(tools, Return)] == [False]
    held = [row for row in rows(tools, Document) if row.large is not None]
    assert sorted(row.slot for row in held) == ["card_back", "card_front"]
    assert len({row.submission_id for row in held}) == 1
    assert len(blobs(tools)) == 4
