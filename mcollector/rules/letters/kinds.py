"""The kinds of letter, and the states a letter goes through."""

from mcollector.rules.labelled import Labelled


class LetterKind(Labelled):
    """Each kind is a folder of templates/mail."""

    INVITATION = "invitation", "招待"
    STAFF_INVITATION = "staff_invitation", "担当者の招待"
    REMINDER = "reminder", "催促"
    RETURN = "return", "差し戻し"
    COMPLETION = "completion", "完了"
    RESET = "reset", "パスワード再設定"
    PASSWORD_CHANGED = "password_changed", "パスワード変更"
    ADDRESS_CHANGED = "address_changed", "アドレス変更"
    FACTOR_REMOVED = "factor_removed", "二段階認証の解除"
    FACTOR_ADDED = "factor_added", "二段階認証の登録"
    NEW_DEVICE = "new_device", "新しい端末の知らせ"
    AFTER_FAILURES = "after_failures", "失敗後のログインの知らせ"
    SLIP_PRINTED = "slip_printed", "紙の招待状の知らせ"
    PROXY_ENTRY = "proxy_entry", "代行入力の知らせ"
    DIGEST = "digest", "毎朝の知らせ"
    OPENINGS = "openings", "閲覧人数の知らせ"

    @property
    def carries_secret(self) -> bool:
        """Tell whether the letter may hold a one-time secret."""
        return self in _WITH_SECRET


_WITH_SECRET = frozenset(
    {
        LetterKind.INVITATION,
        LetterKind.STAFF_INVITATION,
        LetterKind.REMINDER,
        LetterKind.RETURN,
        LetterKind.RESET,
    }
)


class LetterState(Labelled):
    """`ready → sending → sent | retry | failed | unknown`; retry and unknown go back to sending."""

    READY = "ready", "待ち"
    SENDING = "sending", "送信中"
    SENT = "sent", "送信済み"
    RETRY = "retry", "再試行中"
    FAILED = "failed", "不達"
    UNKNOWN = "unknown", "結果不明"
    VOID = "void", "取り消し"
