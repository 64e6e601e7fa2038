"""Free words in a form: how long, without a My Number in them, printable."""

from mcollector.rules.review import marks
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.text import names


def tidy(text: str) -> str:
    """Return the words as they are kept: trimmed, every line break one character."""
    return marks.comment_of(names.trim(text))


def objection(text: str, longest: int) -> Sentence | None:
    """Return what is wrong with the words, empty ones are not; None when they may be kept."""
    if len(text) > longest:
        return say("%(n)d文字以内で入力してください。", n=longest)
    if marks.has_number(text):
        return say("12桁の数字は書けません。番号を消してください。")
    if not names.is_printable(text.replace("\n", "")):
        return say("使えない文字が含まれています。入力し直してください。")
    return None
