"""提出できないとき: the reasons, what each leads to, and the form that asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mcollector.rules.errors import FormRefused
from mcollector.rules.profile.birth_dates import typed_day
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.text import names

LONGEST = 500
LATEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class RefusalReason:
    """A reason by its stored code; with one that `asks_when` the collection goes on."""

    code: str
    title: str
    easy: str
    asks_when: bool = False


REASONS = (
    RefusalReason(
        "not_here",
        "カードがまだ手元にない（いつ出せますか）",
        "カードが まだ ありません。下に 日を 書いてください。",
        asks_when=True,
    ),
    RefusalReason(
        "unknown",
        "番号がわからない",
        "市役所で「マイナンバー入りの住民票」を とると わかります。",
    ),
    RefusalReason(
        "expired", "書類の期限が切れている", "市役所で 新しい 書類を もらうことが できます。"
    ),
    RefusalReason("unwilling", "提出したくない", "マイナンバーを 出しません。"),
    RefusalReason("other", "その他", "ほかの わけが あります。"),
)
_BY_CODE = {reason.code: reason for reason in REASONS}


@dataclass(frozen=True, slots=True, repr=False)
class Refusal:
    """What was checked; `ready_on` is the day named for what is not there yet."""

    reason: RefusalReason
    ready_on: date | None
    text: str


def reason(code: str) -> RefusalReason:
    """Return the reason; KeyError for an unknown code."""
    return _BY_CODE[code]


def check_refusal(values: Mapping[str, str], today: date) -> Refusal:
    """Return the refusal; raises FormRefused with a sentence for every wrong field."""
    errors: dict[str, Sentence] = {}
    why = _BY_CODE.get(values.get("reason", ""))
    if why is None:
        errors["reason"] = say("提出できない理由を選択してください。")
    ready_on = typed_day(values, "ready") if why is not None and why.asks_when else None
    if why is not None and why.asks_when and not _is_soon(ready_on, today):
        errors["ready"] = say("今日から1年以内の日付を入力してください。例：2026年12月1日")
    text = names.trim(values.get("text", ""))
    if (objection := _objection(text)) is not None:
        errors["text"] = objection
    if errors or why is None:
        raise FormRefused(errors)
    return Refusal(why, ready_on, text)


def _is_soon(day: date | None, today: date) -> bool:
    return day is not None and today <= day <= today + LATEST


def _objection(text: str) -> Sentence | None:
    if not text:
        return say("理由を入力してください。")
    if len(text) > LONGEST:
        return say("500文字以内で入力してください。")
    if not names.is_printable(text.replace("\r", "").replace("\n", "")):
        return say("使えない文字が含まれています。入力し直してください。")
    return None
