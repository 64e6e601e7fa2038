"""Why a name was found though it is written otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcollector.rules.text.names import fold
from mcollector.rules.text.spellings import reasons

NAMES = st.text(st.sampled_from("髙高﨑崎辺邉やヤﾔﾊﾞハバかガaAÁßſĐ・ -　\u0301ー"), max_size=8)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("髙橋 翔太", "高橋", ["髙=高"]),
        ("高橋 翔太", "髙橋", ["高=髙"]),
        ("髙﨑 邊", "高崎辺", ["髙=高", "﨑=崎", "邊=辺"]),
        ("髙橋 髙子", "高橋高子", ["髙=高"]),
        ("葛\U000e0100城", "葛城", ["葛\U000e0100=葛"]),
        ("さとう", "サトウ", ["ひらがな・カタカナ"]),
        ("ｻﾄｳ", "サトウ", ["全角・半角"]),
        ("ﾊﾞﾊﾞ", "ばば", ["ひらがな・カタカナ"]),
        ("しょうこ", "しようこ", ["ひらがな・カタカナ"]),
        ("NGUYEN VAN AN", "nguyen", ["大文字・小文字"]),
        ("Nguyễn", "Nguyen", ["アクセント記号"]),
        ("José", "Jose\u0301", ["全角・半角"]),
        ("Straße", "STRASSE", ["大文字・小文字"]),
        ("Đức", "Duc", ["Đ=D", "アクセント記号"]),
        ("山田 太郎", "山田太郎", ["空白・記号"]),
        ("JEAN-LUC", "JEANLUC", ["空白・記号"]),
        ("髙橋 翔太", "髙橋", []),
        ("山田 太郎", "山田", []),
        ("山田 太郎", "佐藤", []),
        ("山田 太郎", "", []),
        ("山田 太郎", "・", []),
        ("", "山田", []),
    ],
)
def test_the_reason_is_what_is_written_otherwise(name, text, told):
    assert [str(one) for one in reasons(name, "", text)] == told


@given(NAMES, NAMES)
def test_whatever_is_found_only_by_its_key_has_a_reason(name, text):
    found = fold(text) in fold(name) and fold(text) != "" and text not in name

    assert bool(reasons(name, "", text)) == found


@pytest.mark.parametrize(
    ("text", "told"),
    [("たかはし", ["読みがな"]), ("ﾀｶﾊｼ", ["読みがな"]), ("高橋", ["髙=高"]), ("佐藤", [])],
)
def test_a_name_found_by_its_reading_says_so(text, told):
    assert [str(one) for one in reasons("髙橋 翔太", "たかはし しょうた", text)] == told
