"""Mail addresses as people write them."""

import pytest

from mcollector.rules.errors import FieldRefused
from mcollector.rules.letters.addresses import mail_key, parse_mail


@pytest.mark.parametrize(
    ("text", "mail"),
    [
        ("taro@example.com", "taro@example.com"),
        (" Taro.Y+x@Example.CO.JP\u3000", "Taro.Y+x@example.co.jp"),
        ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ", "taro@example.com"),
        ("mailto:taro@example.com", "taro@example.com"),
        ('"山田 太郎" <taro@example.com>', "taro@example.com"),
        ("taro..y@docomo.ne.jp", "taro..y@docomo.ne.jp"),
        ("taro.@ezweb.ne.jp", "taro.@ezweb.ne.jp"),
        ("taro?=y@example.com", "taro?=y@example.com"),
        ("o'brien@xn--eckwd4c7c.xn--zckzah", "o'brien@xn--eckwd4c7c.xn--zckzah"),
    ],
)
def test_parse_mail(text, mail):
    assert parse_mail(text) == mail


AFTER = "メールアドレスが正しくありません。「@」の後ろを確認してください。"
BEFORE = "メールアドレスが正しくありません。「@」の前を確認してください。"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "メールアドレスを入力してください。"),
        (" \u3000", "メールアドレスを入力してください。"),
        ("taro.example.com", "メールアドレスに「@」がありません。"),
        ("a@b@example.com", "メールアドレスの「@」は1つだけにしてください。"),
        ("taro@", AFTER),
        ("taro@example", AFTER),
        ("taro@-example.com", AFTER),
        ("taro@example..com", AFTER),
        ("taro@exam ple.com", AFTER),
        ("taro@192.0.2.1", AFTER),
        ("taro@例え.jp", AFTER),
        ("taro@example.com\nBcc: x@example.com", "メールアドレスの「@」は1つだけにしてください。"),
        ("@example.com", BEFORE),
        ("ta ro@example.com", BEFORE),
        ("太郎@example.com", BEFORE),
        ("taro..y@example.com", BEFORE),
        (".taro@example.com", BEFORE),
        ("taro.@example.com", BEFORE),
        ("ta\nro@docomo.ne.jp", BEFORE),
        ("=?utf-8?q?taro?=@example.com", BEFORE),
        ("taro=?utf-8?q?=0D=0A?=@docomo.ne.jp", BEFORE),
        ("taro＝？utf-8？b？DQo＝？＝@example.com", BEFORE),
        ("a" * 65 + "@example.com", BEFORE),
        (
            "a@" + ("b" * 60 + ".") * 5 + "com",
            "メールアドレスが長すぎます。254文字以内で入力してください。",
        ),
    ],
)
def test_parse_mail_says_which_part_is_wrong(text, sentence):
    with pytest.raises(FieldRefused) as refused:
        parse_mail(text)

    assert str(refused.value.sentence) == sentence


def test_the_same_mailbox_in_other_case():
    assert mail_key("Taro@example.com") == mail_key("tARO@example.com")
