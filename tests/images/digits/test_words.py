"""The words around a number: ours, another number's, another paper's."""

import pytest

from mcollector.images.digits import words


@pytest.mark.parametrize(
    "text", ["個人番号", "個人番", "個人 番号:", "個人書号", "マイナンバー", "My Number"]
)
def test_our_label_is_known(text):
    assert words.names_ours(text)


@pytest.mark.parametrize(
    "text", ["法人番号", "人番号", "会員番号", "番号", "個人", "法個人番号", ""]
)
def test_another_label_is_not_ours(text):
    assert not words.names_ours(text)


@pytest.mark.parametrize(
    "text",
    ["法人番号", "会員番号", "お客様番号", "番号 第", "第123456789012号", "基礎年金番号", "TEL"],
)
def test_a_label_of_another_number_is_known(text):
    assert words.names_another(text) == (text != "番号 第")


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("運転免許証", True),
        ("在留カード", True),
        ("見本クラブ 会員証", True),
        ("住民票", False),
        ("通知カード", False),
    ],
)
def test_a_paper_without_a_number_is_known(text, other):
    assert words.is_of_another_paper(text) == other
