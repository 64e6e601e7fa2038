"""What the worker found, on the review's page: for reference, and never a digit."""

from functools import partial

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.photographs.findings import Answer, Finding, Trace
from mcollector.rules.rights import Right
from mcollector.rules.states import DocumentState, DocumentStep, move_document
from mcollector.services.reviews import papers
from mcollector.store.documents import Document
from mcollector.store.submissions import Submission
from tests import factories
from tests.office import desk
from tests.office.review import covering, reviewing
from tests.portal.pages import Page

PLACE = (1000, 5000, 6000, 6500)


@pytest.fixture
def person_id(tools, founded):
    factories.people_in(tools, founded, 2)
    return reviewing.pictured(tools, founded)


@pytest.fixture
def clerk(app, tools, founded, person_id):
    return desk.sign_in(app, tools, founded, Right.DATA)


@pytest.fixture
def found(tools, founded, person_id):
    """Let the worker have found this on the back of the card."""
    return partial(covering.found, tools, founded, person_id)


def told(clerk, person_id):
    """Return the words of the part 機械の読み取り, line by line."""
    page = Page(clerk.get(f"/admin/reviews/{person_id}").text)
    (part,) = page.find("section", css="findings")
    return [" ".join(line.split()) for line in words(part) if line.strip()]


def words(part):
    return [node.text for node in part.all() if node.tag in ("p", "h2")]


@pytest.mark.parametrize("answer", list(Answer))
def test_the_verdict_is_one_of_three_words(clerk, person_id, found, answer):
    found(Finding(answer, name=Trace.FOUND, birth=Trace.MISSING))

    assert told(clerk, person_id)[:3] == [
        "機械の読み取り（参考）",
        f"マイナンバーカードの うら（番号が ある面） {answer.value}",
        "氏名：同じ文字があります 生年月日：見つかりません",
    ]


def test_a_photograph_that_was_not_compared_says_so(clerk, person_id):
    assert told(clerk, person_id)[1:] == [
        "マイナンバーカードの うら（番号が ある面） 読み取りなし",
        "マイナンバーカードの おもて（顔写真が ある面） 読み取りなし",
    ]


def test_characters_read_as_others_are_named(clerk, person_id, found):
    found(Finding(None, name=Trace.FOLDED, signs=("髙=高", "﨑=崎")))

    assert (
        told(clerk, person_id)[2]
        == "氏名：異体字で同じです（髙=高、﨑=崎） 生年月日：読んでいません"
    )


def test_flags_are_sentences(clerk, person_id, found):
    found(Finding(Answer.UNREAD, flags=("qr_differs_from_print",)))

    assert told(clerk, person_id)[3] == "QRコードと印刷された番号が違います。"


def test_the_verdict_stands_beside_the_closed_number_too(clerk, person_id, found):
    found(Finding(Answer.DOUBT))

    page = Page(clerk.get(f"/admin/reviews/{person_id}").text)

    (row, *_others) = [node for node in page.find("dd") if "data-number-row" in node.attributes]
    assert [chip.text.strip() for chip in row.all() if "chip" in chip.classes] == [
        "読み取り：不一致の疑い"
    ]


def test_where_print_is_not_read_the_page_says_so(clerk, person_id, found):
    sentence = (
        "このサーバーでは、印刷された文字の読み取りを使っていません。QRコードだけを読みました。"
    )
    found(Finding(Answer.MATCH))
    before = told(clerk, person_id)
    found(Finding(Answer.MATCH, reads_print=False))

    assert (sentence in before, told(clerk, person_id)[-1]) == (False, sentence)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_place_is_shown_covered_and_upright(clerk, tools, founded, person_id, found, rotation):
    document_id = found(Finding(Answer.MATCH, place=PLACE, crop=(0, 0, 8000, 10000)))
    with tools.work(factories.admin_of(founded)) as uow:
        row = uow.get(Document, document_id)
        row.rotation = rotation
        uow.record(Action.DOCUMENT_TURNED, row=row)

    page = Page(clerk.get(f"/admin/reviews/{person_id}").text)

    (shown,) = page.find("svg", css="found-place")
    (cover,) = page.find("rect")
    (picture,) = page.find("image")
    sides = [3.2, 3.0] if rotation in (0, 180) else [3.0, 3.2]  # of a picture 4 wide and 3 high
    assert [float(n) for n in shown.attributes["viewbox"].split()[2:]] == sides
    assert [float(cover.attributes[name]) for name in ("x", "y", "width", "height")] == [
        pytest.approx(number) for number in (0.4, 1.5, 2.0, 0.45)
    ]
    assert picture.attributes["href"] == f"/admin/reviews/photographs/{document_id}/small"


def test_looking_at_the_page_opens_the_finding_with_a_line(clerk, tools, founded, person_id, found):
    document_id = found(Finding(Answer.MATCH))

    told(clerk, person_id)

    lines = desk.lines(tools, founded.company_id, Action.VALUE_OPENED)
    assert [line.object_id for line in lines].count(document_id) == 1


def suspect(tools, founded, *people):
    """Give the numbers of these people one fingerprint, and their dependents' another."""
    for person_id in people:
        newest = desk.newest(tools, founded, person_id)
        with tools.work(factories.admin_of(founded)) as uow:
            row = uow.get(Submission, newest.id)
            row.fingerprint = 1
            for dependent in papers.dependents_of(uow, row):
                dependent.fingerprint = 2
            uow.record(Action.DOCUMENT_COMPARED, row=row)


def test_a_number_somebody_else_has_too_is_told_by_name(clerk, tools, founded, person_id):
    suspect(tools, founded, person_id, reviewing.pictured(tools, founded, 1))

    assert told(clerk, person_id)[1:3] == [
        "本人の番号：山田 太郎さんと同じ番号です。",
        "扶養者1人目の番号：山田 太郎さんの扶養者と同じ番号です。",
    ]


def test_a_fingerprint_alone_tells_of_nobody(clerk, tools, founded, person_id):
    suspect(tools, founded, person_id)
    newest = desk.newest(tools, founded, person_id)
    with tools.work(factories.admin_of(founded)) as uow:
        (dependent,) = papers.dependents_of(uow, newest)
        dependent.fingerprint = 1
        uow.record(Action.DRAFT_SAVED, row=dependent)

    page = told(clerk, person_id)

    opened = desk.lines(tools, founded.company_id, Action.VALUE_OPENED)
    assert newest.id in {line.object_id for line in opened if b'"column":"number"' in line.body}
    assert not any("同じ番号です" in line for line in page)


def test_the_same_photograph_under_another_person_is_told(clerk, tools, founded, person_id, found):
    twin = desk.papers(tools, founded, reviewing.pictured(tools, founded, 1))[0]
    found(Finding(Answer.MATCH, twins=(twin.id.hex,)))
    before = told(clerk, person_id)
    with tools.work(factories.admin_of(founded)) as uow:
        row = uow.get(Document, twin.id)
        row.state = move_document(row.state, DocumentStep.REPLACE)
        uow.record(Action.DOCUMENT_DESTROYED, row=row)

    assert before[3] == "山田 太郎さんの写真と同じ写真です。"
    assert len(told(clerk, person_id)) == len(before) - 1
    assert row.state is DocumentState.REPLACED
