"""The employee's own fields (個人情報の入力): checked together, kept as one sealed value."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from mcollector.rules import canonical
from mcollector.rules.digits import ascii_digits
from mcollector.rules.eras import wareki
from mcollector.rules.errors import FieldRefused, FormRefused
from mcollector.rules.profile.birth_dates import birth_date
from mcollector.rules.profile.prefectures import PREFECTURES
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.text import names

FIELDS = (
    "family",
    "given",
    "middle",
    "family_reading",
    "given_reading",
    "card_name",
    "alias",
    "sex",
    "birth_year",
    "birth_month",
    "birth_day",
    "postcode",
    "prefecture",
    "address",
    "phone",
    "phone2",
)
SEXES = {"male": "男性", "female": "女性", "unsaid": "回答しない"}
YOUNGEST, OLDEST = 15, 100
LONGEST_ADDRESS = 100
_READINGS = ("family_reading", "given_reading")
_BIRTH = ("birth_year", "birth_month", "birth_day")
_DIGITS = ("postcode", "phone", "phone2")
_AS_TYPED = tuple(name for name in FIELDS if name not in {*_READINGS, *_BIRTH, *_DIGITS})
_POSTCODE = re.compile(r"[0-9]{7}")
_PHONE = re.compile(r"[0-9]{10,12}")
_READING = re.compile(r"[ぁ-ゖー・ A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ'’.-]+")


@dataclass(frozen=True, slots=True, repr=False)
class Profile:
    """What was checked; `birth_date` is ISO, `phone` and `postcode` are digits.

    The fields with "" were added later: a profile sealed before opens without them. `card_name` is
    the name in roman letters on the 在留カード, `alias` the 通称 beside it.
    """

    family: str
    given: str
    middle: str
    family_reading: str
    given_reading: str
    birth_date: str
    postcode: str
    prefecture: str
    address: str
    phone: str
    phone2: str = ""
    card_name: str = ""
    alias: str = ""
    sex: str = ""

    def to_json(self) -> bytes:
        """Return the bytes that are sealed."""
        return canonical.encode(asdict(self))

    @classmethod
    def from_json(cls, data: bytes) -> "Profile":
        """Return the profile from the opened bytes."""
        return cls(**{name: str(value) for name, value in canonical.decode(data).items()})

    @property
    def birth_date_text(self) -> str:
        """Return 1990年4月1日（平成2年）."""
        return date_text(date.fromisoformat(self.birth_date))

    @property
    def address_text(self) -> str:
        """Return 〒, prefecture and address in one line."""
        return f"〒{self.postcode[:3]}-{self.postcode[3:]} {self.prefecture}{self.address}"


def date_text(day: date) -> str:
    """Return a birth date with its era beside."""
    return f"{day.year}年{day.month}月{day.day}日（{wareki(day)}）"


def check_profile(values: Mapping[str, str], today: date) -> Profile:
    """Return the profile; raises FormRefused with a sentence for every wrong field."""
    given = {name: names.trim(values.get(name, "")) for name in FIELDS}
    errors = _wrong_names(given)
    readings = {name: reading(given[name]) for name in _READINGS}
    errors |= _wrong_readings(given, readings)
    born: date | None = None
    try:
        born = birth_date(given, today, (YOUNGEST, OLDEST))
    except FieldRefused as refused:
        errors["birth"] = refused.sentence
    digits = {name: ascii_digits(given[name]) for name in _DIGITS}
    errors |= _wrong_contact(given, digits)
    if errors or born is None:
        raise FormRefused(errors)
    texts = {name: given[name] for name in _AS_TYPED}
    return Profile(**texts, **readings, **digits, birth_date=born.isoformat())


def told_back(values: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed as it will be sent, to be looked through before.

    A reading is told in hiragana, a birth date in plain digits; nothing is checked.
    """
    readings = {name: reading(values[name]) for name in _READINGS if name in values}
    plain = {name: ascii_digits(values[name]) for name in _BIRTH if name in values}
    return {**values, **readings, **plain}


def reading(text: str) -> str:
    """Return the reading in hiragana: katakana is converted, half-width too; romaji stays."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヶ" else sign for sign in plain)


def is_reading(text: str) -> bool:
    """Tell whether this can be a reading: hiragana or roman letters, not too long."""
    return len(text) <= names.MAX_LENGTH and _READING.fullmatch(text) is not None


def _wrong_names(given: Mapping[str, str]) -> dict[str, Sentence]:
    errors: dict[str, Sentence] = {}
    if not given["family"] and not given["given"]:
        errors["family"] = say("姓を入力してください。")
    for name in ("family", "given", "middle", "card_name", "alias"):
        if len(given[name]) > names.MAX_LENGTH:
            errors[name] = say("100文字以内で入力してください。")
        elif not names.is_printable(given[name]):
            errors[name] = say("使えない文字が含まれています。入力し直してください。")
    return errors


def _wrong_readings(given: Mapping[str, str], readings: Mapping[str, str]) -> dict[str, Sentence]:
    errors = {}
    for part, name in zip(("family", "given"), _READINGS, strict=True):
        if len(readings[name]) > names.MAX_LENGTH:
            errors[name] = say("100文字以内で入力してください。")
        elif (given[part] or readings[name]) and not _READING.fullmatch(readings[name]):
            errors[name] = say("ひらがなで入力してください。")
    return errors


def _wrong_contact(given: Mapping[str, str], digits: Mapping[str, str]) -> dict[str, Sentence]:
    errors: dict[str, Sentence] = {}
    if given["sex"] and given["sex"] not in SEXES:
        errors["sex"] = say("性別を選択してください。")
    if not is_postcode(digits["postcode"]):
        errors["postcode"] = say("郵便番号は7桁の数字で入力してください。")
    if given["prefecture"] not in PREFECTURES:
        errors["prefecture"] = say("都道府県を選択してください。")
    if not given["address"]:
        errors["address"] = say("住所を入力してください。")
    elif len(given["address"]) > LONGEST_ADDRESS:
        errors["address"] = say("100文字以内で入力してください。")
    elif not names.is_printable(given["address"].replace("\r", "").replace("\n", "")):
        errors["address"] = say("使えない文字が含まれています。入力し直してください。")
    for name in ("phone", "phone2"):
        if (digits[name] or name == "phone") and not _PHONE.fullmatch(digits[name]):
            errors[name] = say("電話番号は数字10〜12桁で入力してください。")
    return errors


def is_postcode(digits: str) -> bool:
    """Tell whether these are the seven digits of a postal code."""
    return _POSTCODE.fullmatch(digits) is not None


def receipt_number(year: int, count: int) -> str:
    """Return the 受付番号, short enough to say on the telephone: MC-2026-0421."""
    return f"MC-{year}-{count:04d}"
