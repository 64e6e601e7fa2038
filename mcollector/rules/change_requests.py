"""変更を申し出る: what may be written when something submitted is no longer right (ux E15)."""

from mcollector.rules import names, return_marks
from mcollector.rules.errors import FormRefused
from mcollector.rules.sentences import Sentence, say

LONGEST = 500


def check_text(text: str) -> str:
    """Return the text as it is kept; raises FormRefused for none, a long one or a My Number."""
    kept = return_marks.comment_of(names.trim(text))
    if (wrong := _objection(kept)) is not None:
        raise FormRefused({"text": wrong})
    return kept


def _objection(text: str) -> Sentence | None:
    if not text:
        return say("変えたいことを入力してください。")
    if len(text) > LONGEST:
        return say("500文字以内で入力してください。")
    if return_marks.has_number(text):
        return say("12桁の数字は書けません。番号を消してください。")
    if not names.is_printable(text.replace("\n", "")):
        return say("使えない文字が含まれています。入力し直してください。")
    return None
