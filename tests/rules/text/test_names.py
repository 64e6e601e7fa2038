"""Names: never changed, found in every spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcollector.rules.text import names
from mcollector.rules.text.names import PersonName, fold, full_of


@pytest.mark.parametrize(
    ("name", "full"),
    [
        (PersonName("山田", "太郎"), "山田 太郎"),
        (PersonName("サントス", "マリア", "デラクルス"), "サントス デラクルス マリア"),
        (PersonName("SUHARTO"), "SUHARTO"),
        (PersonName("", "Suharto"), "Suharto"),
        (PersonName("𠮷田", "\ufa19一"), "𠮷田 \ufa19一"),
    ],
)
def test_full_name_joins_the_parts_unchanged(name, full):
    assert name.full == full
    assert full_of(name) == full


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("髙﨑", "高崎"),
        ("髙嵜", "高碕"),
        ("渡邊", "渡辺"),
        ("渡邉", "渡辺"),
        ("齋藤", "斉藤"),
        ("齊藤", "斎藤"),
        ("濵田", "浜田"),
        ("德永", "徳永"),
        ("栁田", "柳田"),
        ("𠮷野", "吉野"),
        ("\ufa19田", "神田"),
        ("葛\U000e0100城", "葛城"),
        ("やまだ　たろう", "ヤマダ タロウ"),
        ("ﾔﾏﾀﾞ", "やまだ"),
        ("しょうこ", "シヨウコ"),
        ("ＹＡＭＡＤＡ", "yamada"),
        ("Nguyễn Văn Đức", "NGUYEN VAN DUC"),
        ("O'Brien", "O’BRIEN"),
        ("Jean-Luc", "JEANLUC"),
        ("マリア・ホセ", "マリアホセ"),
        ("José", "JOSE\u0301"),
        ("Straße", "STRASSE"),
    ],
)
def test_fold_finds_the_other_spelling(left, right):
    assert left != right
    assert fold(left) == fold(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("はは", "ばば"),
        ("山田", "山口"),
        ("ヤマダ", "ヤマタ"),
        ("オノ", "オオノ"),
        ("ビル", "ビール"),
    ],
)
def test_fold_keeps_different_names_apart(left, right):
    assert fold(left) != fold(right)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_fold_never_fails_and_has_no_spaces(text):
    assert fold(text) == "".join(fold(text).split())


@given(st.text("山髙邊𠮷やャヤヴゞーｱﾞaÉđ ・-'é"))
def test_fold_of_a_fold_is_itself(text):
    assert fold(fold(text)) == fold(text)


def test_trim_takes_the_outside_only():
    assert names.trim("\ufeff\u3000 山田　花子\u00a0\t\u200b") == "山田　花子"


@pytest.mark.parametrize(
    ("text", "printable"),
    [
        ("山田 太郎", True),
        ("d'Arc-Łukasz Jr.", True),
        ("葛\U000e0100", True),
        ("山\x00田", False),
        ("a\nb", False),
        ("\ud800", False),
        ("\ue000", False),
    ],
)
def test_is_printable(text, printable):
    assert names.is_printable(text) == printable


def test_no_sign_of_all_makes_a_key_longer_than_its_column():
    every = [chr(point) for point in range(0x110000) if not 0xD800 <= point < 0xE000]
    longest = max(every, key=lambda sign: len(fold(sign)))

    assert (longest, len(fold(longest))) == ("\ufdfa", 15)  # eighteen, three of them spaces
    assert len(fold(longest * 302)) == names.MAX_FOLDED
