"""催促: to whom, how often, and with which secret."""

import pytest
from sqlalchemy import select

from mcollector.rules.letters import LetterKind, LetterState
from mcollector.store.accounts import Account
from mcollector.store.letters import Letter
from tests import factories
from tests.office import desk
from tests.office.post import deliver, letters_of
from tests.web.visitor import title


@pytest.fixture
def person_id(tools, founded, clock):
    """Somebody who got an invitation three days ago and has no password yet."""
    factories.people_in(tools, founded, 1)
    deliver(tools)
    clock.move(days=3)
    return factories.people_ids(tools, founded)[0]


@pytest.fixture
def admin(app, tools, founded, person_id):
    return desk.sign_in(app, tools, founded)


def remind(admin, person_id):
    return admin.post(f"/admin/people/remind/{person_id}", follow_redirects=True)


def test_the_page_asks_and_tells_what_was_sent_before(admin, person_id):
    before = admin.get(f"/admin/people/remind/{person_id}")
    remind(admin, person_id)
    after = admin.get(f"/admin/people/remind/{person_id}")

    assert "まだ送信していません" in before.text
    assert "11月27日 12:00に送信（1回目）" in after.text
    assert '<form method="post" action="/admin/people/remind/' not in after.text


def test_twice_in_a_day_is_refused_with_a_sentence(app, admin, tools, founded, person_id, clock):
    remind(admin, person_id)
    before = len(letters_of(tools, founded, person_id))

    second = remind(admin, person_id)
    clock.move(hours=23, minutes=59, seconds=59)
    still = remind(desk.sign_in(app, tools, founded), person_id)
    clock.move(seconds=1)
    again = remind(desk.sign_in(app, tools, founded), person_id)

    assert [second.status_code, still.status_code, again.status_code] == [422, 422, 200]
    assert "24時間以内に催促メールを送信しています。" in second.text
    assert len(letters_of(tools, founded, person_id)) == before + 1
    assert desk.person(tools, founded, person_id).reminders == 2


@pytest.mark.parametrize("ending", ["submitted", "verified", "refused", "offered", "retired"])
def test_somebody_nothing_is_awaited_from_is_not_reminded(
    admin, tools, founded, person_id, clock, ending
):
    if ending in ("submitted", "verified"):
        desk.submitted(tools, founded)
    if ending == "verified":
        desk.approve(tools, founded, person_id, on=desk.TODAY.replace(day=27))
    if ending not in ("submitted", "verified"):
        desk.put(tools, founded, person_id, state=ending)
    before = len(letters_of(tools, founded, person_id))

    page = admin.get(f"/admin/people/remind/{person_id}")
    post = remind(admin, person_id)

    assert [page.status_code, post.status_code] == [409, 409]
    assert title(post) == "この操作は、今の状態ではできません。画面を開き直して確認してください。"
    assert len(letters_of(tools, founded, person_id)) == before


def test_papers_sent_back_are_asked_for_by_a_letter_of_the_return(
    app, tools, founded, person_id, clock
):
    desk.submitted(tools, founded)
    desk.send_back(tools, founded, person_id)
    deliver(tools)
    clock.move(days=3)
    admin = desk.sign_in(app, tools, founded)

    page = admin.get(f"/admin/people/remind/{person_id}")
    remind(admin, person_id)
    deliver(tools)

    assert "差し戻した写真の再提出" in page.text
    last = letters_of(tools, founded, person_id)[-1]
    assert (last.kind, last.state) == (LetterKind.RETURN, LetterState.SENT)


def test_somebody_whose_mail_bounced_may_be_tried_again(admin, tools, founded, person_id):
    desk.put(tools, founded, person_id, bounced=True)

    answer = remind(admin, person_id)
    deliver(tools)

    assert answer.status_code == 200
    assert not desk.person(tools, founded, person_id).bounced


def test_a_person_of_another_company_is_not_there(admin, tools, other, founded, person_id):
    stranger = factories.people_ids(tools, other)[0]
    with tools.read(factories.admin_of(other)) as uow:
        before = uow.count(select(Account.id)), uow.count(select(Letter.id))

    answers = [admin.get(f"/admin/people/remind/{stranger}"), remind(admin, stranger)]

    assert [answer.status_code for answer in answers] == [404, 404]
    with tools.read(factories.admin_of(other)) as uow:
        assert (uow.count(select(Account.id)), uow.count(select(Letter.id))) == before
