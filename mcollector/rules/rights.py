"""The rights of architecture §11 and the permissions they cover."""

from enum import StrEnum

from mcollector.rules.labelled import Labelled
from mcollector.rules.sentences import Sentence, say


class Right(Labelled):
    """A staff account's right (利用権限); `MEMBER` is an employee of the company."""

    ADMIN = "admin", "組織管理者"
    DATA = "data", "データ利用者"
    UPLOAD = "upload", "アップロード利用者"
    DOWNLOAD = "download", "ダウンロード利用者"
    AUDITOR = "auditor", "監査者"
    MEMBER = "member", "一般ユーザー"


OFFICE = tuple(right for right in Right if right is not Right.MEMBER)
"""The rights that open the office's door."""


class Permission(StrEnum):
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


PERMISSION_WORDS: dict[Permission, Sentence] = {
    Permission.LIST: say("ユーザー一覧"),
    Permission.REMIND: say("メール送信（催促）"),
    Permission.ROSTER: say("アップロード"),
    Permission.LETTERS: say("メール送信状況・紙の招待状"),
    Permission.REVIEW: say("本人性確認"),
    Permission.REVEAL: say("マイナンバーの表示"),
    Permission.RETURN: say("差し戻し"),
    Permission.EDIT: say("編集・代行入力"),
    Permission.RETIRE: say("退職・再雇用"),
    Permission.EXPORT: say("書き出し"),
    Permission.AUDIT: say("監査ログ"),
    Permission.SETTINGS: say("会社設定"),
    Permission.STAFF: say("管理者・権限"),
}
"""What is told of a right to whoever gives it, in this order."""

_UPLOAD = frozenset(
    {Permission.MENU, Permission.LIST, Permission.REMIND, Permission.ROSTER, Permission.LETTERS}
)
_DATA = frozenset(
    {
        Permission.MENU,
        Permission.LIST,
        Permission.REMIND,
        Permission.EDIT,
        Permission.REVIEW,
        Permission.REVEAL,
        Permission.RETURN,
    }
)
_COVERS: dict[Right, frozenset[Permission]] = {
    Right.ADMIN: _UPLOAD
    | _DATA
    | {
        Permission.RETIRE,
        Permission.SETTINGS,
        Permission.STAFF,
        Permission.AUDIT,
        Permission.MAILBOX,
    },
    Right.DATA: _DATA,
    Right.UPLOAD: _UPLOAD,
    Right.DOWNLOAD: frozenset({Permission.MENU, Permission.EXPORT}),
    Right.AUDITOR: frozenset({Permission.MENU, Permission.AUDIT}),
    Right.MEMBER: frozenset(),
}


def may(right: Right, permission: Permission) -> bool:
    """Tell whether the right covers the permission (architecture §11, row "rights")."""
    return permission in _COVERS[right]
