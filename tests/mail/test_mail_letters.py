"""The letters: every kind says what it must, in three languages, and nothing it must not."""

import re
import unicodedata
from html.parser import HTMLParser

import pytest
from jinja2 import UndefinedError, meta
from samples_of_letters import EVERYTHING, ITEM, LINK, LOGIN, SECRET, values

from mcollector.mail.letters import TEMPLATES, environment, render
from mcollector.mail.values import ITEM as ITEM_KEYS
from mcollector.mail.values import VALUES
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.my_number import check_digit

KINDS = list(LetterKind)
WITH_ENTRY = [kind for kind in KINDS if "secret" in VALUES.get(kind, ())]
EASY, ENGLISH = "──── やさしい 日本語 ────\n", "──── English ────\n"


class Words(HTMLParser):
    """Collects what a reader of the HTML sees, and the addresses it leads to."""

    def __init__(self):
        super().__init__()
        self.words, self.links, self.hidden = "", [], False

    def handle_starttag(self, tag, attrs):
        self.hidden = tag == "head" or (self.hidden and tag != "body")
        self.links += [value for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data):
        self.words += "" if self.hidden else data


def seen(html):
    reader = Words()
    reader.feed(html)
    return reader


def squeezed(text):
    return re.sub(r"[\s─■・]", "", text)


def columns(line):
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


def templates_of(kind, name):
    """Return the template's source and those of everything it extends or includes."""
    loader, names, sources = environment().loader, [f"{kind.value}/{name}"], []
    while names:
        source = loader.get_source(environment(), names.pop())[0]
        sources.append(source)
        names += meta.find_referenced_templates(environment().parse(source))
    return sources


def test_every_kind_has_its_row_of_values():
    assert set(VALUES) == set(KINDS), "mcollector/mail/values.py"


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_lists_exactly_what_the_templates_of_a_kind_name(kind):
    named = set()
    for name in ("subject.txt", "body.txt", "body.html"):
        for source in templates_of(kind, name):
            named |= meta.find_undeclared_variables(environment().parse(source))

    assert named == VALUES[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_value_is_an_error_that_names_it(kind):
    for key in VALUES[kind]:
        given = values(kind)
        del given[key]
        with pytest.raises(KeyError, match=f"^'{key}'$"):
            render(kind, given)


@pytest.mark.parametrize("key", sorted(ITEM_KEYS))
def test_a_missing_part_of_an_item_is_an_error_that_names_it(key):
    item = {name: text for name, text in ITEM.items() if name != key}

    with pytest.raises(UndefinedError, match=f"'{key}'"):
        render("return", values("return", items=[item]))


@pytest.mark.parametrize("kind", ["../invitation", "unknown", ""])
def test_an_unknown_kind_is_an_error(kind):
    with pytest.raises(ValueError, match="is not a valid LetterKind"):
        render(kind, EVERYTHING)


@pytest.mark.parametrize("kind", KINDS)
def test_every_folder_of_letters_is_a_kind(kind):
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}

    assert folders == {kind.value for kind in KINDS} | {"parts"}


@pytest.mark.parametrize("secret", [SECRET, ""])
@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_is_fit_to_be_read(kind, secret):
    letter = render(kind, values(kind, secret=secret, link=LINK if secret else LOGIN))
    everything = letter.subject + letter.text + letter.html

    assert re.findall(r"[{}]|None|\d{12}", everything) == []
    assert [line for line in letter.text.splitlines() if columns(line) > 78] == []
    assert [line for line in letter.text.splitlines() if line != line.rstrip()] == []
    assert "\n\n\n" not in letter.text
    assert letter.text.endswith("このメールは送信専用です。返信しても届きません。\n")
    assert letter.text.index(EASY) < letter.text.index(ENGLISH)


@pytest.mark.parametrize("kind", KINDS)
def test_the_html_twin_says_the_same_words_and_loads_nothing(kind):
    letter = render(kind, values(kind))
    html = seen(letter.html)

    assert squeezed(html.words) == squeezed(letter.text)
    assert set(html.links) == ({LINK} if "link" in VALUES[kind] else set())
    assert re.findall(r"<(?:img|script|link|iframe)|url\(|@import", letter.html) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_subject_says_what_to_do_in_forty_characters_and_who_asks(kind):
    subject = render(kind, values(kind)).subject

    what, mark, who = subject.partition("｜")
    assert (mark, who) == ("｜", EVERYTHING["company"])
    assert len(what) <= 40


