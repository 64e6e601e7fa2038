"""The form that founds a company: every text is present, addresses look like addresses."""

import re
from collections.abc import Mapping

from mcollector.rules.errors import FormRefused
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.text import names

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


CONTACT = ("name", "department", "phone", "hours", "reply_to")
"""What employees are told of their company; the rest founds it."""

_FOUNDING = ("admin_name", "admin_mail")


def check_company(values: Mapping[str, str], purposes: tuple[str, ...]) -> dict[str, str]:
    """Return the stripped values; raises FormRefused with a sentence per field."""
    clean, errors = _checked(values, CONTACT + _FOUNDING)
    if not purposes:
        errors["purposes"] = NO_PURPOSE
    if errors:
        raise FormRefused(errors)
    return clean


NO_PURPOSE = say("利用目的を1つ以上選択してください。")


def check_contact(values: Mapping[str, str]) -> dict[str, str]:
    """Return the stripped contact; raises FormRefused with a sentence per field."""
    clean, errors = _checked(values, CONTACT)
    if errors:
        raise FormRefused(errors)
    return clean


def _checked(
    values: Mapping[str, str], wanted: tuple[str, ...]
) -> tuple[dict[str, str], dict[str, Sentence]]:
    clean = {name: values.get(name, "").strip() for name in wanted}
    errors = {name: text for name in wanted if (text := _fault(name, clean[name])) is not None}
    return clean, errors


def _fault(name: str, text: str) -> Sentence | None:
    if name in MAILS:
        return None if _is_mail(text) else MAILS[name]
    sentence, longest = TEXTS[name]
    if not text:
        return sentence
    if len(text) > longest:
        return say("%(n)d文字以内で入力してください。", n=longest)
    if not names.is_printable(text):
        return say("使えない文字が含まれています。入力し直してください。")
    return None


def _is_mail(text: str) -> bool:
    return _MAIL.fullmatch(text) is not None and names.is_printable(text)
