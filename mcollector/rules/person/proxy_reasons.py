"""代行入力: why a clerk fills in somebody's form, and the page that asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcollector.rules.errors import FormRefused
from mcollector.rules.review import free_text
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
    errors: dict[str, Sentence] = {}
    why = _BY_CODE.get(values.get("reason", ""))
    text = free_text.tidy(values.get("text", ""))
    if why is None:
        errors["reason"] = say("代行の理由を選択してください。")
    elif why.asks_words and not text:
        errors["text"] = say("理由を入力してください。")
    elif (objection := free_text.objection(text, LONGEST)) is not None:
        errors["text"] = objection
    if not values.get("told"):
        errors["told"] = say("利用目的を本人に伝えてから、チェックを入れてください。")
    if errors or why is None:
        raise FormRefused(errors)
    return Why(why, text)
