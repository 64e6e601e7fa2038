"""What each letter is told: the names its templates know. Nothing else reaches a letter.

company, department, phone, hours   the company and its contact, as it wrote them
name                                the addressee's full name
link                                the only address in the letter: login, or with the secret
user_id                             ユーザーID
secret                              仮パスワード as `one_time.group` prints it, "" for none
valid_until, valid_until_en         until when the secret works; read only where there is one
deadline, deadline_en               締め切り: 2026年11月26日（木） and 2026-11-26
registered_on, confirmed_on         登録日, 確認日
at, today                           日時: when it happened, or was counted; the day of counting
counts                              how many people, one name each: `COUNTS`
receipt                             受付番号
items                               what is sent back, each a mapping of `ITEM`
comment                             the reviewer's comment, "" for none

There is no name for a number, a birth date or a photograph.
"""

from collections.abc import Mapping

from mcollector.rules.letters.kinds import LetterKind

_COMPANY = frozenset({"company", "department", "phone", "hours"})
_PERSON = _COMPANY | {"name"}
_ENTRY = _PERSON | {"link", "user_id", "secret", "valid_until", "valid_until_en"}
_DUE = _ENTRY | {"deadline", "deadline_en"}

ITEM = frozenset({"paper", "reason", "paper_easy", "reason_easy", "paper_en", "reason_en"})
"""The paper's name and the reason, in 標準, やさしい日本語 and English."""

COUNTS = frozenset({"to_review", "late", "returned", "bounced", "verified", "total"})
"""How many people: 確認待ち, 期限超過, 差し戻し, 不達, 確認済み, 全員."""

VALUES: Mapping[LetterKind, frozenset[str]] = {
    LetterKind.INVITATION: _DUE,
    LetterKind.STAFF_INVITATION: _ENTRY,
    LetterKind.REMINDER: _DUE | {"registered_on"},
    LetterKind.RETURN: _DUE | {"items", "comment"},
    LetterKind.COMPLETION: _PERSON | {"confirmed_on", "receipt"},
    LetterKind.RESET: _COMPANY | {"link"},
    LetterKind.PASSWORD_CHANGED: _PERSON | {"at"},
    LetterKind.ADDRESS_CHANGED: _PERSON | {"at"},
    LetterKind.FACTOR_REMOVED: _PERSON | {"at"},
    LetterKind.FACTOR_ADDED: _PERSON | {"at"},
    LetterKind.NEW_DEVICE: _PERSON | {"at"},
    LetterKind.AFTER_FAILURES: _PERSON | {"at"},
    LetterKind.SLIP_PRINTED: _PERSON | {"at"},
    LetterKind.PROXY_ENTRY: _PERSON | {"at"},
    LetterKind.OPENINGS: _PERSON | {"link", "at"},
    LetterKind.DIGEST: _PERSON | {"link", "at", "today"} | COUNTS,
}
