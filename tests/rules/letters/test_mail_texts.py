"""What a company may write into its letters, and what it may not."""

import pytest

from mcollector.rules.errors import FormRefused
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.letters.texts import KINDS, Part, Wording, check_texts, parts, usable_words

REMINDER = LetterKind.REMINDER
BODY = "{{氏名}} さん\n\n{{リンク}}\n"
NUMBER = "12桁の数字は書けません。マイナンバーをメールに書かないでください。"
ADDRESS = "リンクは{{リンク}}だけにしてください。ほかのアドレスは書けません。"
PAIR = "{{と}}は、「{{氏名}}」のように組にして書いてください。"
ALONE = "{{リンク}}を、その行だけに1回書いてください。"
SIGN = "使えない文字が含まれています。入力し直してください。"


def wrong(subject="件名", body=BODY, kind=REMINDER):
    with pytest.raises(FormRefused) as refused:
        check_texts(kind, subject, body)
    return {name: str(words) for name, words in refused.value.fields.items()}


def test_what_is_good_is_kept_without_the_spaces_around_it():
    wording = check_texts(
        REMINDER, " {{会社名}}から ", "\r\n{{氏名}} さん  \r\n\r\n {{ リンク }} \r\n\r\n"
    )

    assert wording == Wording("{{会社名}}から", "{{氏名}} さん\n\n {{ リンク }}")


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        ("", "件名を入力してください。"),
        (" 　\n", "件名を入力してください。"),
        ("あ" * 101, "100文字以内で入力してください。"),
        ("件名\nBcc: b@example.com", SIGN),
        ("件名\x00", SIGN),
        ("件名\u2028X", SIGN),
        ("番号は123456789012です", NUMBER),
        ("番号は１２３４ ５６７８ ９０１２です", NUMBER),
        ("http://example.com", ADDRESS),
        (
            "{{氏名}}さん",
            "{{氏名}}は使えません。使える項目：{{会社名}}、{{担当部署}}、{{締め切り}}",
        ),
        (
            "{{リンク}}",
            "{{リンク}}は使えません。使える項目：{{会社名}}、{{担当部署}}、{{締め切り}}",
        ),
        ("{{会社名", PAIR),
    ],
)
def test_no_subject(subject, sentence):
    assert wrong(subject=subject) == {"subject": sentence}


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "本文を入力してください。"),
        ("{{リンク}}\n" + "あ" * 3000, "3000文字以内で入力してください。"),
        ("よろしくお願いします。", ALONE),
        ("ここ {{リンク}} です", ALONE),
        ("{{リンク}}\n\n{{リンク}}", ALONE),
        ("{{リンク}}\n番号 1234-5678-9012", NUMBER),
        ("{{リンク}}\n番号\n1234\n5678\n9012", NUMBER),
        ("{{リンク}}\nhttps://evil.example/", ADDRESS),
        ("{{リンク}}\nWWW.example.com", ADDRESS),
        ("{{リンク}}\nここへ b@example.com", ADDRESS),
        ("{{リンク}}\n\x1b[31m", SIGN),
        ("{{リンク}}\n{{氏名", PAIR),
        ("{{リンク}}\n氏名}}", PAIR),
        ("{{リンク}}\n{{氏{{名}}}}", PAIR),
    ],
)
def test_no_body(body, sentence):
    assert wrong(body=body) == {"body": sentence}


def test_an_unknown_place_is_named_with_those_there_are():
    assert wrong(body=BODY + "{{shimei}}") == {
        "body": (
            "{{shimei}}は使えません。使える項目：{{氏名}}、{{会社名}}、{{担当部署}}、{{電話}}、"
            "{{受付時間}}、{{締め切り}}、{{登録日}}、{{リンク}}"
        )
    }


def test_code_of_a_template_is_no_place():
    assert wrong(body=BODY + "{{ name.__class__ }}")["body"].startswith(
        "{{name.__class__}}は使えません"
    )


def test_a_return_tells_what_is_sent_back():
    kind = LetterKind.RETURN

    assert wrong(kind=kind) == {"body": "{{差し戻しの内容}}を、その行だけに1回書いてください。"}
    assert check_texts(kind, "件名", BODY + "{{差し戻しの内容}}").body.endswith(
        "{{差し戻しの内容}}"
    )


def test_everything_wrong_is_said_at_once():
    assert sorted(wrong(subject="", body="")) == ["body", "subject"]


def test_paragraphs_and_blocks_in_their_order():
    assert parts("{{氏名}} さん\nはじめに\n\n\n{{リンク}}\nつぎに{{電話}}へ") == (
        Part("words", (("", "name", " さん"), ("はじめに",))),
        Part("link"),
        Part("words", (("つぎに", "phone", "へ"),)),
    )


@pytest.mark.parametrize("kind", [kind for kind in LetterKind if kind not in KINDS])
def test_letters_of_the_house_have_no_places(kind):
    with pytest.raises(KeyError):
        usable_words(kind)
