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


class LetterState(StrEnum):
    """`ready → sending → sent | retry | failed | unknown`; retry and unknown go back to sending."""

    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    UNKNOWN = "unknown"
    VOID = "void"
