"""What a reminder does to the secrets that were mailed before."""

import pytest

from mcollector.rules.letters import LetterKind, LetterState
from mcollector.services import letters, one_time_secrets, reminders
from mcollector.vault import intake
from mcollector.vault.passwords import hash_password
from tests import factories
from tests.office import desk
from tests.office.post import deliver, letters_of


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


def secret_of(tools, letter):
    """Return the secret a letter carried, as the worker derives it."""
    return intake.letter_secret(intake.letter_key(tools.keyring.intake_private), letter.id)


def worth(tools, founded, letter):
    with tools.read(factories.admin_of(founded)) as uow:
        return one_time_secrets.look(uow, letter.account_id, secret_of(tools, letter)).word


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
        reminders.remind(uow, person_id)

    assert worth(tools, founded, invitation) == "unknown"


def test_an_invitation_that_never_went_does_not_go_after_the_reminder(tools, founded, clock):
    factories.people_in(tools, founded, 1, "unsent")
    person_id = factories.people_ids(tools, founded)[0]
    clock.move(days=3)
    with tools.work(factories.admin_of(founded)) as uow:
        reminders.remind(uow, person_id)

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
        account = letters.account_of(uow, person_id)
        account.password_hash = hash_password(factories.PASSWORD)
        uow.record(desk.Action.PASSWORD_SET, row=account)

    remind(admin, person_id)
    deliver(tools)

    reminder = letters_of(tools, founded, person_id)[-1]
    assert (reminder.state, reminder.secret_digest) == (LetterState.SENT, None)
