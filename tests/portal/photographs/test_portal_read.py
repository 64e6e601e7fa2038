"""From the photograph on the telephone to what the reviewer is told: read, waiting, compared."""

from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image

from mcollector import jobs
from mcollector.images.cleaner import Cleaner
from mcollector.images.refusals import ChildDied
from mcollector.images.specimens import Paper
from mcollector.jobs import runtime, timetable
from mcollector.rules.actions import Action
from mcollector.rules.photographs.findings import Answer, Trace
from mcollector.rules.states import DocumentState
from mcollector.services.reviews import photographs
from mcollector.store.documents import Document
from mcollector.store.outbox import OutboxRow
from mcollector.store.submissions import Dependent, Submission
from tests import factories
from tests.images import papers
from tests.journeys.leaks import scan
from tests.office import desk
from tests.portal.employee import NUMBER
from tests.portal.photographs import read_papers
from tests.portal.photographs.read_papers import (
    OTHER,
    coded,
    document,
    drawn,
    finding,
    printed,
    settle,
    stored,
)
from tests.portal.rows import places, rows

FRONT = printed(Paper.CARD_FRONT)


@pytest.fixture
def read(worker, tools, founded, deliver):
    """Submit with this back of the card; return what the worker found on it."""

    def run(back, front=FRONT):
        worker.fill_in()
        worker.send_photographs({"card_back": back, "card_front": front})
        settle(tools, deliver)
        worker.press_update()
        settle(tools, deliver)
        return finding(tools, founded)

    return run


@pytest.mark.parametrize("paper", [printed, coded])
@pytest.mark.parametrize(
    ("number", "answer"), [(NUMBER, Answer.MATCH), (OTHER, Answer.DOUBT)], ids=["same", "other"]
)
def test_the_number_on_the_card_is_compared_with_the_typed_one(read, paper, number, answer):
    found = read(paper(number=number))

    assert found.answer is answer
    left, top, right, bottom = found.place
    assert 0 <= left < right <= 10_000
    assert 0 <= top < bottom <= 10_000


def test_where_the_number_stands_is_covered_for_the_reviewer(read, tools, founded):
    found = read(printed())

    shades = [shades_of(tools, founded, size, found.place) for size in ("whole", "large")]
    assert found.covered == found.covers == (found.place,)
    assert (shades[0][0] < 60, shades[1]) == (True, (128, 128))


def shades_of(tools, founded, size, place):
    """Return the darkest and the lightest of a place, in the picture a reviewer is sent."""
    row = document(tools, founded)
    with tools.work(factories.admin_of(founded)) as uow:
        content = photographs.see_photograph(uow, row.id, size)
    picture = Image.open(BytesIO(content)).convert("L")
    sides = zip(place, picture.size * 2, strict=True)
    return picture.crop([share * side // 10_000 for share, side in sides]).getextrema()


def test_a_card_without_a_number_is_not_read(read):
    blank = Image.new("RGB", (1200, 800), "#dde5ea")

    found = read(read_papers.saved(blank, "JPEG"))

    assert (found.answer, found.place) == (Answer.UNREAD, None)


def test_the_front_tells_of_the_name_and_the_birth_date(read, tools, founded):
    read(printed())

    found = finding(tools, founded, "card_front")

    assert (found.answer, found.name, found.birth) == (None, Trace.FOUND, Trace.FOUND)


def test_another_person_s_paper_is_told_by_name_and_birth_date(read, tools, founded):
    read(printed(), printed(Paper.CARD_FRONT, name="佐藤 次郎", born="1990年4月1日"))

    found = finding(tools, founded, "card_front")

    assert (found.name, found.birth) == (Trace.MISSING, Trace.MISSING)


@pytest.mark.parametrize("form", ["HEIC", "PDF", "PNG", "WEBP"])
def test_every_form_of_photograph_goes_all_the_way(read, tools, founded, form):
    picture = drawn()
    made = {"HEIC": papers.heic, "PDF": papers.pdf}
    data = made[form](picture) if form in made else read_papers.saved(picture, form)

    found = read(data)

    picture = stored(tools, founded)
    assert found.answer is Answer.MATCH
    assert (picture.format, max(picture.size) <= 2048) == ("JPEG", True)


def test_the_pages_of_a_residence_record_lie_side_by_side(worker, tools, founded, deliver):
    sheets = [drawn(Paper.RESIDENCE), drawn(Paper.RESIDENCE, OTHER)]
    worker.send_photographs(
        {"residence": papers.pdf(*sheets)}, route="residence", photo_id="licence", choose="1"
    )
    settle(tools, deliver)

    assert stored(tools, founded, "residence").width > stored(tools, founded, "residence").height


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            papers.pdf_with(papers.LOCK),
            "パスワード付きのPDFは使えません。パスワードを外すか、写真で送信してください。",
        ),
        (
            papers.pdf(*[Image.new("RGB", (60, 80))] * 5),
            "PDFは4ページまでです。必要なページだけを選択してください。",
        ),
    ],
    ids=["locked", "five pages"],
)
def test_a_paper_file_that_cannot_be_used_is_told_on_its_place(worker, deliver, data, sentence):
    worker.send_photographs({"card_back": data, "card_front": FRONT})

    deliver()

    assert worker.page("/my/photos").slot("card_back") == ("", sentence)


def test_what_was_read_waits_sealed_until_the_number_is_there(worker, tools, founded, deliver):
    worker.fill_in()
    worker.send_photographs({"card_back": printed(), "card_front": FRONT})
    settle(tools, deliver)
    before = document(tools, founded)
    worker.press_update()
    settle(tools, deliver)
    after = document(tools, founded)

    assert (before.reading is None, before.finding) == (False, None)
    assert (after.reading, after.finding is None) == (None, False)


