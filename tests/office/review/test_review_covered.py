"""Zero-sight review: where the worker found 一致, the number in the photograph is not sent."""

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.photographs.findings import Answer, Finding
from mcollector.rules.rights import Right
from mcollector.services.reviews import photographs
from mcollector.store.companies import Company
from tests import factories
from tests.office import desk
from tests.office.review import covering
from tests.office.review.covering import MATCH, PLACE, is_covered
from tests.office.review.reviewing import form, state_of
from tests.portal.pages import Page


@pytest.fixture
def person_id(covered_house):
    return covered_house


@pytest.fixture
def back(tools, founded, person_id):
    return covering.found(tools, founded, person_id)


def sent(visitor, document_id, size="large"):
    answer = visitor.get(f"/admin/reviews/photographs/{document_id}/{size}")
    assert answer.status_code == 200
    return answer.data


def told(visitor, person_id, **uncovered):
    """Return the words of the row below the photograph, and its buttons."""
    path = f"/admin/reviews/{person_id}"
    answer = visitor.post(f"{path}/uncover", uncovered) if uncovered else visitor.get(path)
    page = Page(answer.text)
    rows = page.find("div", css="cover")
    return [node.text.strip() for row in rows for node in row.all() if node.tag in ("p", "button")]


def shown(page):
    """Return the address of the photograph that is shown large."""
    (image,) = [node for node in page.find("img") if "data-large" in node.attributes]
    return image.attributes["src"]


@pytest.mark.parametrize("size", ["large", "small"])
def test_the_number_s_place_is_not_in_the_picture(admin, back, size):
    assert is_covered(sent(admin, back, size))
    assert not is_covered(sent(admin, back, "whole"))


def test_to_ask_for_it_writes_the_line_of_a_number_that_is_shown(admin, tools, founded, back):
    sent(admin, back)
    sent(admin, back, "small")
    before = desk.lines(tools, founded.company_id, Action.NUMBER_REVEALED)

    sent(admin, back, "whole")

    (line,) = desk.lines(tools, founded.company_id, Action.NUMBER_REVEALED)
    seen = desk.lines(tools, founded.company_id, Action.DOCUMENT_SEEN)
    assert (before, line.object_id) == ([], back)
    assert line.actor == f"staff:{founded.account_id.hex}"
    assert [one.object_id for one in seen] == [back, back]


NOT_COVERED = {
    "不一致の疑い": Finding(Answer.DOUBT, place=PLACE, covers=(PLACE,)),
    "読み取れず": Finding(Answer.UNREAD, covers=(PLACE,)),
    "no number": Finding(None),
    "only its code was read": Finding(
        Answer.MATCH, place=PLACE, covers=(PLACE,), flags=("print_not_read",)
    ),
}


@pytest.mark.parametrize("why", NOT_COVERED)
def test_a_number_that_has_to_be_looked_at_is_shown_at_once(admin, tools, founded, person_id, why):
    document_id = covering.found(tools, founded, person_id, NOT_COVERED[why])

    assert told(admin, person_id) == []
    assert not is_covered(sent(admin, document_id))
    sent(admin, document_id, "whole")
    assert desk.lines(tools, founded.company_id, Action.NUMBER_REVEALED) == []


def test_what_was_found_before_there_were_covers_is_covered_by_its_place(
    admin, tools, founded, person_id
):
    document_id = covering.found(tools, founded, person_id, Finding(Answer.MATCH, place=PLACE))

    assert is_covered(sent(admin, document_id))


def test_every_place_of_the_number_is_covered(admin, tools, founded, person_id):
    code = (6000, 1000, 8000, 4000)
    finding = Finding(Answer.MATCH, place=code, covers=(code, PLACE))

    assert is_covered(sent(admin, covering.found(tools, founded, person_id, finding)))


def test_the_page_says_so_and_has_the_button(admin, person_id, back):
    page = Page(admin.get(f"/admin/reviews/{person_id}").text)

    assert shown(page) == f"/admin/reviews/photographs/{back}/large"
    assert told(admin, person_id) == [
        "番号の部分をかくしています（入力された番号と一致）。",
        "番号の部分を見る",
    ]


def test_without_script_the_page_comes_again_with_it_and_with_what_was_typed(
    admin, tools, founded, person_id, back
):
    typed = form(tools, founded, person_id, check=["face_shown"], uncovered=str(back))

    answer = admin.post(f"/admin/reviews/{person_id}/uncover", typed)

    page = Page(answer.text)
    assert shown(page) == f"/admin/reviews/photographs/{back}/whole"
    assert 'name="check" value="face_shown" checked' in answer.text
    assert told(admin, person_id, uncovered=str(back)) == [
        "番号の部分を表示しています（表示したことは記録されます）。",
        "番号の部分をかくす",
    ]
    assert told(admin, person_id, uncovered="")[-1:] == ["番号の部分を見る"]


def test_while_a_colleague_has_the_review_it_stays_covered(
    app, admin, tools, founded, person_id, back
):
    colleague = desk.sign_in(app, tools, founded, Right.DATA)
    colleague.get(f"/admin/reviews/{person_id}")

    answer = admin.get(f"/admin/reviews/photographs/{back}/whole")

    assert (answer.status_code, answer.mimetype) == (409, "text/html")
    assert told(admin, person_id) == ["番号の部分をかくしています（入力された番号と一致）。"]
    assert is_covered(sent(admin, back))
    assert desk.lines(tools, founded.company_id, Action.NUMBER_REVEALED) == []


def test_covered_photographs_count_as_seen(admin, tools, founded, person_id, back):
    for paper in desk.papers(tools, founded, person_id):
        sent(admin, paper.id)

    admin.post(f"/admin/reviews/{person_id}", form(tools, founded, person_id))

    assert state_of(tools, founded, person_id) == "verified"
    assert desk.lines(tools, founded.company_id, Action.NUMBER_REVEALED) == []


def test_a_person_counts_once_a_day_however_they_are_looked_at(tools, founded, person_id, back):
    with tools.work(factories.admin_of(founded)) as uow:
        row = uow.get(Company, founded.company_id)
        row.open_most = 1
        uow.record(Action.SETTINGS_CHANGED, row=row)

    for size in ("small", "large", "whole"):
        with tools.work(factories.admin_of(founded)) as uow:
            assert photographs.see_photograph(uow, back, size)


def test_the_finding_keeps_the_covers():
    assert Finding.from_bytes(MATCH.to_bytes()) == MATCH
