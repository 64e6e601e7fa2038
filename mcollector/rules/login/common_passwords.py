"""Words that leaked passwords are made of: kept lists, read at first need, and a few of our own.

Source and licence of the lists: words/LICENSE.txt.
"""

import gzip
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"

_OWN = frozenset(
    [
        "aaaaaa",
        "abcabc",
        "abcd",
        "abcdef",
        "abcdefgh",
        "adminadmin",
        "arigatou",
        "correcthorsebatterystaple",
        "foobarbaz",
        "fuga",
        "hajimemashite",
        "hoge",
        "hogehoge",
        "ilovejapan",
        "kojinbango",
        "kojinbangou",
        "login",
        "mainanba",
        "mynumber",
        "nihon",
        "p@ssword",
        "pasuwaado",
        "pasuwado",
        "piyo",
        "sakurasakura",
        "secretsecret",
        "toor",
        "かいしゃ",
        "ことぶき",
        "さくら",
        "にほん",
        "ぱすわーど",
        "ひみつ",
        "まいなんばー",
        "パスワード",
        "マイナンバー",
        "会社",
        "個人番号",
        "寿",
        "日本",
        "桜",
        "秘密",
    ]
)
"""What the lists lack; in small letters, as they are."""


@cache
def common_words() -> frozenset[str]:
    """Return leaked passwords, Japanese words and names in small letters: about 76,000."""
    return _OWN | _read("passwords") | _read("japanese") | names()


@cache
def names() -> frozenset[str]:
    """Return Japanese family and given names in Latin letters."""
    return _read("names")


def _read(name: str) -> frozenset[str]:
    packed = (_FOLDER / f"{name}.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().splitlines())
