"""A photograph that was turned stays so, for everybody, with script and without."""

import re
from uuid import uuid4

import pytest

from mcollector.rules.actions import Action
from tests import factories
from tests.office import desk
from tests.office.review.reviewing import form


def turn(visitor, person_id, document_id, way="right", **more):
    values = {"turned": str(document_id), **more}
    return visitor.post(f"/admin/reviews/{person_id}/turn/{way}", values)


@pytest.mark.parametrize(
    ("ways", "rotation"),
    [
        (("right",), 90),
        (("right",) * 2, 180),
        (("left",), 270),
        (("right",) * 4, 0),
        (("left", "right"), 0),
    ],
)
def test_it_is_kept(admin, tools, founded, person_id, papers, ways, rotation):
    for way in ways:
        assert turn(admin, person_id, papers[1].id, way).status_code == 200

    page = admin.get(f"/admin/reviews/{person_id}").text
    assert [desk.document(tools, founded, one.id).rotation for one in papers] == [0, rotation]
    assert re.findall(r'data-r="(\d+)" data-id="([\w-]+)"', page) == [
        ("0", str(papers[0].id)),
        (str(rotation), str(papers[1].id)),
    ]
    lines = desk.lines(tools, founded.company_id, Action.DOCUMENT_TURNED)
    assert [line.object_id for line in lines] == [papers[1].id] * len(ways)


def test_without_a_script_what_was_ticked_stays(admin, tools, founded, person_id, papers):
    typed = form(tools, founded, person_id, check=["number_same"], verified_on_day="20")

    page = turn(admin, person_id, papers[0].id, **typed)

    assert 'data-stage data-z="1" data-r="90"' in page.text
    assert re.findall(r'name="check" value="(\w+)" checked', page.text) == ["number_same"]
    assert re.search(r'name="verified_on_day"[^>]*value="20"', page.text)


def test_the_pages_script_gets_no_page(admin, person_id, papers):
    answer = admin.post(
        f"/admin/reviews/{person_id}/turn/right",
        {"turned": str(papers[0].id)},
        headers={"Accept": "application/json"},
    )

    assert (answer.status_code, answer.json) == (200, {})


def test_one_of_somebody_else_is_not_there(admin, tools, founded, other, person_id):
    second = desk.submitted(tools, founded, 1)
    foreign = desk.papers(tools, other, factories.people_ids(tools, other)[0])[0].id
    others = [desk.papers(tools, founded, second)[0].id, foreign, uuid4()]

    answers = [turn(admin, person_id, one) for one in others]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert desk.document(tools, founded, others[0]).rotation == 0


@pytest.mark.parametrize("way", ["up", "90", ""])
def test_another_way_is_not_there(admin, person_id, papers, way):
    assert turn(admin, person_id, papers[0].id, way).status_code in (404, 405)
