"""The soft lock: one clerk at a time, ten minutes, in the database; and who is next."""

import re

import pytest

from mcollector.demo import moves
from mcollector.rules.actions import Action
from mcollector.rules.rights import Right
from mcollector.rules.states import Step
from mcollector.services.reviews import locks
from mcollector.store.reviews import Return, ReviewLock
from tests import factories
from tests.office import desk
from tests.office.review.reviewing import form, look, state_of
from tests.web.visitor import said, title

HELD = "高橋 担当さんが確認中です（閲覧のみ）"
REFUSED = (
    "高橋 担当さんが確認中のため、何も変更していません。"
    "続けるときは「担当を代わる」を押してください。入力した内容は残っています。"
)


@pytest.fixture
def colleague(app, tools, founded):
    """Somebody else of the office who may review: 高橋 担当."""
    return desk.sign_in(app, tools, founded, Right.DATA)


@pytest.fixture
def held(colleague, person_id):
    """The person's review, which the colleague has opened first."""
    assert colleague.get(f"/admin/reviews/{person_id}").status_code == 200
    return f"/admin/reviews/{person_id}"


class TestHeld:
    """A colleague has it."""

    def test_others_may_read_it_and_take_over(self, admin, held, papers):
        page = admin.get(held)

        assert HELD in page.text
        assert "担当を代わる" in page.text
        assert 'name="status"' not in page.text
        assert [
            way for way in ("reveal", "compare", "return", "turn/") if f"{held}/{way}" in page.text
        ] == []
        assert admin.get(f"/admin/reviews/photographs/{papers[0].id}/large").data == b"large"

    def test_whoever_holds_it_goes_on(self, colleague, held):
        page = colleague.get(held)

        assert "確認中です" not in page.text
        assert 'name="status"' in page.text

    @pytest.mark.parametrize("minutes", [10, 9])
    def test_ten_minutes_after_their_last_act_it_is_free(self, admin, held, clock, minutes):
        clock.move(minutes=minutes)

        page = admin.get(held)

        assert (HELD in page.text) == (minutes < 10)

    def test_it_is_in_the_database(self, tools, founded, person_id, held):
        with tools.read(factories.admin_of(founded)) as uow:
            assert locks.held_by_others(uow) == [person_id]

    @pytest.mark.parametrize("way", ["", "/reveal", "/return", "/turn/right", "/compare"])
    def test_a_post_of_somebody_else_changes_nothing_and_says_so(
        self, admin, tools, founded, person_id, papers, held, way
    ):
        look(admin, papers)
        owner = papers[0].submission_id
        more = {
            "number_of": str(owner),
            "compare_of": str(owner),
            f"typed_{owner}": factories.number() if way == "/compare" else "",
            "turned": str(papers[0].id),
            "document": str(papers[0].id),
            f"reason-{papers[0].id}": "blur",
            "comment": "裏面もお願いします。",
        }

        answer = admin.post(f"{held}{way}", form(tools, founded, person_id, **more))

        assert (answer.status_code, REFUSED in answer.text) == (409, True)
        assert factories.number() not in re.sub(r"\s", "", answer.text)
        assert state_of(tools, founded, person_id) == "submitted"
        assert desk.size(tools, founded.company_id, Return) == 0
        assert desk.document(tools, founded, papers[0].id).rotation == 0
        assert desk.lines(tools, founded.company_id, Action.NUMBER_REVEALED) == []

    def test_what_was_ticked_goes_along_to_whoever_takes_over(
        self, admin, tools, founded, person_id, papers, held
    ):
        look(admin, papers)
        typed = form(
            tools, founded, person_id, check=["number_same", "face_shown"], verified_on_day="31"
        )
        refused = admin.post(held, typed)
        names = r'<input type="hidden" name="([\w-]+)" value="([^"]*)">'
        carried = re.search(r"/take\".*?</form>", refused.text, re.DOTALL).group()
        fields = {}
        for name, value in re.findall(names, carried):
            fields.setdefault(name, []).append(value)

        page = admin.post(f"{held}/take", fields)

        assert re.findall(r'name="check" value="(\w+)" checked', page.text) == typed["check"]
        assert re.search(r'name="verified_on_day"[^>]*value="31"', page.text)
        assert re.search(r'value="done"[^>]* checked', page.text)
        assert len(desk.lines(tools, founded.company_id, Action.REVIEW_TAKEN)) == 1

    def test_a_number_that_was_typed_is_not_carried_along(
        self, admin, tools, founded, person_id, papers, held
    ):
        owner = papers[0].submission_id

        answer = admin.post(
            held, form(tools, founded, person_id, **{f"typed_{owner}": factories.number()})
        )

        assert (answer.status_code, factories.number() in answer.text) == (409, False)

    def test_taken_over_the_other_one_is_refused(
        self, admin, colleague, tools, founded, person_id, papers, held
    ):
        look(colleague, papers)
        admin.post(f"{held}/take")

        answer = colleague.post(held, form(tools, founded, person_id))

        assert answer.status_code == 409
        assert "山田 管理者さんが確認中のため、何も変更していません。" in answer.text
        assert state_of(tools, founded, person_id) == "submitted"

    def test_a_return_that_was_being_marked_goes_on_after_taking_over(self, admin, held, papers):
        marks = {"document": str(papers[0].id), f"reason-{papers[0].id}": "glare"}

        page = admin.post(f"{held}/take", {**marks, "then": "return", "comment": "反射"})

        assert title(page).startswith("差し戻し：")
        assert f'value="{papers[0].id}" checked' in page.text
        assert re.search(r'value="glare"[^>]* checked>', page.text)
        assert "反射</textarea>" in page.text

    @pytest.mark.parametrize("end", ["approve", "send_back"])
    def test_a_decision_lets_it_go(self, tools, founded, person_id, end):
        getattr(desk, end)(tools, founded, person_id)

        assert desk.size(tools, founded.company_id, ReviewLock) == 0


