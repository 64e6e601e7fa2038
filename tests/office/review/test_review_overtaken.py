"""Something happened between opening a review and pressing; and nobody reviews their own."""

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.my_number import MyNumber
from mcollector.rules.rights import Right
from mcollector.services.photographs import photographs
from mcollector.services.submissions import resubmit
from mcollector.store.reviews import Review
from tests import factories
from tests.office import desk
from tests.office.pages import wrong
from tests.office.review.reviewing import form, look, opened_of, state_of
from tests.web.visitor import said, title

NUMBER = MyNumber.parse(factories.number()).grouped

OVERTAKEN = "画面を開いたあとに、提出の内容か状態が変わりました。"


class TestOvertaken:
    """Something happened between opening the page and pressing."""

    def test_somebody_else_was_faster(self, app, admin, tools, founded, person_id, papers):
        second = desk.sign_in(app, tools, founded, Right.DATA)
        for visitor in (admin, second):
            look(visitor, papers)
        first = admin.post(f"/admin/reviews/{person_id}", form(tools, founded, person_id))

        answer = second.post(f"/admin/reviews/{person_id}", form(tools, founded, person_id))

        assert (first.status_code, answer.status_code) == (302, 409)
        assert OVERTAKEN in answer.text
        assert "2026年11月24日に確認済みです。" in answer.text
        assert desk.size(tools, founded.company_id, Review) == 1

    def test_the_person_submitted_anew_meanwhile(
        self, admin, tools, founded, person_id, papers, clock
    ):
        look(admin, papers)
        stale = form(tools, founded, person_id)
        desk.send_back(tools, founded, person_id)
        clock.move(minutes=1)
        again = desk.submitted(tools, founded)

        answer = admin.post(f"/admin/reviews/{person_id}", stale)

        assert again == person_id
        assert (answer.status_code, OVERTAKEN in answer.text) == (409, True)
        fresh = str(desk.newest(tools, founded, person_id).id)
        assert fresh != stale["submission_id"]
        assert f'name="submission_id" value="{fresh}"' in answer.text
        assert 'name="check" value="number_same" checked' not in answer.text
        assert state_of(tools, founded, person_id) == "submitted"

    def test_a_photograph_taken_again_has_to_be_seen_again(
        self, admin, tools, founded, person_id, papers
    ):
        look(admin, papers)
        desk.send_back(tools, founded, person_id)
        employee = Actor.person(founded.company_id, person_id)
        with tools.work(employee) as uow:
            fresh = photographs.receive(uow, papers[0].slot, factories.BACK)
        with tools.work(Actor.system("worker", founded.company_id)) as uow:
            photographs.store_clean(uow, fresh, b"large", b"small", (4, 3))
        with tools.work(employee) as uow:
            resubmit.resubmit(uow)

        answer = admin.post(f"/admin/reviews/{person_id}", form(tools, founded, person_id))

        assert wrong(answer) == {"photographs": "1枚目の画像を確認してください。"}

    def test_returned_meanwhile(self, admin, tools, founded, person_id, papers):
        look(admin, papers)
        desk.send_back(tools, founded, person_id)

        done = admin.post(f"/admin/reviews/{person_id}", form(tools, founded, person_id))
        back = admin.post(
            f"/admin/reviews/{person_id}/return",
            {
                "submission_id": str(papers[0].submission_id),
                "document": str(papers[0].id),
                f"reason-{papers[0].id}": "blur",
            },
        )
        page = admin.get(f"/admin/reviews/{person_id}/return")

        assert [done.status_code, back.status_code, page.status_code] == [409, 409, 200]
        assert title(page).startswith("本人性確認：")


class TestOwnRecord:
    """Nobody reviews, reveals or returns their own."""

    @pytest.fixture
    def clerk(self, app, tools, founded, person_id):
        return desk.sign_in(app, tools, founded, Right.ADMIN, person_id)

    def test_every_way_is_refused_and_leaves_a_line(self, clerk, tools, founded, person_id, papers):
        submission_id = str(papers[0].submission_id)
        posts = {
            "": form(tools, founded, person_id),
            "/reveal": {"number_of": submission_id},
            "/return": {
                "submission_id": submission_id,
                "document": str(papers[0].id),
                f"reason-{papers[0].id}": "blur",
            },
        }

        answers = [
            clerk.get(f"/admin/reviews/{person_id}"),
            clerk.get(f"/admin/reviews/{person_id}/return"),
            clerk.get(f"/admin/reviews/photographs/{papers[0].id}/large"),
            *(
                clerk.post(f"/admin/reviews/{person_id}{path}", values)
                for path, values in posts.items()
            ),
        ]

        sentence = "自分自身の本人性確認はできません。ほかの担当者に依頼してください。"
        assert [answer.status_code for answer in answers] == [403] * 6
        assert {said(answer) for answer in answers} == {sentence}
        assert NUMBER not in "".join(answer.text for answer in answers)
        assert len(desk.lines(tools, founded.company_id, Action.POLICY_DENIED)) == 6
        assert opened_of(tools, founded, papers) == []
        assert state_of(tools, founded, person_id) == "submitted"

    def test_the_queue_leaves_it_out(self, clerk):
        assert "確認待ちはいません。" in clerk.get("/admin/reviews/").text
