"""提出拒否の経過: on which day the office explained what, and what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mcollector.rules.errors import FormRefused
from mcollector.rules.profile.birth_dates import typed_day
from mcollector.rules.review import free_text
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
    errors: dict[str, Sentence] = {}
    on = typed_day(values, "on")
    if on is None or not today - OLDEST <= on <= today:
        errors["on"] = say("説明した日を、今日までの日付で入力してください。例：2026年11月24日")
    text = free_text.tidy(values.get("text", ""))
    if not text:
        errors["text"] = say("説明したことを入力してください。")
    elif (objection := free_text.objection(text, LONGEST)) is not None:
        errors["text"] = objection
    if errors or on is None:
        raise FormRefused(errors)
    return Note(on, text)
