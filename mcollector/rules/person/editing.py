"""ユーザーの編集: the fields the office may change, checked together."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mcollector.rules.errors import FormRefused
from mcollector.rules.profile import profile
from mcollector.rules.profile.birth_dates import typed_day
from mcollector.rules.review.marks import has_number
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.text import names

NAMES = ("family", "given", "middle")
PLAIN = (*NAMES, "reading", "code")
FIELDS = (*PLAIN, "mail", "deadline")
LATEST = timedelta(days=366)
TITLES: Mapping[str, Sentence] = {
    "family": say("姓"),
    "given": say("名"),
    "middle": say("ミドルネーム"),
    "reading": say("ひらがな"),
    "code": say("従業員コード"),
    "mail": say("メールアドレス"),
    "deadline": say("締め切り"),
}
"""The fields in the order of the page."""

_CODE = re.compile(r"[0-9A-Za-z-]{1,12}")


@dataclass(frozen=True, slots=True, repr=False)
class Edited:
    """What was checked: readable values; `deadline` is the last day before the row turns red."""

    family: str
    given: str
    middle: str
    reading: str
    code: str
    deadline: date | None


def deadline_of(values: Mapping[str, str]) -> str:
    """Return the three typed fields as one value: 2026-11-27, or what was typed, if no day."""
    day = typed_day(values, "deadline")
    parts = [values.get(f"deadline_{part}", "").strip() for part in ("year", "month", "day")]
    return day.isoformat() if day is not None else "-".join(parts) if any(parts) else ""


def check_editing(typed: Mapping[str, str], changed: Collection[str], today: date) -> Edited:
    """Return the values; raises FormRefused with a sentence for every wrong one that `changed`.

    A deadline that passed may stay as it is; a new one lies between today and a year from now.
    """
    given = {name: names.trim(typed.get(name, "")) for name in PLAIN}
    given["reading"] = profile.reading(given["reading"])
    deadline = _day(typed.get("deadline", ""))
    objections = {name: why for name in PLAIN if (why := _objection(name, given)) is not None}
    if not today <= (deadline or date.min) <= today + LATEST:
        objections["deadline"] = say("今日から1年以内の日付を入力してください。例：2026年12月1日")
    if errors := {
        name: objections[name] for name in FIELDS if name in objections and name in changed
    }:
        raise FormRefused(errors)
    return Edited(**given, deadline=deadline)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _objection(name: str, given: Mapping[str, str]) -> Sentence | None:
    text = given[name]
    if has_number(text):
        return say("12桁の数字は書けません。番号を消してください。")
    if name == "code":
        is_code = not text or _CODE.fullmatch(text) is not None
        return None if is_code else say("半角の英字と数字で、12文字以内で入力してください。")
    if name == "reading":
        right = not text or profile.is_reading(text)
        return None if right else say("ひらがなで入力してください。")
    return _name_objection(name, given)


def _name_objection(name: str, given: Mapping[str, str]) -> Sentence | None:
    if name == "family" and not (given["family"] or given["given"]):
        return say("姓を入力してください。")
    if len(given[name]) > names.MAX_LENGTH:
        return say("100文字以内で入力してください。")
    if not names.is_printable(given[name]):
        return say("使えない文字が含まれています。入力し直してください。")
    return None
