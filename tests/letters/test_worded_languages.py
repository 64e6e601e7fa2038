"""A company's words of one language on their way; and the trial letter of a clerk."""

from datetime import timedelta

import pytest
from mailroom import deliver, mails, text_of
from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.errors import FormRefused, NotAllowed
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.letters.languages import MailLanguage
from mcollector.rules.letters.texts import Wording, check_texts
from mcollector.rules.letters.words_other import initial
from mcollector.rules.rights import Right
from mcollector.services.letters import texts, trial_letters
from mcollector.store.accounts import Account
from mcollector.store.audit import AuditLine
from mcollector.store.letters import Letter
from tests import factories

INVITATION = LetterKind.INVITATION
EASY, ENGLISH = MailLanguage.EASY, MailLanguage.ENGLISH
HELLO = check_texts(INVITATION, "", "Hello {{氏名}}\n\n{{リンク}}", ENGLISH)


def word(tools, founded, wording, language, kind=INVITATION):
    with tools.work(factories.admin_of(founded)) as uow:
        number = texts.load_text(uow, kind, language).number
        texts.change(uow, kind, wording, number, language)


def test_the_worded_language_is_the_companys_and_the_others_are_the_houses(
    tools, founded, person_id, script
):
    word(tools, founded, HELLO, ENGLISH)

    deliver(tools)

    mail = mails(script)[-1]
    text = text_of(mail).replace("\r\n", "\n")
    assert "──── English ────\nHello 山田 太郎0\n\nOpen this link" in text
    assert "マイナンバーの提出をお願いするメールです。" in text
    assert "会社に マイナンバーを 出してください。" in text
    assert "It takes about 5 minutes." not in text
    assert mail["Subject"].startswith("マイナンバーを提出してください")


def test_back_to_the_initial_text_is_the_houses_of_that_language(tools, founded, person_id, script):
    word(tools, founded, HELLO, ENGLISH)
    word(tools, founded, initial(INVITATION, ENGLISH), ENGLISH)

    deliver(tools)

    assert "It takes about 5 minutes." in text_of(mails(script)[-1])


def test_each_language_counts_its_own_versions(tools, founded):
    word(tools, founded, HELLO, ENGLISH)
    word(tools, founded, check_texts(INVITATION, "", "はい\n{{リンク}}", EASY), EASY)
    word(tools, founded, check_texts(INVITATION, "件名", "はい\n{{リンク}}"), MailLanguage.STANDARD)

    with tools.read(factories.admin_of(founded)) as uow:
        numbers = [texts.load_text(uow, INVITATION, one).number for one in MailLanguage]
        own = texts.own_wording(uow, INVITATION)

    assert numbers == [1, 1, 1]
    assert own == Wording("件名", "はい\n{{リンク}}", "はい\n{{リンク}}", HELLO.body)


def send_test(tools, founded, typed=HELLO, kind=INVITATION, language=ENGLISH):
    with tools.work(factories.admin_of(founded)) as uow:
        return trial_letters.send(uow, kind, language, typed)


def samples_of(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        return list(uow.scalars(select(Letter).where(Letter.sample.is_not(None))))


def test_a_test_goes_to_whoever_sent_it_with_values_of_nobody(tools, founded, person_id, script):
    deliver(tools)
    before = len(mails(script))

    to = send_test(tools, founded)
    deliver(tools)

    mail = mails(script)[-1]
    text = text_of(mail).replace("\r\n", "\n")
    assert len(mails(script)) == before + 1
    assert (to, mail["To"].addresses[0].addr_spec) == ("admin@example.com",) * 2
    assert mail["Subject"].startswith("【テスト送信】マイナンバーを提出してください")
    assert text.startswith("これはテスト送信です。")
    assert "Hello 見本 花子\n" in text
    assert "MIHN-MIHN-MIHN-MIHN-MIHN" in text
    assert [one for one in ("山田 太郎0", founded.user_id) if one in text] == []


def test_a_test_changes_no_words_and_no_secret(tools, founded, person_id):
    with tools.read(factories.admin_of(founded)) as uow:
        before = uow.get(Account, founded.account_id).password_hash

    send_test(tools, founded)
    deliver(tools)

    letter = samples_of(tools, founded)[0]
    with tools.read(factories.admin_of(founded)) as uow:
        assert texts.own_wording(uow, INVITATION) is None
        assert uow.get(Account, founded.account_id).password_hash == before
    assert (letter.state.value, letter.secret_digest, letter.person_id) == ("sent", None, None)


@pytest.mark.parametrize("kind", [LetterKind.REMINDER, LetterKind.RETURN, LetterKind.COMPLETION])
def test_each_letter_can_be_tested(tools, founded, script, kind):
    send_test(tools, founded, initial(kind, EASY), kind, EASY)

    deliver(tools)

    assert mails(script)[-1]["Subject"].startswith("【テスト送信】")


def test_ten_an_hour_and_no_more(tools, founded, clock):
    for _number in range(10):
        send_test(tools, founded)
    with pytest.raises(FormRefused) as refused:
        send_test(tools, founded)
    clock.moment += timedelta(hours=1)

    send_test(tools, founded)

    assert list(refused.value.fields) == ["body"]
    assert len(samples_of(tools, founded)) == 11


def test_its_line_names_letter_and_language_and_no_word(tools, founded):
    send_test(tools, founded)

    with tools.read(factories.admin_of(founded)) as uow:
        tested = select(AuditLine).where(AuditLine.action == Action.MAIL_TEXT_TESTED.value)
        line = uow.scalars(tested)[-1]
    assert b'"facts":{"kind":"invitation","language":"en"}' in line.body
    assert b"Hello" not in line.body


@pytest.mark.parametrize("right", [Right.DATA, Right.UPLOAD, Right.AUDITOR])
def test_who_may_not_word_may_not_test(tools, founded, right):
    actor = Actor.staff(founded.company_id, founded.account_id, right)

    with pytest.raises(NotAllowed), tools.work(actor) as uow:
        trial_letters.send(uow, INVITATION, ENGLISH, HELLO)


def test_without_an_address_there_is_no_test(tools, founded):
    with tools.work(factories.admin_of(founded)) as uow:
        account = uow.get(Account, founded.account_id)
        account.mail = ""
        uow.record(Action.ADDRESS_CHANGED, row=account)

    with pytest.raises(FormRefused) as refused:
        send_test(tools, founded)

    assert str(refused.value.fields["body"]).startswith("あなたのメールアドレスが登録されていない")
