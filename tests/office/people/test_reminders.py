"""催促: to whom, how often, and with which secret."""

import pytest
from sqlalchemy import select

from mcollector import jobs
from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.services.letters import queue
from mcollector.services.login import one_time_secrets
from mcollector.services.reminders import by_hand
from mcollector.store.accounts import Account
from mcollector.store.letters import Letter
from mcollector.vault import intake
from tests import factories
from tests.office import desk
from tests.web.visitor import said


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


def deliver(tools):
    """Let the worker do everything that was rung for."""
    jobs.install(tools)
    rung, tools.doorbell.rung = tools.doorbell.rung, []
    for _task, outbox_id in rung:
        jobs.run(str(outbox_id))


def letters_of(tools, founded, person_id):
    """Return the person's letters, the oldest first."""
    with tools.read(factories.admin_of(founded)) as uow:
        mine = select(Letter).where(Letter.person_id == person_id)
        return list(uow.scalars(mine.order_by(Letter.created_at, Letter.id)))


def secret_of(tools, letter):
    """Return the secret a letter carried, as the worker derives it."""
    return intake.letter_secret(intake.letter_key(tools.keyring.intake_private), letter.id)


def worth(tools, founded, letter):
    with tools.read(factories.admin_of(founded)) as uow:
        return one_time_secrets.check_secret(uow, letter.account_id, secret_of(tools, letter)).word


def remind(admin, person_id):
    return admin.post(f"/admin/people/remind/{person_id}", follow_redirects=True)


def test_the_page_asks_and_tells_what_was_sent_before(admin, person_id):
    before = admin.get(f"/admin/people/remind/{person_id}")
    remind(admin, person_id)
    after = admin.get(f"/admin/people/remind/{person_id}")

    assert "まだ送信していません" in before.text
    assert "11月27日 12:00に送信（1回目）" in after.text
    assert '<form method="post" action="/admin/people/remind/' not in after.text


def test_somebody_without_a_password_gets_a_fresh_secret_and_the_old_one_is_void(
    admin, tools, founded, person_id
):
    first = letters_of(tools, founded, person_id)[0]
    assert worth(tools, founded, first) == "expired"

    answer = remind(admin, person_id)
    deliver(tools)
    invitation, reminder = letters_of(tools, founded, person_id)

    assert "山田 太郎0さんに催促メールを送信しました。" in answer.text
    assert (reminder.kind, reminder.state) == (LetterKind.REMINDER, LetterState.SENT)
    assert worth(tools, founded, invitation) == "unknown"
    assert worth(tools, founded, reminder) == "good"


def test_a_living_secret_is_void_the_moment_the_reminder_is_queued(tools, founded):
    factories.people_in(tools, founded, 1, "early")
    deliver(tools)
    person_id = factories.people_ids(tools, founded)[0]
    invitation = letters_of(tools, founded, person_id)[0]
    assert worth(tools, founded, invitation) == "good"

    with tools.work(factories.admin_of(founded)) as uow:
        by_hand.remind(uow, person_id)

    assert worth(tools, founded, invitation) == "unknown"


def test_an_invitation_that_never_went_does_not_go_after_the_reminder(tools, founded, clock):
    factories.people_in(tools, founded, 1, "unsent")
    person_id = factories.people_ids(tools, founded)[0]
    clock.move(days=3)
    with tools.work(factories.admin_of(founded)) as uow:
        by_hand.remind(uow, person_id)

    deliver(tools)

    states = [(one.kind, one.state) for one in letters_of(tools, founded, person_id)]
    assert states == [
        (LetterKind.INVITATION, LetterState.VOID),
        (LetterKind.REMINDER, LetterState.SENT),
    ]
    assert [worth(tools, founded, one) for one in letters_of(tools, founded, person_id)] == [
        "unknown",
        "good",
    ]


def test_somebody_with_a_password_gets_no_secret(admin, tools, founded, person_id):
    with tools.work(factories.admin_of(founded)) as uow:
        account = queue.account_of(uow, person_id)
        account.password_hash = factories.hash_password(factories.PASSWORD)
        uow.record(desk.Action.PASSWORD_SET, row=account)

    remind(admin, person_id)
    deliver(tools)

    reminder = letters_of(tools, founded, person_id)[-1]
    assert (reminder.state, reminder.secret_digest) == (LetterState.SENT, None)


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
    assert said(post) == "この操作は、今の状態ではできません。画面を開き直して確認してください。"
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
