"""What founds a company, as typed: every text present, addresses that look like addresses."""

import re
from collections.abc import Mapping

from mcollector.rules import names
from mcollector.rules.errors import FormRefused
from mcollector.rules.sentences import Sentence, say

TEXTS = {
    "name": (say("会社の名称を入力してください。"), 200),
    "department": (say("担当部署を入力してください。"), 200),
    "phone": (say("電話番号を入力してください。"), 40),
    "hours": (say("受付時間を入力してください。"), 100),
    "admin_name": (say("管理者の氏名を入力してください。"), 200),
}
MAILS = {
    "reply_to": say("返信先のメールアドレスが正しくありません。「@」の後ろを確認してください。"),
    "admin_mail": say("管理者のメールアドレスが正しくありません。「@」の後ろを確認してください。"),
}
_MAIL = re.compile(r"^[^@\s<>\"]{1,64}@[A-Za-z0-9.-]{1,186}\.[A-Za-z0-9-]{2,}$")


def check(values: Mapping[str, str], purposes: tuple[str, ...]) -> dict[str, str]:
    """Return the stripped values; raises FormRefused with a sentence per field."""
    clean = {name: values.get(name, "").strip() for name in (*TEXTS, *MAILS)}
    wrong: dict[str, Sentence] = {}
    for name, (sentence, longest) in TEXTS.items():
        if not clean[name]:
            wrong[name] = sentence
        elif len(clean[name]) > longest:
            wrong[name] = say("%(n)d文字以内で入力してください。", n=longest)
        elif not names.is_printable(clean[name]):
            wrong[name] = say("使えない文字が含まれています。入力し直してください。")
    wrong |= {name: text for name, text in MAILS.items() if not _is_mail(clean[name])}
    if not purposes:
        wrong["purposes"] = say("利用目的を1つ以上選択してください。")
    if wrong:
        raise FormRefused(wrong)
    return clean


def _is_mail(text: str) -> bool:
    return _MAIL.fullmatch(text) is not None and names.is_printable(text)