def test_the_subjects_are_those_of_the_design():
    subjects = {kind.value: render(kind, values(kind)).subject for kind in KINDS}

    assert {kind: subject.partition("｜")[0] for kind, subject in subjects.items()} == {
        "invitation": "マイナンバーを提出してください（締め切り 2026年12月31日（木））",
        "staff_invitation": "m-collectorの利用を始めてください",
        "reminder": "【再送】マイナンバーの提出が必要です（締め切り 2026年12月31日（木））",
        "return": "写真をもう一度提出してください（2026年12月31日（木）まで）",
        "completion": "マイナンバーの確認が完了しました",
        "reset": "パスワードを再設定してください（30分以内）",
        "password_changed": "パスワードを変更しました",
        "address_changed": "メールアドレスを変更しました",
        "factor_removed": "二段階認証が解除されました",
        "factor_added": "二段階認証を登録しました",
        "new_device": "新しい端末からログインがありました",
        "after_failures": "何度かの失敗のあと、ログインがありました",
        "slip_printed": "紙の招待状が印刷されました",
        "proxy_entry": "会社が登録内容を代わりに入力しました",
        "openings": "番号・写真の閲覧が1日の上限に近づいています",
        "digest": "確認待ち9名・期限超過7名（2026年12月30日（水））",
    }


@pytest.mark.parametrize("kind", WITH_ENTRY)
def test_a_letter_with_a_secret_carries_it_with_the_user_id_in_each_language(kind):
    text = render(kind, values(kind)).text
    standard, rest = text.split(EASY)
    easy, english = rest.split(ENGLISH)

    assert f"{LINK}\nユーザーID：7H3KQ9ZT\n仮パスワード：7K3M-Q9ZT-4WHX-B2ND-R6YV\n" in standard
    assert (
        f"{LINK}\nユーザーID：7H3KQ9ZT\n仮パスワード（かりパスワード）：7K3M-Q9ZT-4WHX-B2ND-R6YV\n"
        in easy
    )
    assert f"{LINK}\nUser ID: 7H3KQ9ZT\nTemporary password: 7K3M-Q9ZT-4WHX-B2ND-R6YV\n" in english


@pytest.mark.parametrize("kind", WITH_ENTRY)
def test_a_letter_without_a_secret_carries_the_login_link_only(kind):
    with_secret = render(kind, values(kind))
    without = render(kind, values(kind, secret="", link=LOGIN))

    for word in ("仮パスワード", "ユーザーID", EVERYTHING["valid_until"]):
        assert with_secret.text.count(word) > 0
        assert without.text.count(word) == 0
    assert set(re.findall(r"https?://\S+", without.text)) == {LOGIN}
    assert without.text.count(LOGIN) == 3


def test_a_return_names_every_paper_and_reason_in_each_language():
    glare = ITEM | {"paper": "運転免許証の おもて", "reason": "光が反射していて読めません。"}

    text = render("return", values("return", items=[ITEM, glare])).text

    assert text.count("■") == 6
    assert "  ■ 運転免許証の おもて：\n    光が反射していて読めません。\n" in text
    assert "  もう少し明るい場所で撮影してください。\n  裏面だけで結構です。\n" in text


def test_a_return_without_a_comment_has_no_hole():
    assert "\n\n\n" not in render("return", values("return", comment="")).text


def test_what_people_wrote_is_text_in_the_html():
    planted = '<img src="x" onerror="alert(1)">'

    letter = render("return", values("return", name=planted, comment=planted))

    assert letter.text.count(planted) == 2
    assert letter.html.count("<img") == 0
    assert letter.html.count("&lt;img") == 2


def test_values_a_kind_does_not_list_never_reach_its_letter():
    number = "12345678901"
    number += check_digit(number)

    letter = render("completion", values("completion") | {"number": number, "secret": SECRET})

    assert number not in letter.subject + letter.text + letter.html
    assert SECRET not in letter.subject + letter.text + letter.html


def test_a_break_in_a_value_never_breaks_the_subject():
    subject = render("completion", values("completion", company="株式会社\r\nBcc: a@b")).subject

    assert subject == "マイナンバーの確認が完了しました｜株式会社 Bcc: a@b"
