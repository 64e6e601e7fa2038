"""提出拒否の経過: on which day the office explained what, and what was answered (domain §1.9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mcollector.rules import names, return_marks
from mcollector.rules.digits import ascii_digits
from mcollector.rules.eras import year_of
from mcollector.rules.errors import FormRefused
from mcollector.rules.sentences import Sentence, say

LONGEST = 1000
OLDEST = timedelta(days=366 * 3)


@dataclass(frozen=True, slots=True, repr=False)
class Note:
    """What was checked: the day of the talk and the clerk's words about it."""

    on: date
    text: str


def check_note(values: Mapping[str, str], today: date) -> Note:
    """Return the note; raises FormRefused with a sentence for every wrong field."""
    wrong: dict[str, Sentence] = {}
    on = _day(values)
    if on is None or not today - OLDEST <= on <= today:
        wrong["on"] = say("説明した日を、今日までの日付で入力してください。例：2026年11月24日")
    text = return_marks.comment_of(names.trim(values.get("text", "")))
    if (objection := _objection(text)) is not None:
        wrong["text"] = objection
    if wrong or on is None:
        raise FormRefused(wrong)
    return Note(on, text)


def _day(values: Mapping[str, str]) -> date | None:
    year = year_of(values.get("on_year", ""))
    month, day = (ascii_digits(values.get(f"on_{part}", "")) for part in ("month", "day"))
    try:
        return date(year or 0, int(month), int(day))
    except (ValueError, OverflowError):
        return None


def _objection(text: str) -> Sentence | None:
    if not text:
        return say("説明したことを入力してください。")
    if len(text) > LONGEST:
        return say("1000文字以内で入力してください。")
    if return_marks.has_number(text):
        return say("12桁の数字は書けません。番号を消してください。")
    if not names.is_printable(text.replace("\n", "")):
        return say("使えない文字が含まれています。入力し直してください。")
    return None
