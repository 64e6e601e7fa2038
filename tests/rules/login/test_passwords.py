"""Passwords: length, the list of leaked ones, the person's and the company's own words."""

import re
from pathlib import Path

import pytest

from mcollector.rules.errors import FieldRefused
from mcollector.rules.login import common_passwords, passwords

LICENCE = Path(common_passwords.__file__).parent / "words" / "LICENSE.txt"

WORDS = ("株式会社 山田建設", "Yamada Kensetsu", "taro@example.com")
COMMON = "このパスワードはよく使われているため、安全ではありません。"


@pytest.mark.parametrize(
    ("password", "staff"),
    [
        ("みどりの窓口から三番目", False),
        ("correct horse battery", True),
        ("x7!kfmq2wz", False),
        ("水" * 4 + "は流れて海へゆく", True),
        ("abcdefghij klmnop zyx", True),
        ("k9" + "vt4-" * 31, True),
        ("kotobuki wa umi 77", True),
        ("83910274651x", True),
        ("#!$%&x-=+*/9", True),
        ("kensetsu no sora 5", True),
    ],
)
def test_a_good_password_is_taken(password, staff):
    passwords.check_password(password, staff=staff, words=WORDS)


@pytest.mark.parametrize(
    ("password", "staff", "sentence"),
    [
        ("", False, "パスワードは10文字以上で入力してください。"),
        ("x7!kfmq2w", False, "パスワードは10文字以上で入力してください。"),
        ("x7!kfmq2wzq", True, "パスワードは12文字以上で入力してください。"),
        ("x7" * 65, True, "パスワードは128文字以内で入力してください。"),
        ("password123", False, COMMON),
        ("PASSWORD2026", False, COMMON),
        ("P@ssw0rd1234!", True, COMMON),
        ("ｐａｓｓｗｏｒｄ１２３", False, COMMON),
        ("qwertyuiop", False, COMMON),
        ("1qaz2wsx3edc", True, COMMON),
        ("9876543210", False, COMMON),
        ("aaaaaaaaaaaa", True, COMMON),
        ("abababababab", True, COMMON),
        ("yamada kensetsu", True, COMMON),
        ("Kensetsu2026", True, COMMON),
        ("example2026!", False, COMMON),
        ("abcd1234abcd", True, COMMON),
        ("kotobuki2026!!", True, COMMON),
        ("2026kotobuki!!", True, COMMON),
        ("sakura-sakura-2026", True, COMMON),
        ("yamadatarou2026", True, COMMON),
        ("suzuki1234suzuki", True, COMMON),
        ("qwertyuiop!!2026", True, COMMON),
        ("2026!!qwertyuiop", True, COMMON),
        ("asdfghjkl;12345", True, COMMON),
        ("マイナンバー2026!!", True, COMMON),
        ("2026Kensetsu!!", True, COMMON),
        ("correcthorsebatterystaple", True, COMMON),
    ],
)
def test_a_weak_password_is_refused_with_a_sentence(password, staff, sentence):
    with pytest.raises(FieldRefused) as refused:
        passwords.check_password(password, staff=staff, words=WORDS)

    assert str(refused.value.sentence) == sentence


def test_the_refusal_never_repeats_the_password():
    with pytest.raises(FieldRefused) as refused:
        passwords.check_password("password123", staff=False, words=())

    assert "password123" not in repr(refused.value) + repr(refused.value.sentence)


@pytest.mark.parametrize("words", [(), ("",), (" ", "@", "."), ("山",)])
def test_empty_words_refuse_nobody(words):
    passwords.check_password("みどりの窓口から三番目", staff=False, words=words)


def test_the_lists_are_large_folded_and_named_with_their_licence():
    found = common_passwords.common_words()

    assert len(found) > 70_000
    assert [word for word in sorted(found) if passwords._fold(word) != word] == []
    assert {"zxcvbn-ts", "MIT"} <= set(re.findall(r"zxcvbn-ts|MIT", LICENCE.read_text()))