def test_it_is_compared_too_when_the_update_was_faster_than_the_worker(
    worker, tools, founded, deliver
):
    worker.fill_in()
    worker.send_photographs({"card_back": printed(), "card_front": FRONT})
    worker.press_update()

    settle(tools, deliver)

    assert finding(tools, founded).answer is Answer.MATCH


def test_compared_twice_is_fine(read, tools, founded):
    first = read(printed())
    (row,) = rows(tools, OutboxRow, OutboxRow.task == "compare-numbers")[:1]

    jobs.run(str(row.id))

    assert finding(tools, founded) == first


def test_a_photograph_sent_again_is_compared_anew(read, worker, tools, founded, deliver):
    read(printed(number=OTHER))
    (person_id,) = factories.people_ids(tools, founded)
    desk.send_back(tools, founded, person_id)

    worker.send_again({"card_back": printed()})
    settle(tools, deliver)

    assert finding(tools, founded).answer is Answer.MATCH
    (older,) = rows(tools, Document, Document.state == DocumentState.REPLACED)[-1:]
    assert (older.reading, older.finding) == (None, None)


def test_no_digit_stands_open_anywhere(read, tools, founded, log):
    read(printed())
    planted = places(tools) | {"planted": NUMBER.encode()}

    assert scan(planted, {"number": NUMBER}) == [("planted", "number", "plain")]
    assert NUMBER not in log.text
    lines = desk.lines(tools, founded.company_id, Action.DOCUMENT_COMPARED)
    assert len(lines) == 2


def test_without_the_networks_codes_are_read_and_it_is_said(read, monkeypatch):
    with Cleaner(reads_print=False) as codes_only:
        monkeypatch.setitem(runtime._cleaners, "cleaner", codes_only)

        found = read(coded())

    assert (found.answer, found.reads_print, found.name) == (Answer.MATCH, False, Trace.UNREAD)


def test_without_the_networks_print_is_not_read(read, monkeypatch):
    with Cleaner(reads_print=False) as codes_only:
        monkeypatch.setitem(runtime._cleaners, "cleaner", codes_only)

        found = read(printed())

    assert (found.answer, found.reads_print) == (Answer.UNREAD, False)


def test_a_number_typed_twice_in_the_company_has_one_fingerprint(
    worker, app, tools, founded, deliver
):
    worker.fill_in()
    worker.add_dependent()
    worker.press_update()
    factories.people_in(tools, founded, 1, prefix="jiro")
    factories.submission_in(tools, founded, 0)
    settle(tools, deliver)

    one, other = (row.fingerprint for row in rows(tools, Submission))
    assert one == other
    assert one is not None
    assert {row.fingerprint for row in rows(tools, Dependent)} not in ({None}, {one})


def test_what_comes_after_the_number_s_time_in_intake_waits_for_nothing(
    read, worker, tools, founded, deliver, clock
):
    read(printed())
    (person_id,) = factories.people_ids(tools, founded)
    desk.send_back(tools, founded, person_id)
    clock.move(days=30)
    timetable.forget(tools)

    worker.sign_in()
    worker.send_again({"card_back": printed()})
    settle(tools, deliver)

    late = document(tools, founded)
    assert (late.state, late.reading, late.finding) == (DocumentState.CLEAN, None, None)


def test_what_waits_of_a_dependent_without_papers_ends_at_once(read, worker, tools):
    worker.fill_in()
    worker.add_dependent()
    worker.press_update()
    (before,) = rows(tools, Dependent)

    jobs.install(tools)
    jobs.work_off(tools)

    (after,) = rows(tools, Dependent)
    assert (before.number_intake is None, before.facts_intake is None) == (False, False)
    assert (after.number_intake, after.facts_intake) == (None, None)


def test_the_same_photograph_of_another_person_is_found(read, tools, founded, deliver):
    factories.people_in(tools, founded, 1, prefix="jiro")
    factories.submission_in(tools, founded, 0)
    settle(tools, deliver)
    theirs = document(tools, founded, "card_back")

    found = read(factories.BACK)

    assert found.twins == (theirs.id.hex,)


def test_other_papers_of_the_same_form_are_no_twins(read, tools, founded, deliver):
    factories.people_in(tools, founded, 1, prefix="jiro")
    factories.submission_in(tools, founded, 0)
    settle(tools, deliver)

    assert read(printed()).twins == ()


def test_nothing_is_called_missing_where_only_the_number_was_looked_for(read):
    found = read(printed(name="佐藤 次郎"))

    assert (found.answer, found.name) == (Answer.MATCH, Trace.UNREAD)


def test_a_photograph_that_lies_on_its_head_is_turned_for_the_reviewer(read, tools, founded):
    read(read_papers.saved(drawn().rotate(180), "JPEG"))

    assert document(tools, founded).rotation == 180


class Frail(Cleaner):
    """A cleaner whose child dies of every examination."""

    examinations = 0

    def examine(self, data, question):
        self.examinations += 1
        raise ChildDied("the child died")


def test_a_photograph_that_kills_the_reader_twice_is_cleaned_without_reading(
    worker, tools, founded, clock, monkeypatch
):
    worker.fill_in()
    worker.send_photographs({"card_back": printed()})
    with Frail() as frail:
        monkeypatch.setitem(runtime._cleaners, "cleaner", frail)
        jobs.install(tools)

        for _ in range(3):
            (row,) = rows(
                tools,
                OutboxRow,
                OutboxRow.task == "clean-document",
                OutboxRow.object_id == document(tools, founded).id,
            )
            with suppress(ChildDied):
                jobs.run(str(row.id))
            clock.move(minutes=5)

    assert frail.examinations == 2
    assert document(tools, founded).state is DocumentState.CLEAN
    assert max(stored(tools, founded).size) == 1600
