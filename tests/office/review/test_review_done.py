"""「済」 and 確認日: the server decides, says everything at once, and loses no tick."""

import re
from datetime import date, timedelta

import pytest

from mcollector.rules.rights import Right
from tests import factories
from tests.office import desk
from tests.office.pages import wrong
from tests.office.review.reviewing import form, look, state_of


class TestDone:
    """「済」."""

    def test_after_looking_at_everything(self, admin, tools, founded, person_id, papers):
        look(admin, papers)

        answer = admin.post(
            f"/admin/reviews/{person_id}", form(tools, founded, person_id), follow_redirects=True
        )

        assert "山田 太郎さんの証明書確認状況を「済」にしました。" in answer.text
        row = desk.person(tools, founded, person_id)
        assert (row.state.value, row.verified_on, row.due_on) == ("verified", desk.TODAY, None)
        newest = desk.newest(tools, founded, person_id)
        assert (newest.number_intake, newest.facts_intake) == (None, None)

    @pytest.mark.parametrize("seen", ["nothing", "thumbnails", "one of two", "somebody else"])
    def test_a_hand_made_post_without_looking_is_refused(
        self, app, admin, tools, founded, person_id, papers, seen
    ):
        if seen == "thumbnails":
            look(admin, papers, "small")
        if seen == "one of two":
            look(admin, papers[:1])
        if seen == "somebody else":
            look(desk.sign_in(app, tools, founded, Right.DATA), papers)

        answer = admin.post(f"/admin/reviews/{person_id}", form(tools, founded, person_id))

        unseen = "2" if seen == "one of two" else "1、2"
        assert (answer.status_code, wrong(answer)) == (
            422,
            {"photographs": f"{unseen}枚目の画像を確認してください。"},
        )
        assert state_of(tools, founded, person_id) == "submitted"

    def test_everything_missing_is_said_at_once_and_nothing_ticked_is_lost(
        self, admin, tools, founded, person_id
    ):
        typed = form(
            tools, founded, person_id, check=["number_same", "face_shown"], verified_on_day="31"
        )

        answer = admin.post(f"/admin/reviews/{person_id}", typed)

        assert wrong(answer) == {
            "photographs": "1、2枚目の画像を確認してください。",
            "checks": "番号確認、身元確認の項目にチェックを入れてください。",
            "verified_on": "日付が正しくありません。例：2026年11月24日",
        }
        assert re.findall(r'name="check" value="(\w+)" checked', answer.text) == typed["check"]
        assert 'name="verified_on_day"' in answer.text
        assert re.search(r'name="verified_on_day"[^>]*value="31"', answer.text)

    @pytest.mark.parametrize(
        ("checks", "group"),
        [
            ([], "番号確認、身元確認"),
            (["number_same", "name_same"], "身元確認"),
            (["face_shown", "not_expired", "number_same"], "番号確認"),
            (["junk"], "番号確認、身元確認"),
        ],
    )
    def test_a_missing_tick(self, admin, tools, founded, person_id, papers, checks, group):
        look(admin, papers)

        answer = admin.post(
            f"/admin/reviews/{person_id}", form(tools, founded, person_id, check=checks)
        )

        assert wrong(answer) == {"checks": f"{group}の項目にチェックを入れてください。"}

    @pytest.mark.parametrize(
        ("day", "ok"),
        [
            (desk.TODAY - timedelta(days=1), False),
            (desk.TODAY, True),
            (desk.TODAY + timedelta(days=2), True),
            (desk.TODAY + timedelta(days=3), False),
            (date(1, 1, 1), False),
            (date(9999, 12, 31), False),
        ],
    )
    def test_a_day_between_upload_and_today(
        self, app, tools, founded, person_id, papers, clock, day, ok
    ):
        clock.move(days=2)
        admin = desk.sign_in(app, tools, founded)
        look(admin, papers)
        parts = {
            f"verified_on_{part}": str(getattr(day, part)) for part in ("year", "month", "day")
        }

        answer = admin.post(f"/admin/reviews/{person_id}", form(tools, founded, person_id, **parts))

        sentence = "確認日は、アップロード日から今日までの日付にしてください。"
        assert wrong(answer) == ({} if ok else {"verified_on": sentence})
        assert state_of(tools, founded, person_id) == ("verified" if ok else "submitted")

    @pytest.mark.parametrize(
        ("year", "month", "day"),
        [
            ("2026", "13", "1"),
            ("2026", "2", "30"),
            ("", "", ""),
            ("x", "y", "z"),
            ("9" * 30, "1", "1"),
            ("9" * 6000, "1", "1"),
            ("-2026", "11", "24"),
            ("2026", "11", "2４.5"),
        ],
    )
    def test_what_is_no_day(self, admin, tools, founded, person_id, papers, year, month, day):
        look(admin, papers)
        parts = {"verified_on_year": year, "verified_on_month": month, "verified_on_day": day}

        answer = admin.post(f"/admin/reviews/{person_id}", form(tools, founded, person_id, **parts))

        assert wrong(answer) == {"verified_on": "日付が正しくありません。例：2026年11月24日"}

    def test_full_width_digits_are_a_day(self, admin, tools, founded, person_id, papers):
        look(admin, papers)
        parts = {
            "verified_on_year": "２０２６",
            "verified_on_month": "１１",
            "verified_on_day": "２４",
        }

        admin.post(f"/admin/reviews/{person_id}", form(tools, founded, person_id, **parts))

        assert desk.person(tools, founded, person_id).verified_on == desk.TODAY

    def test_update_without_done_says_that_nothing_changed(self, admin, tools, founded, person_id):
        answer = admin.post(
            f"/admin/reviews/{person_id}", form(tools, founded, person_id, status="none")
        )

        assert (answer.status_code, list(wrong(answer))) == (422, ["status"])
        assert answer.text.count(" checked") == len(desk.ALL_CHECKS) + 1

    def test_a_photograph_not_yet_cleaned_keeps_the_person_waiting(self, app, tools, founded):
        factories.people_in(tools, founded, 1)
        person_id = factories.submission_in(tools, founded)
        admin = desk.sign_in(app, tools, founded)

        answer = admin.post(f"/admin/reviews/{person_id}", form(tools, founded, person_id))

        assert list(wrong(answer)) == ["photographs"]