class TestQueue:
    """Who is next."""

    @pytest.fixture
    def three(self, tools, founded, person_id, clock):
        """Three people who wait, the oldest upload first."""
        factories.people_in(tools, founded, 1, "zoe")
        clock.move(minutes=1)
        second = desk.submitted(tools, founded, 1)
        clock.move(minutes=1)
        return person_id, second, desk.submitted(tools, founded, 2)

    @pytest.mark.parametrize(("place", "before", "after"), [(0, None, 1), (1, 0, 2), (2, 1, None)])
    def test_where_somebody_stands_and_their_neighbours(
        self, app, tools, founded, three, place, before, after
    ):
        admin = desk.sign_in(app, tools, founded)

        page = admin.get(f"/admin/reviews/{three[place]}").text

        ways = re.findall(r'href="/admin/reviews/([\w-]+)"[^>]*>(前の人|次の人)<', page)
        wanted = [(before, "前の人"), (after, "次の人")]
        assert ways == [(str(three[at]), word) for at, word in wanted if at is not None]
        assert f"確認待ち 3名中 {place + 1}人目" in page

    def test_what_a_colleague_came_to_last_is_left_out(self, app, tools, founded, three, clock):
        admin, colleague = (
            desk.sign_in(app, tools, founded),
            desk.sign_in(app, tools, founded, Right.DATA),
        )
        colleague.get(f"/admin/reviews/{three[0]}")
        before = [visitor.get("/admin/reviews/").location for visitor in (admin, colleague)]
        clock.move(seconds=1)
        colleague.get(f"/admin/reviews/{three[1]}")

        page = admin.get(f"/admin/reviews/{three[0]}").text

        assert before == [f"/admin/reviews/{three[at]}" for at in (1, 0)]
        assert "確認中です" not in page
        assert f'href="/admin/reviews/{three[2]}" data-key="j"' in page

    def test_after_done_comes_the_next_one_with_a_way_back(self, app, tools, founded, three):
        admin = desk.sign_in(app, tools, founded)
        look(admin, desk.papers(tools, founded, three[0]))

        answer = admin.post(f"/admin/reviews/{three[0]}", form(tools, founded, three[0]))
        page = admin.get(answer.location, follow_redirects=True)

        assert page.request.path == f"/admin/reviews/{three[1]}"
        assert "証明書確認状況を「済」にしました。" in page.text
        assert f'href="/admin/reviews/{three[0]}/cancel"' in page.text

    def test_the_last_one_ends_with_what_was_done_today(self, admin, tools, founded, person_id):
        desk.approve(tools, founded, person_id)

        page = admin.get("/admin/reviews/").text

        assert "確認待ちはいません。お疲れさまでした。" in page
        assert "今日：確認 1名、差し戻し 0名" in page


class TestLeaving:
    """退職 while being reviewed."""

    @pytest.fixture
    def gone(self, admin, tools, founded, person_id, papers):
        """The page was opened and everything seen; then the person left."""
        admin.get(f"/admin/reviews/{person_id}")
        look(admin, papers)
        with tools.work(factories.admin_of(founded)) as uow:
            moves.take(uow, person_id, Step.RETIRE)
        return f"/admin/reviews/{person_id}"

    @pytest.mark.parametrize("way", ["", "/return"])
    def test_nothing_is_decided_any_more(self, admin, tools, founded, person_id, papers, gone, way):
        more = {"document": str(papers[0].id), f"reason-{papers[0].id}": "blur"}

        answer = admin.post(f"{gone}{way}", form(tools, founded, person_id, **more))

        assert answer.status_code == 409
        assert "今の状態は「退職」のため、確認できません。" in answer.text
        assert state_of(tools, founded, person_id) == "retired"

    def test_they_are_not_in_the_queue(self, admin, gone):
        assert "確認待ちはいません。" in admin.get("/admin/reviews/").text


def test_nobody_takes_over_their_own_review(app, tools, founded, person_id, papers):
    reviewer = desk.sign_in(app, tools, founded, Right.ADMIN, person_id)
    ways = ("take", "cancel", "return/undo", "return/now")

    answers = [reviewer.post(f"/admin/reviews/{person_id}/{way}") for way in ways]

    sentence = "自分自身の本人性確認はできません。ほかの担当者に依頼してください。"
    assert [answer.status_code for answer in answers] == [403] * 4
    assert {said(answer) for answer in answers} == {sentence}
    assert desk.size(tools, founded.company_id, ReviewLock) == 0
