"""変更を申し出る: what may be written when something submitted is no longer right."""

from mcollector.rules.errors import FormRefused
from mcollector.rules.review import free_text
from mcollector.rules.sentences import Sentence, say

LONGEST = 500


def check_text(text: str) -> str:
    """Return the text as it is kept; raises FormRefused for none, a long one or a My Number."""
    kept = free_text.tidy(text)
    if (objection := _objection(kept)) is not None:
        raise FormRefused({"text": objection})
    return kept


def _objection(text: str) -> Sentence | None:
    if not text:
        return say("変えたいことを入力してください。")
    return free_text.objection(text, LONGEST)
