"""The rights of architecture §11 and the deeds they cover."""

from enum import StrEnum

from mcollector.rules.sentences import Sentence, say


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


OFFICE = tuple(right for right in Right if right is not Right.MEMBER)
"""The rights that open the office's door."""


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
    RETIRE = "retire"
    SETTINGS = "settings"
    STAFF = "staff"
    EXPORT = "export"
    AUDIT = "audit"
    MAILBOX = "mailbox"


DEEDS: dict[Deed, Sentence] = {
    Deed.LIST: say("ユーザー一覧"),
    Deed.REMIND: say("メール送信（催促）"),
    Deed.ROSTER: say("アップロード"),
    Deed.LETTERS: say("メール送信状況・紙の招待状"),
    Deed.REVIEW: say("本人性確認"),
    Deed.REVEAL: say("マイナンバーの表示"),
    Deed.RETURN: say("差し戻し"),
    Deed.EDIT: say("編集・代行入力"),
    Deed.RETIRE: say("退職・再雇用"),
    Deed.EXPORT: say("書き出し"),
    Deed.AUDIT: say("監査ログ"),
    Deed.SETTINGS: say("会社設定"),
    Deed.STAFF: say("管理者・権限"),
}
"""What is told of a right to whoever gives it, in this order."""

_UPLOAD = frozenset({Deed.MENU, Deed.LIST, Deed.REMIND, Deed.ROSTER, Deed.LETTERS})
_DATA = frozenset(
    {Deed.MENU, Deed.LIST, Deed.REMIND, Deed.EDIT, Deed.REVIEW, Deed.REVEAL, Deed.RETURN}
)
_COVERS: dict[Right, frozenset[Deed]] = {
    Right.ADMIN: _UPLOAD
    | _DATA
    | {Deed.RETIRE, Deed.SETTINGS, Deed.STAFF, Deed.AUDIT, Deed.MAILBOX},
    Right.DATA: _DATA,
    Right.UPLOAD: _UPLOAD,
    Right.DOWNLOAD: frozenset({Deed.MENU, Deed.EXPORT}),
    Right.AUDITOR: frozenset({Deed.MENU, Deed.AUDIT}),
    Right.MEMBER: frozenset(),
}


def may(right: Right, deed: Deed) -> bool:
    """Tell whether the right covers the deed (architecture §11, row "rights")."""
    return deed in _COVERS[right]
