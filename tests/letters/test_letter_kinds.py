"""Every kind of letter, as it arrives: two parts, three languages, and no secret but its own."""

import re
from datetime import timedelta

import pytest
from mailroom import deliver, mails, text_of
from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.login import one_time
from mcollector.rules.states import PersonState
from mcollector.services.letters import queue as letters
from mcollector.store.accounts import Account
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.vault import intake
from tests import factories

A_SECRET = re.compile(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}")
ASKS_OF_PERSON = [kind for kind in LetterKind if kind is not LetterKind.DIGEST]


def secret_of(tools, letter_id):
    """Return the secret the letter may carry, whether it does or not."""
    key = intake.letter_key(tools.keyring.need_intake())
    return one_time.group(intake.letter_secret(key, letter_id))


def queue(tools, founded, account_id, kind):
    with tools.work(factories.admin_of(founded)) as uow:
        account = uow.get(Account, account_id)
        if kind is LetterKind.RETURN and account.person_id is not None:
            person = uow.get(Person, account.person_id)
            person.state = PersonState.RETURNED
            uow.record(Action.REVIEW_RETURNED, row=person)
        return letters.queue_one(uow, account, kind)


@pytest.fixture
def newcomers(tools, founded):
    """Two employees without a password, whose invitations went."""
    factories.people_in(tools, founded, 2)
    deliver(tools)
    with tools.read(factories.admin_of(founded)) as uow:
        mine = select(Account.id).where(Account.right == "member").order_by(Account.mail)
        return list(uow.scalars(mine))


def html_of(mail):
    return mail.get_body(("html",)).get_content()


@pytest.mark.parametrize("kind", ASKS_OF_PERSON)
def test_an_employees_letter_carries_its_own_secret_or_none(
    tools, founded, newcomers, script, clock, kind
):
    clock.moment += timedelta(days=1)
    ids = [queue(tools, founded, account_id, kind) for account_id in newcomers]
    deliver(tools)

    for letter_id, mail in zip(ids, mails(script)[-2:], strict=True):
        own = {secret_of(tools, letter_id)} if kind.carries_secret else set()
        assert letter_id.hex in mail["Message-ID"]
        for part in (text_of(mail), html_of(mail)):
            assert set(A_SECRET.findall(part)) == own


@pytest.mark.parametrize("kind", LetterKind)
def test_a_letter_to_somebody_with_a_password_carries_none_but_to_set_a_new_one(
    tools, founded, newcomers, script, clock, kind
):
    clock.moment += timedelta(days=1)
    with tools.work(factories.admin_of(founded)) as uow:
        account = uow.get(Account, newcomers[0])
        account.password_hash = factories.hash_password(factories.PASSWORD)
        uow.record(Action.PASSWORD_SET, row=account)
    letter_id = queue(tools, founded, newcomers[0], kind)
    deliver(tools)

    mail = mails(script)[-1]
    own = {secret_of(tools, letter_id)} if kind is LetterKind.RESET else set()
    for part in (text_of(mail), html_of(mail)):
        assert set(A_SECRET.findall(part)) == own


@pytest.mark.parametrize("kind", ASKS_OF_PERSON)
def test_every_letter_arrives_with_both_parts_in_three_languages(
    tools, founded, newcomers, script, kind
):
    queue(tools, founded, newcomers[0], kind)
    deliver(tools)

    mail = mails(script)[-1]
    parts = [part.get_content_type() for part in mail.iter_parts()]
    assert (mail.get_content_type(), parts) == (
        "multipart/alternative",
        ["text/plain", "text/html"],
    )
    for part in (text_of(mail), html_of(mail)):
        places = [part.find(word) for word in ("やさしい 日本語", "English", "送信専用")]
        assert places == sorted(places)
        assert places[0] > 0


def test_the_notice_of_an_entry_by_the_office_says_when_and_whom_to_call(
    tools, founded, newcomers, script
):
    queue(tools, founded, newcomers[0], LetterKind.PROXY_ENTRY)
    deliver(tools)

    mail = mails(script)[-1]
    assert mail["Subject"] == "会社が登録内容を代わりに入力しました｜株式会社サンプル建設"
    assert "代わりに入力しました" in text_of(mail)
    assert "2026年11月2" in text_of(mail)
    assert text_of(mail).count("03-0000-0000") == 4


def test_each_secret_of_a_letter_is_a_different_one(tools, founded, newcomers):
    with tools.read(factories.admin_of(founded)) as uow:
        ids = list(uow.scalars(select(Letter.id)))

    assert len(ids) == 2
    assert len({secret_of(tools, letter_id) for letter_id in ids}) == 2
