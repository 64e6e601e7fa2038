"""The rights of architecture §11 and the deeds they cover."""

from enum import StrEnum


class Right(StrEnum):
    """A staff account's right (利用権限); `MEMBER` is an employee of the company."""

    ADMIN = "admin"
    DATA = "data"
    UPLOAD = "upload"
    DOWNLOAD = "download"
    AUDITOR = "auditor"
    MEMBER = "member"

    @property
    def label(self) -> str:
        """Return the manual's word."""
        return _TITLES[self]


_TITLES = {
    Right.ADMIN: "組織管理者",
    Right.DATA: "データ利用者",
    Right.UPLOAD: "アップロード利用者",
    Right.DOWNLOAD: "ダウンロード利用者",
    Right.AUDITOR: "監査者",
    Right.MEMBER: "一般ユーザー",
}


class Deed(StrEnum):
    """What a right can cover; each route and each service of the office names one."""

    MENU = "menu"
    LIST = "list"
    REMIND = "remind"
    ROSTER = "roster"
    LETTERS = "letters"
    REVIEW = "review"
    REVEAL = "reveal"
    RETURN = "return"
    EDIT = "edit"
    SETTINGS = "settings"
    STAFF = "staff"
    EXPORT = "export"
    AUDIT = "audit"
    MAILBOX = "mailbox"


_UPLOAD = frozenset({Deed.MENU, Deed.LIST, Deed.REMIND, Deed.ROSTER, Deed.LETTERS})
_DATA = frozenset(
    {Deed.MENU, Deed.LIST, Deed.REMIND, Deed.EDIT, Deed.REVIEW, Deed.REVEAL, Deed.RETURN}
)
_COVERS: dict[Right, frozenset[Deed]] = {
    Right.ADMIN: _UPLOAD | _DATA | {Deed.SETTINGS, Deed.STAFF, Deed.AUDIT, Deed.MAILBOX},
    Right.DATA: _DATA,
    Right.UPLOAD: _UPLOAD,
    Right.DOWNLOAD: frozenset({Deed.MENU, Deed.EXPORT}),
    Right.AUDITOR: frozenset({Deed.MENU, Deed.AUDIT}),
    Right.MEMBER: frozenset(),
}


def may(right: Right, deed: Deed) -> bool:
    """Tell whether the right covers the deed (architecture §11, row "rights")."""
    return deed in _COVERS[right]
