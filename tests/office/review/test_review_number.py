"""The number: masked, shown once, and only after its line was written."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.my_number import MyNumber
from mcollector.store.reviews import Review
from mcollector.work import trail
from tests import factories
from tests.office import desk

NUMBER = MyNumber.parse(factories.number()).grouped


class TestNumber:
    """The number is shown once, after its line."""

    def reveal(self, visitor, person_id, owner_id, **more):
        values = {"number_of": str(owner_id), **more}
        return visitor.post(f"/admin/reviews/{person_id}/reveal", values)

    def test_it_is_never_in_the_page_unless_revealed(self, admin, tools, founded, person_id):
        page = admin.get(f"/admin/reviews/{person_id}")
        shown = self.reveal(admin, person_id, desk.newest(tools, founded, person_id).id)
        again = admin.get(f"/admin/reviews/{person_id}")

        texts = [re.sub(r"\s", "", answer.text) for answer in (page, shown, again)]
        assert [text.count(factories.number()) for text in texts] == [0, 1, 0]
        assert all(factories.number("98765432109") not in text for text in texts)

    def test_its_line_stands_before(self, admin, tools, founded, person_id):
        submission_id = desk.newest(tools, founded, person_id).id

        self.reveal(admin, person_id, submission_id)

        line = desk.lines(tools, founded.company_id, Action.NUMBER_REVEALED)[0]
        assert line.object_id == submission_id
        assert line.actor == f"staff:{founded.account_id.hex}"
        assert factories.number().encode() not in line.body

    @pytest.mark.parametrize("kind", ["reveal", "photograph"])
    def test_an_append_that_fails_means_nothing_leaves(
        self, admin, tools, founded, person_id, papers, monkeypatch, kind
    ):
        token = admin.token()

        def fail(*_):
            raise RuntimeError("the log cannot be written")

        monkeypatch.setattr(trail, "append", fail)
        if kind == "reveal":
            answer = admin.client.post(
                f"/admin/reviews/{person_id}/reveal",
                data={"csrf_token": token, "number_of": str(papers[0].submission_id)},
            )
        else:
            answer = admin.get(f"/admin/reviews/photographs/{papers[0].id}/large")

        assert answer.status_code == 500
        assert factories.number() not in re.sub(r"\s", "", answer.text)
        assert b"large" not in answer.data

    def test_what_was_ticked_stays(self, admin, tools, founded, person_id):
        owner_id = desk.newest(tools, founded, person_id).id

        answer = self.reveal(
            admin, person_id, owner_id, check=["number_same"], status="done", verified_on_day="20"
        )

        assert 'name="check" value="number_same" checked' in answer.text
        assert re.search(r'name="verified_on_day"[^>]*value="20"', answer.text)

    def test_a_number_of_somebody_else_is_not_there(self, admin, tools, founded, other, person_id):
        second = desk.submitted(tools, founded, 1)
        foreign = factories.people_ids(tools, other)[0]
        owners = [
            desk.newest(tools, founded, second).id,
            desk.newest(tools, other, foreign).id,
            uuid4(),
        ]

        answers = [self.reveal(admin, person_id, owner) for owner in owners]

        assert [answer.status_code for answer in answers] == [404] * 3
        assert desk.lines(tools, founded.company_id, Action.NUMBER_REVEALED) == []

    def test_a_dependents_number(self, admin, tools, founded, person_id):
        page = admin.get(f"/admin/reviews/{person_id}")
        owners = re.findall(r'name="number_of" value="([\w-]+)"', page.text)

        answer = self.reveal(admin, person_id, owners[1])

        shown = MyNumber.parse(factories.number("98765432109")).grouped
        assert (len(owners), shown in answer.text, NUMBER in answer.text) == (2, True, False)


def test_somebody_who_submitted_nothing_has_no_review(admin, tools, founded, person_id):
    other_person = factories.people_ids(tools, founded)[1]

    assert admin.get(f"/admin/reviews/{other_person}").status_code == 404


def test_the_queue_opens_the_oldest_upload_first(app, tools, founded, person_id, clock):
    clock.move(minutes=1)
    desk.submitted(tools, founded, 1)

    answer = desk.sign_in(app, tools, founded).get("/admin/reviews/")

    assert answer.location == f"/admin/reviews/{person_id}"


def test_looking_at_a_page_writes_a_line_and_changes_no_person(admin, tools, founded, person_id):
    before = desk.person(tools, founded, person_id).version

    admin.get(f"/admin/reviews/{person_id}")

    assert len(desk.lines(tools, founded.company_id, Action.REVIEW_OPENED)) == 1
    assert desk.person(tools, founded, person_id).version == before
    with tools.read(factories.admin_of(founded)) as uow:
        assert uow.count(select(Review.id)) == 0
