"""What the operations manual puts between 「」 is written so on a screen."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MANUAL = ROOT / "docs" / "操作マニュアル"
SCREENS = (ROOT / "templates", ROOT / "admin_views", ROOT / "mcollector")
NO_SCREEN = {"", "…", "メールアドレス,姓,名", "メールアドレス,姓,ミドルネーム,名"}
"""Brackets themselves, and lines of a file."""


def written():
    files = [path for place in SCREENS for path in place.rglob("*") if path.suffix in _WITH_WORDS]
    return "\n".join(path.read_text("utf-8") for path in files)


_WITH_WORDS = {".html", ".py", ".txt"}


def quoted():
    words = {
        word
        for path in sorted(MANUAL.glob("*.md"))
        for word in re.findall(r"「([^「」]*)」", path.read_text("utf-8"))
    }
    return {re.sub(r"(?<=[ 全])N(?=[日名])", "%(n)d", word) for word in words} - NO_SCREEN


def test_every_quoted_word_stands_on_a_screen():
    screens = written()

    assert sorted(word for word in quoted() if word not in screens) == []


def test_a_word_of_no_screen_would_be_found():
    assert "この言葉はどの画面にもない" not in written()


def test_every_chapter_is_linked_from_the_first_page():
    first = (MANUAL / "README.md").read_text("utf-8")

    chapters = {path.name for path in MANUAL.glob("*.md")} - {"README.md"}

    assert set(re.findall(r"\]\((.*?)\)", first)) == chapters
