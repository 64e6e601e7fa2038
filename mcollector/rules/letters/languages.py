"""The languages a letter is written in, one below the other, and what places mean in each."""

from collections.abc import Mapping

from mcollector.rules.labelled import Labelled


class MailLanguage(Labelled):
    """Each is a block of templates/mail/parts/page, called so; the value is stored."""

    STANDARD = "ja", "日本語"
    EASY = "easy", "やさしい日本語"
    ENGLISH = "en", "English"


WITH_SUBJECT = MailLanguage.STANDARD
"""A letter has one subject, and it is Japanese."""

PLACES: Mapping[str, str] = {
    "氏名": "name",
    "会社名": "company",
    "担当部署": "department",
    "電話": "phone",
    "受付時間": "hours",
    "締め切り": "deadline",
    "登録日": "registered_on",
    "確認日": "confirmed_on",
    "受付番号": "receipt",
}
"""What stands for a value inside a line, and the value's name in letters."""

_ENGLISH: Mapping[str, str] = {"締め切り": "deadline_en"}
_NO_ENGLISH = frozenset({"登録日", "確認日"})
"""Days that letters are told in Japanese only."""


def value_of(place: str, language: MailLanguage) -> str:
    """Return the name of the value the place stands for; KeyError for no place."""
    if language is MailLanguage.ENGLISH:
        return _ENGLISH.get(place, PLACES[place])
    return PLACES[place]


def has(place: str, language: MailLanguage) -> bool:
    """Tell whether the place can stand in a text of the language."""
    return language is not MailLanguage.ENGLISH or place not in _NO_ENGLISH
