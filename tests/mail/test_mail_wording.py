"""A company's words in a letter: filled in, escaped, never run; the house's own say the same."""

import pytest
from samples_of_letters import EVERYTHING, LINK, LOGIN, SECRET, values

from mcollector.mail import forms
from mcollector.mail.letters import render
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.letters.languages import MailLanguage
from mcollector.rules.letters.texts import KINDS, Wording, check_texts
from mcollector.rules.letters.words_ja import INITIAL
from mcollector.rules.letters.words_other import initial

EASY, ENGLISH = MailLanguage.EASY, MailLanguage.ENGLISH
EVIL = (
    "{% raw %}{{氏名}}{{ '7' }}",
    "<script>alert(1)</script>",
    "{{ name.__class__ }}",
    "<a href=//evil>{{氏名}}</a>",
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("secret", [SECRET, ""])
def test_the_initial_text_is_the_houses_own_letter(kind, secret):
    told = {name: value for name, value in values(kind).items() if name != "secret"}
    told |= {"secret": secret} if "secret" in values(kind) else {}

    one, other = render(kind, told), render(kind, told, INITIAL[kind])

    assert (other.subject, other.text) == (one.subject, one.text)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("secret", [SECRET, ""])
def test_the_initial_text_of_each_language_is_the_houses_own_letter(kind, secret):
    told = {name: value for name, value in values(kind).items() if name != "secret"}
    told |= {"secret": secret} if "secret" in values(kind) else {}
    easy, english = (initial(kind, one).body for one in (EASY, ENGLISH))

    one, other = render(kind, told), render(kind, told, Wording("", "", easy, english))

    assert (other.subject, other.text) == (one.subject, one.text)


@pytest.mark.parametrize("language", MailLanguage)
@pytest.mark.parametrize("kind", KINDS)
def test_the_initial_text_passes_its_own_guards(kind, language):
    wording = initial(kind, language)

    assert check_texts(kind, wording.subject, wording.body, language) == wording


def part_of(letter, language):
    """Return what the letter says in one language."""
    head, _line, rest = letter.text.partition("──── やさしい 日本語 ────")
    easy, _line, english = rest.partition("──── English ────")
    return {"ja": head, "easy": easy, "en": english}[language.value]


@pytest.mark.parametrize("language", [EASY, ENGLISH])
@pytest.mark.parametrize("kind", [LetterKind.REMINDER, LetterKind.RETURN])
def test_own_words_of_a_language_stand_in_its_part_alone(kind, language):
    block = "{{差し戻しの内容}}\n\n" if kind is LetterKind.RETURN else ""
    body = f"X {{{{氏名}}}} {{{{締め切り}}}} <b>\n\n{block}{{{{リンク}}}}"
    name = "easy" if language is EASY else "english"
    due = EVERYTHING["deadline" if language is EASY else "deadline_en"]
    house = render(kind, values(kind))

    letter = render(kind, values(kind), Wording("", "", **{name: body}))

    assert part_of(letter, language).startswith(f"\nX 佐藤 翔太 {due} <b>\n\n")
    assert "&lt;b&gt;" in letter.html
    assert letter.subject == house.subject
    for other in MailLanguage:
        if other is not language:
            assert part_of(letter, other) == part_of(house, other)
    reasons = {EASY: "ぼやけています。", ENGLISH: "The photo is blurry."}
    assert (reasons[language] in part_of(letter, language)) is (kind is LetterKind.RETURN)


def test_a_test_says_so_first_in_subject_and_both_parts():
    kind = LetterKind.REMINDER
    house = render(kind, values(kind))

    letter = render(kind, values(kind), is_test=True)

    assert letter.subject == f"【テスト送信】{house.subject}"
    assert letter.text.startswith("これはテスト送信です。")
    assert letter.text.endswith(house.text)
    assert "<strong>これはテスト送信です。</strong>" in letter.html
    assert "テスト送信" not in house.text + house.html


def test_the_words_stand_in_both_parts_and_the_other_languages_stay():
    wording = Wording(
        "{{会社名}}から（{{締め切り}}）", "{{氏名}} さん\nよろしく。\n\n{{リンク}}\n\n以上。"
    )

    letter = render(LetterKind.REMINDER, values(LetterKind.REMINDER), wording)

    assert letter.subject == "株式会社サンプル建設から（2026年12月31日（木））"
    head, _line, rest = letter.text.partition("──── やさしい 日本語 ────")
    assert head == (
        "佐藤 翔太 さん\nよろしく。\n\n"
        "次のリンクを開き、パスワードを決めてください\n"
        f"（{EVERYTHING['valid_until']}まで、1回だけ使えます）。\n"
        f"{LINK}\nユーザーID：7H3KQ9ZT\n仮パスワード：{SECRET}\n\n以上。\n\n"
    )
    assert "──── English ────" in rest
    assert "連絡先 / Contact：総務部 労務課" in rest
    assert "<p>佐藤 翔太 さん<br>\nよろしく。</p>" in letter.html
    assert letter.html.count(f'<a href="{LINK}">') == 3
    assert "まだ登録されていません" not in letter.text + letter.html


@pytest.mark.parametrize("line", EVIL)
def test_nothing_in_it_is_run_and_the_html_escapes_it(line):
    """The guards refuse some of these; what got past them would still be words."""
    wording = Wording(
        "件名", line.replace("{{ '7' }}", "").replace("{{ name.__class__ }}", "{{氏名}}")
    )

    letter = render(LetterKind.REMINDER, values(LetterKind.REMINDER, name="<b>太郎</b>"), wording)

    assert "<script>" not in letter.html
    assert "<a href=//evil>" not in letter.html
    assert "<b>" not in letter.html
    assert "builtins" not in letter.text


@pytest.mark.parametrize("secret", [SECRET, ""])
@pytest.mark.parametrize("kind", sorted(forms.SENT_IN_BATCHES))
def test_a_batch_is_worded_as_each_letter_by_itself(kind, secret):
    wording = Wording("{{会社名}}", "{{氏名}}{{氏名}} <{{電話}}>\n{{リンク}}\n{{ 締め切り }}")
    told = values(kind, secret=secret, link=LINK if secret else LOGIN, name="<&>{{氏名}}")

    one, other = forms.write_letter(kind, told, wording), render(kind, told, wording)

    assert (one.subject, one.text, one.html) == (other.subject, other.text, other.html)


def test_a_subject_cannot_become_two_lines():
    letter = render(
        LetterKind.REMINDER,
        values(LetterKind.REMINDER, company="会社\r\nBcc: b@example.com"),
        Wording("{{会社名}}\nX: 1", "{{リンク}}"),
    )

    assert letter.subject == "会社 Bcc: b@example.com X: 1"
