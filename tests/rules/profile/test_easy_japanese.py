"""やさしい日本語 belongs to sentences that are really said."""

from pathlib import Path

from mcollector.rules.profile import easy_japanese
from mcollector.rules.sentences import say

ROOT = Path(__file__).resolve().parents[3] / "mcollector"


def test_every_sentence_with_easy_words_is_said_somewhere():
    files = [path for path in ROOT.rglob("*.py") if path.name != "easy_japanese.py"]
    said = "".join(path.read_text() for path in files).replace('"\n                "', "")

    assert [
        text for text in (*easy_japanese._WORDS, easy_japanese._LENGTH) if f'"{text}"' not in said
    ] == []


def test_the_values_come_along():
    found = easy_japanese.in_easy_japanese(
        say("パスワードは%(n)d文字以上で入力してください。", n=10)
    )

    assert str(found) == "10文字より 長く してください。"


def test_a_sentence_without_easy_words_has_none():
    assert easy_japanese.in_easy_japanese(say("ページが見つかりません。")) is None
