"""The kinds of letter, and the states a letter goes through."""

from enum import StrEnum


class LetterKind(StrEnum):
    """Each kind is a folder of templates/mail."""

    INVITATION = "invitation"
    STAFF_INVITATION = "staff_invitation"
    REMINDER = "reminder"
    RETURN = "return"
    COMPLETION = "completion"
    RESET = "reset"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a kind of letter
    ADDRESS_CHANGED = "address_changed"
    FACTOR_REMOVED = "factor_removed"
    PROXY_ENTRY = "proxy_entry"
    DIGEST = "digest"
    OPENINGS = "openings"

    @property
    def carries_secret(self) -> bool:
        """Tell whether the letter may hold a one-time secret."""
        return self in _WITH_SECRET

    @property
    def label(self) -> str:
        """Return the office's word."""
        return _KINDS[self]


_WITH_SECRET = frozenset(
    {
        LetterKind.INVITATION,
        LetterKind.STAFF_INVITATION,
        LetterKind.REMINDER,
        LetterKind.RETURN,
        LetterKind.RESET,
    }
)

_KINDS = {
    LetterKind.INVITATION: "招待",
    LetterKind.STAFF_INVITATION: "担当者の招待",
    LetterKind.REMINDER: "催促",
    LetterKind.RETURN: "差し戻し",
    LetterKind.COMPLETION: "完了",
    LetterKind.RESET: "パスワード再設定",
    LetterKind.PASSWORD_CHANGED: "パスワード変更",
    LetterKind.ADDRESS_CHANGED: "アドレス変更",
    LetterKind.FACTOR_REMOVED: "二段階認証の解除",
    LetterKind.PROXY_ENTRY: "代行入力の知らせ",
    LetterKind.DIGEST: "毎朝の知らせ",
    LetterKind.OPENINGS: "閲覧人数の知らせ",
}


class LetterState(StrEnum):
    """`ready → sending → sent | retry | failed | unknown`; retry and unknown go back to sending."""

    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    UNKNOWN = "unknown"
    VOID = "void"

    @property
    def label(self) -> str:
        """Return the office's word."""
        return _STATES[self]


_STATES = {
    LetterState.READY: "待ち",
    LetterState.SENDING: "送信中",
    LetterState.SENT: "送信済み",
    LetterState.RETRY: "再試行中",
    LetterState.FAILED: "不達",
    LetterState.UNKNOWN: "結果不明",
    LetterState.VOID: "取り消し",
}
