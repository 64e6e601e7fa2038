"""A company's own words on their way: the text of the moment a letter is written."""

from datetime import timedelta

import pytest
from mailroom import deliver, mails, text_of

from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.letters.texts import check_texts
from mcollector.rules.letters.words_ja import INITIAL
from mcollector.services.letters import texts
from mcollector.services.reminders import by_hand
from tests import factories

WORDS = check_texts(
    LetterKind.INVITATION,
    "{{会社名}}より（{{締め切り}}）",
    "{{氏名}} 様\n<お願い>です。\n\n{{リンク}}",
)


def word(tools, founded, wording, kind=LetterKind.INVITATION):
    with tools.work(factories.admin_of(founded)) as uow:
        number = texts.load_text(uow, kind).number
        texts.change(uow, kind, wording, number)


def html_of(mail):
    return mail.get_body(("html",)).get_content()


def test_a_letter_says_what_the_company_wrote_in_both_parts(tools, founded, script):
    word(tools, founded, WORDS)
    factories.people_in(tools, founded, 1)

    deliver(tools)

    mail = mails(script)[-1]
    text = text_of(mail).replace("\r\n", "\n")
    assert mail["Subject"] == "株式会社サンプル建設より（2026年11月26日（木））"
    assert text.startswith("山田 太郎0 様\n<お願い>です。\n\n次のリンクを開き、")
    assert "仮パスワード：" in text
    assert "<p>山田 太郎0 様<br>\n&lt;お願い&gt;です。</p>" in html_of(mail).replace("\r\n", "\n")


def test_a_letter_that_waits_takes_the_words_of_its_sending(tools, founded, person_id, script):
    word(tools, founded, WORDS)

    deliver(tools)

    assert mails(script)[-1]["Subject"].startswith("株式会社サンプル建設より")


def test_a_letter_tried_again_takes_the_words_of_that_moment(
    tools, founded, person_id, script, clock
):
    script.toward["taro0@example.com"] = {"RCPT": ["451 4.7.1 try again later"]}
    deliver(tools)
    word(tools, founded, WORDS)
    clock.move(minutes=2)

    deliver(tools)

    assert [mail["Subject"][:11] for mail in mails(script)] == ["株式会社サンプル建設より"[:11]]


def test_back_to_the_initial_text_is_the_houses_letter(tools, founded, person_id, script):
    word(tools, founded, WORDS)
    word(tools, founded, INITIAL[LetterKind.INVITATION])

    deliver(tools)

    assert mails(script)[-1]["Subject"].startswith("マイナンバーを提出してください")


@pytest.mark.parametrize("kind", [LetterKind.REMINDER, LetterKind.RETURN])
def test_the_words_of_one_letter_are_not_anothers(tools, founded, person_id, script, clock, kind):
    deliver(tools)
    word(tools, founded, check_texts(kind, "べつの件名", f"{INITIAL[kind].body}\n以上"), kind)
    clock.moment += timedelta(days=3)
    with tools.work(factories.admin_of(founded)) as uow:
        by_hand.remind(uow, person_id)

    deliver(tools)

    is_reminder = kind is LetterKind.REMINDER
    assert (mails(script)[-1]["Subject"] == "べつの件名") is is_reminder


def test_one_company_never_sends_anothers_words(tools, founded, person_id, script):
    other = factories.company(tools, "株式会社よその会社")
    word(tools, other, WORDS)

    deliver(tools)

    assert mails(script)[-1]["Subject"].startswith("マイナンバーを提出してください")
