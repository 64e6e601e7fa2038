"""代行入力: why a clerk fills in somebody's form, and the page that asks (ux A8)."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcollector.rules import names, return_marks
from mcollector.rules.errors import FormRefused
from mcollector.rules.sentences import Sentence, say

LONGEST = 500


@dataclass(frozen=True, slots=True)
class ProxyReason:
    """A reason by its stored code; one that `asks_words` is no reason without them."""

    code: str
    title: str
    asks_words: bool = False


REASONS = (
    ProxyReason("asked", "本人の依頼"),
    ProxyReason("no_device", "端末がない"),
    ProxyReason("language", "言語"),
    ProxyReason("changed", "氏名・住所・番号の変更"),
    ProxyReason("other", "その他", asks_words=True),
)
_BY_CODE = {reason.code: reason for reason in REASONS}


@dataclass(frozen=True, slots=True, repr=False)
class Why:
    """What was checked: the reason and the clerk's own words, which may be none."""

    reason: ProxyReason
    text: str


def reason(code: str) -> ProxyReason:
    """Return the reason; KeyError for an unknown code."""
    return _BY_CODE[code]


def check_why(values: Mapping[str, str]) -> Why:
    """Return the reason; raises FormRefused with a sentence for every wrong field."""
    wrong: dict[str, Sentence] = {}
    why = _BY_CODE.get(values.get("reason", ""))
    text = return_marks.comment_of(names.trim(values.get("text", "")))
    if why is None:
        wrong["reason"] = say("代行の理由を選択してください。")
    elif (objection := _objection(text, needed=why.asks_words)) is not None:
        wrong["text"] = objection
    if not values.get("told"):
        wrong["told"] = say("利用目的を本人に伝えてから、チェックを入れてください。")
    if wrong or why is None:
        raise FormRefused(wrong)
    return Why(why, text)


def _objection(text: str, *, needed: bool) -> Sentence | None:
    if needed and not text:
        return say("理由を入力してください。")
    if len(text) > LONGEST:
        return say("500文字以内で入力してください。")
    if return_marks.has_number(text):
        return say("12桁の数字は書けません。番号を消してください。")
    if not names.is_printable(text.replace("\n", "")):
        return say("使えない文字が含まれています。入力し直してください。")
    return None
