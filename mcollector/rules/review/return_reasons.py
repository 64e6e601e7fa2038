"""Why a photograph is sent back (差し戻し): reasons in three languages, with a drawing each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReturnReason:
    """A reason by its stored code; `drawing` names a file of static/drawings."""

    code: str
    text: str
    easy: str
    english: str
    drawing: str


REASONS = (
    ReturnReason(
        "blur",
        "ぼやけていて文字が読めません。",
        "ぼやけています。番号が 読めません。",
        "The photo is blurry.",
        "blurred",
    ),
    ReturnReason(
        "glare",
        "光が反射していて読めません。",
        "光っています。読めません。",
        "There is glare.",
        "glare",
    ),
    ReturnReason(
        "crop",
        "一部が切れています。四隅まで写してください。",
        "切れています。ぜんぶ うつしてください。",
        "Part of the card is cut off.",
        "cut_off",
    ),
    ReturnReason("dark", "暗くて読めません。", "くらいです。", "Too dark.", "dark"),
    ReturnReason(
        "side",
        "おもてとうらが逆です。",
        "おもてと うらが ちがいます。",
        "Wrong side.",
        "swapped",
    ),
    ReturnReason(
        "wrong_doc",
        "この書類は使えません（例：個人番号通知書）。",
        "この 紙（かみ）は 使えません。",
        "This document is not accepted.",
        "wrong_paper",
    ),
    ReturnReason(
        "expired",
        "有効期限が切れています。",
        "期限（きげん）が すぎています。",
        "Expired.",
        "expired",
    ),
    ReturnReason(
        "number",
        "入力された番号と書類の番号が違います。",
        "番号が カードと ちがいます。",
        "The number does not match.",
        "other_number",
    ),
    ReturnReason(
        "name",
        "氏名・生年月日が書類と違います。",
        "名前か うまれた日が ちがいます。",
        "Name or birth date differs.",
        "other_name",
    ),
    ReturnReason(
        "old_card",
        "通知カードの氏名・住所が古い内容です。",
        "通知カードの 住所が 古いです。",
        "The notification card is outdated.",
        "notice",
    ),
    ReturnReason(
        "missing",
        "書類が足りません。",
        "写真が 足りません。",
        "A document is missing.",
        "missing",
    ),
    ReturnReason(
        "other",
        "コメントを読んで、もう一度提出してください。",
        "コメントを 読んで、もう一度 出してください。",
        "Please read the comment and submit again.",
        "comment",
    ),
)

UNREADABLE = ReturnReason(
    "unreadable",
    "写真を開けませんでした。もう一度とってください。",
    "写真を 開けません。もう一度 とってください。",
    "The photo could not be opened.",
    "good",
)
"""The worker's own, for what turns out to be no photograph after 「更新」; no clerk chooses it."""

_BY_CODE = {reason.code: reason for reason in (*REASONS, UNREADABLE)}


def reason(code: str) -> ReturnReason:
    """Return the reason; KeyError for an unknown code."""
    return _BY_CODE[code]
