"""Made-up letters: the values of every kind, and messages to post."""

from datetime import UTC, datetime

from mcollector.mail.letters import Rendered
from mcollector.mail.post import Message
from mcollector.mail.values import VALUES
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.login import one_time
from mcollector.rules.review import return_reasons

SECRET = one_time.group("7K3MQ9ZT4WHXB2NDR6YV")
LOGIN = "https://my.example.co.jp/login"
LINK = f"https://my.example.co.jp/first/7H3KQ9ZT/{SECRET}"
BLURRED = return_reasons.reason("blur")
ITEM = {
    "paper": "マイナンバーカードの うら（番号が ある面）",
    "reason": BLURRED.text,
    "paper_easy": "マイナンバーカードの うら（番号が ある ほう）",
    "reason_easy": BLURRED.easy,
    "paper_en": "My Number Card, back",
    "reason_en": BLURRED.english,
}
EVERYTHING = {
    "name": "佐藤 翔太",
    "company": "株式会社サンプル建設",
    "department": "総務部 労務課",
    "phone": "03-0000-0000",
    "hours": "平日 9:00〜17:00",
    "deadline": "2026年12月31日（木）",
    "deadline_en": "2026-12-31",
    "valid_until": "2026年12月29日（火） 21:15",
    "valid_until_en": "2026-12-29 21:15 (Japan time)",
    "link": LINK,
    "user_id": "7H3KQ9ZT",
    "secret": SECRET,
    "registered_on": "2026年12月28日（月）",
    "confirmed_on": "2026年12月30日（水）",
    "receipt": "R-7H3KQ9ZT",
    "at": "2026年12月30日（水） 10:00",
    "items": [ITEM],
    "today": "2026年12月30日（水）",
    "to_review": 9,
    "late": 7,
    "returned": 2,
    "bounced": 1,
    "verified": 12,
    "total": 40,
    "comment": "もう少し明るい場所で撮影してください。\n裏面だけで結構です。",
}

HEADERS = [
    "Subject",
    "From",
    "Reply-To",
    "Date",
    "List-Id",
    "Auto-Submitted",
    "To",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
]
"""The headers of a letter, in their order: there is no other."""


def values(kind, **changed):
    return {key: (EVERYTHING | changed)[key] for key in VALUES[LetterKind(kind)]}


def message(number=1, **changed):
    parts = {
        "to": f"taro{number}@example.com",
        "to_name": "山田 太郎",
        "rendered": Rendered("件名のみほん", f"本文 {number}\n.点で始まる行\n", "<p>本文</p>"),
        "message_id": f"<{number:032x}@example.co.jp>",
        "from_": "no-reply@example.co.jp",
        "reply_to": "soumu@example.co.jp",
        "list_id": "株式会社サンプル建設 <invitation.example.co.jp>",
        "at": datetime(2026, 12, 30, 1, 0, tzinfo=UTC),
    }
    return Message(**(parts | changed))
