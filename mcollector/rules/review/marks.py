"""What a reviewer marks before papers go back (差し戻し): photographs, reasons and a comment."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from uuid import UUID

from mcollector.rules.digits import SEPARATORS, ascii_digits
from mcollector.rules.review import return_reasons
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.text.numbers_in_text import holds_number

LONGEST = 500
"""Characters of a comment; a line break counts as one."""

_TWELVE = re.compile(r"[0-9]{12}")
_LINE_END = re.compile(r"\r\n?")
_MAY_STAND = "\n\t"


def comment_of(text: str) -> str:
    """Return the comment as it is kept: trimmed, every line break one character."""
    return _LINE_END.sub("\n", text).strip()


def find_fault(
    known: Collection[UUID], marks: Sequence[tuple[UUID, str]], comment: str
) -> dict[str, Sentence]:
    """Return a sentence for each field that keeps the return from being sent.

    `known` are the photographs of the submission, `marks` pairs of photograph and reason.
    """
    errors: dict[str, Sentence] = {}
    if not marks or any(document_id not in known for document_id, _ in marks):
        errors["document"] = say("差し戻す写真を選択してください。")
    elif any(reason not in _reasons() for _, reason in marks):
        errors["document"] = say("差し戻す写真ごとに理由を選択してください。")
    needed = any(reason == "other" for _, reason in marks)
    missing = say("コメントを入力してください。") if needed else None
    if why := wrong_text(comment, missing):
        errors["comment"] = why
    return errors


def _reasons() -> set[str]:
    return {reason.code for reason in return_reasons.REASONS}


def wrong_text(comment: str, missing: Sentence | None = None) -> Sentence | None:
    """Return why such words are not kept; `missing` is said when there are none and some must be.

    So are a comment and the reason of 確認を取り消す judged.
    """
    if missing is not None and not comment:
        return missing
    if len(comment) > LONGEST:
        return say("%(n)d文字以内で入力してください。", n=LONGEST)
    if has_number(comment):
        return say("12桁の数字は書けません。番号を消してください。")
    if any(_is_control(sign) for sign in comment):
        return say("使えない文字があります。コメントを入力し直してください。")
    return None


def _is_control(sign: str) -> bool:
    return sign not in _MAY_STAND and unicodedata.category(sign) in {"Cc", "Cs"}


def has_number(comment: str) -> bool:
    """Tell whether a My Number could stand here, in digits of any script, spaced or not."""
    plain = "-".join(map(ascii_digits, SEPARATORS.split(comment)))
    return holds_number(plain) or _TWELVE.search(plain) is not None
