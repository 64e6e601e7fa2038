"""扶養者: somebody in the employee's care, whose number the employee has checked."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from mcollector.rules import canonical
from mcollector.rules.errors import FieldRefused, FormRefused
from mcollector.rules.my_number import MyNumber
from mcollector.rules.papers import duties
from mcollector.rules.profile.birth_dates import birth_date
from mcollector.rules.profile.profile import date_text, is_reading, reading
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.text import names

FIELDS = (
    "relation",
    "family",
    "given",
    "middle",
    "family_reading",
    "given_reading",
    "birth_year",
    "birth_month",
    "birth_day",
    "number",
    "checked",
    *(duty.code for duty in duties.DUTIES),
)
RELATIONS = {
    "wife": "妻",
    "husband": "夫",
    "child": "子",
    "father": "父",
    "mother": "母",
    "grandparent": "祖父母",
    "grandchild": "孫",
    "sibling": "兄弟姉妹",
    "other": "その他",
}
AGES = (0, 120)
_READINGS = ("family_reading", "given_reading")


@dataclass(frozen=True, slots=True, repr=False)
class DependentProfile:
    """What is sealed of a dependent beside the number; one sealed before opens without reading."""

    name: str
    birth_date: str
    reading: str = ""

    def to_json(self) -> bytes:
        """Return the bytes that are sealed."""
        return canonical.encode(asdict(self))

    @classmethod
    def from_json(cls, data: bytes) -> "DependentProfile":
        """Return the profile from the opened bytes."""
        return cls(**{name: str(value) for name, value in canonical.decode(data).items()})

    @property
    def birth_date_text(self) -> str:
        """Return 2015年4月1日（平成27年）."""
        return date_text(date.fromisoformat(self.birth_date))


@dataclass(frozen=True, slots=True)
class Dependent:
    """A checked dependent."""

    relation: str
    profile: DependentProfile
    number: MyNumber = field(repr=False)

    def to_json(self) -> bytes:
        """Return the profile's bytes that are sealed."""
        return self.profile.to_json()


def relation_title(code: str) -> str:
    """Return 妻, 夫, 子 …; KeyError for an unknown code."""
    return RELATIONS[code]


def check_dependent(values: Mapping[str, str], today: date) -> Dependent:
    """Return the dependent; raises FormRefused with a sentence for every wrong field."""
    given = {name: names.trim(values.get(name, "")) for name in FIELDS}
    errors: dict[str, Sentence] = {}
    if given["relation"] not in RELATIONS:
        errors["relation"] = say("続柄を選択してください。")
    errors |= _wrong_names(given)
    if not given["checked"]:
        errors["checked"] = say("番号と本人を確かめて、チェックを入れてください。")
    born, number = _born(given, today, errors), _number(given, errors)
    errors |= duties.find_faults(given, born, today)
    if errors or born is None or number is None:
        raise FormRefused(errors)
    name = names.PersonName(given["family"], given["given"], given["middle"]).full
    profile = DependentProfile(name, born.isoformat(), " ".join(filter(None, _readings(given))))
    return Dependent(given["relation"], profile, number)


def _wrong_names(given: Mapping[str, str]) -> dict[str, Sentence]:
    errors: dict[str, Sentence] = {}
    parts = [given[part] for part in ("family", "given", "middle")]
    if not given["family"] and not given["given"]:
        errors["family"] = say("氏名を入力してください。")
    elif max(map(len, parts)) > names.MAX_LENGTH:
        errors["family"] = say("氏名は100文字以内で入力してください。")
    elif not names.is_printable("".join(parts)):
        errors["family"] = say("氏名に使えない文字が含まれています。入力し直してください。")
    for name, text in zip(_READINGS, _readings(given), strict=True):
        if text and not is_reading(text):
            errors[name] = say("ふりがなは、ひらがな100文字以内で入力してください。")
    return errors


def _readings(given: Mapping[str, str]) -> list[str]:
    return [reading(given[name]) for name in _READINGS]


def _born(given: Mapping[str, str], today: date, errors: dict[str, Sentence]) -> date | None:
    try:
        return birth_date(given, today, AGES)
    except FieldRefused as refused:
        errors["birth"] = refused.sentence
        return None


def _number(given: Mapping[str, str], errors: dict[str, Sentence]) -> MyNumber | None:
    try:
        return MyNumber.parse(given["number"])
    except FieldRefused as refused:
        errors["number"] = refused.sentence
        return None
