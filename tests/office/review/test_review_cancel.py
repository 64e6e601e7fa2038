"""「確認を取り消す」: with a reason, back into the queue, and everything has to be seen again."""

import pytest
from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.store.reviews import Review
from tests import factories
from tests.office import desk
from tests.office.pages import wrong
from tests.office.review.reviewing import form, look, state_of

NUMBER = "12桁の数字は書けません。番号を消してください。"


@pytest.fixture
def confirmed(tools, founded, person_id):
    desk.approve(tools, founded, person_id)
    return f"/admin/reviews/{person_id}"


def reviews_of(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        return list(uow.scalars(select(Review).order_by(Review.made_at, Review.cancelled_at)))


def test_the_page_offers_it_and_asks_why(admin, confirmed):
    page, asked = admin.get(confirmed), admin.get(f"{confirmed}/cancel")

    assert f'href="{confirmed}/cancel"' in page.text
    assert "2026年11月24日の確認を取り消し、確認待ちに戻します。" in asked.text


def test_the_person_waits_again_and_the_record_stays(admin, tools, founded, person_id, confirmed):
    answer = admin.post(f"{confirmed}/cancel", {"reason": "別の人の写真でした。"})

    row, (kept,) = desk.person(tools, founded, person_id), reviews_of(tools, founded)
    assert answer.status_code == 302
    assert (row.state.value, row.verified_on, row.due_on) == (
        "submitted",
        None,
        desk.TODAY.replace(day=27),
    )
    assert (kept.verified_on, kept.cancel_reason) == (desk.TODAY, "別の人の写真でした。")
    assert (kept.cancelled_at, kept.cancelled_by) == (desk.NOON, founded.account_id)
    (line,) = desk.lines(tools, founded.company_id, Action.REVIEW_CANCELLED)
    assert (line.object_id, "写真".encode() in line.body) == (kept.id, False)


def test_everything_has_to_be_seen_again(
    admin, tools, founded, person_id, papers, confirmed, clock
):
    admin.post(f"{confirmed}/cancel", {"reason": "見まちがい"})
    clock.move(minutes=1)
    refused = admin.post(confirmed, form(tools, founded, person_id))
    look(admin, papers)

    done = admin.post(confirmed, form(tools, founded, person_id))

    assert wrong(refused) == {"photographs": "1、2枚目の画像を確認してください。"}
    assert done.status_code == 302
    assert [one.cancelled_at is None for one in reviews_of(tools, founded)] == [False, True]


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", "取り消す理由を入力してください。"),
        (" \r\n ", "取り消す理由を入力してください。"),
        ("番号は123456789012でした", NUMBER),
        ("１２３４　５６７８　９０１２", NUMBER),
        ("1234-5678-9012", NUMBER),
        ("あ" * 501, "500文字以内で入力してください。"),
    ],
)
def test_a_reason_that_cannot_be_kept(
    admin, tools, founded, person_id, confirmed, reason, sentence
):
    answer = admin.post(f"{confirmed}/cancel", {"reason": reason})

    assert (answer.status_code, wrong(answer)) == (422, {"reason": sentence})
    assert f"{reason.strip()}</textarea>" in answer.text
    assert state_of(tools, founded, person_id) == "verified"


def test_what_is_not_confirmed_cannot_be_taken_back(admin, tools, founded, person_id):
    asked = admin.get(f"/admin/reviews/{person_id}/cancel")
    sent = admin.post(f"/admin/reviews/{person_id}/cancel", {"reason": "x"})

    assert (asked.status_code, "取り消す理由" in asked.text) == (200, False)
    assert sent.status_code == 409
    assert state_of(tools, founded, person_id) == "submitted"


def test_twice_takes_back_once(admin, tools, founded, confirmed):
    answers = [admin.post(f"{confirmed}/cancel", {"reason": "x"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 409]
    assert len(desk.lines(tools, founded.company_id, Action.REVIEW_CANCELLED)) == 1
