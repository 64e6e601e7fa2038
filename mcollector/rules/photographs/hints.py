"""Hints on a photograph: what to do better, for the employee; never a refusal.

The codes are those of the worker's look at it; a document keeps them, one after the other.
"""

from collections.abc import Iterable

from mcollector.rules.sentences import Sentence, say

SAME_AS_BEFORE = "same_as_before"
SAME_AS_OTHER = "same_as_other"
"""The photograph of another place in the same form: the worker finds both of these by itself."""

_SENTENCES = {
    "dark": say("写真が暗いようです。明るいところで、もう一度とると読みやすくなります。"),
    "blurred": say("ぼけているようです。動かさずに、もう一度とると読みやすくなります。"),
    "too_small": say("文字が小さいようです。近づいて、もう一度とると読みやすくなります。"),
    "cut_off": say("番号の端が切れているようです。書類の全体が入るようにとってください。"),
    "wrong_side": say("反対の面のようです。表と裏を確認してください。"),
    "other_paper": say("ほかの書類のようです。選んだ書類の写真か確認してください。"),
    "application_qr": say(
        "「個人番号通知書」か交付申請書のようです。マイナンバーの確認には使えません。"
        "マイナンバーカード、通知カード、マイナンバー入りの住民票のどれかを送ってください。"
    ),
    SAME_AS_BEFORE: say("前に送った写真と同じようです。選んだ写真を確認してください。"),
    SAME_AS_OTHER: say("ほかの場所の写真と同じようです。選んだ写真を確認してください。"),
    "expired": say("有効期限が過ぎているようです。期限を確認してください。"),
}


def sentence_of(code: str) -> Sentence:
    """Return what the employee reads; KeyError for a code no look has."""
    return _SENTENCES[code]


def codes() -> tuple[str, ...]:
    """Return every code."""
    return tuple(_SENTENCES)


def join_codes(found: Iterable[str]) -> str:
    """Return the codes as a document keeps them."""
    return " ".join(found)


def sentences(kept: str) -> tuple[Sentence, ...]:
    """Return the sentences of the codes a document keeps."""
    return tuple(sentence_of(code) for code in kept.split())
