"""Mail addresses as people write them in lists and forms, made ready for sending."""

import re
import unicodedata

from mcollector.rules.errors import FieldRefused
from mcollector.rules.sentences import say
from mcollector.rules.text.names import trim

MAX_LENGTH = 254
_MAX_LOCAL = 64
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_OLD_MOBILE = re.compile(r"[A-Za-z0-9_+/?.-]+")
_OLD_MOBILE_HOSTS = ("docomo.ne.jp", "ezweb.ne.jp", "au.com")
_HOST = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])")
_ENCODED = "=?"
"""How an encoded word begins (RFC 2047): mail programs would decode it, in an address as well."""

_SCHEME = re.compile(r"^mailto:", re.IGNORECASE)
_WITH_NAME = re.compile(r"[^<>]*<([^<>]+)>")


def parse_mail(text: str) -> str:
    """Return the address: half-width, no `mailto:` or name around it, the host in small letters.

    The part before @ keeps its case; docomo and au addresses may have `..` or end in a dot there.
    Raises FieldRefused naming the part that is wrong.
    """
    mail = _bare(text)
    if not mail:
        raise FieldRefused(say("メールアドレスを入力してください。"))
    local, at, host = mail.rpartition("@")
    if not at:
        raise FieldRefused(say("メールアドレスに「@」がありません。"))
    if "@" in local:
        raise FieldRefused(say("メールアドレスの「@」は1つだけにしてください。"))
    return _checked(local, host.lower())


def _bare(text: str) -> str:
    plain = trim(unicodedata.normalize("NFKC", trim(text)))
    named = _WITH_NAME.fullmatch(plain)
    return _SCHEME.sub("", trim(named[1] if named else plain), count=1)


def _checked(local: str, host: str) -> str:
    if not _HOST.fullmatch(host):
        raise FieldRefused(say("メールアドレスが正しくありません。「@」の後ろを確認してください。"))
    if len(local) > _MAX_LOCAL or not _is_local(local, host):
        raise FieldRefused(say("メールアドレスが正しくありません。「@」の前を確認してください。"))
    if len(local) + 1 + len(host) > MAX_LENGTH:
        raise FieldRefused(say("メールアドレスが長すぎます。254文字以内で入力してください。"))
    return f"{local}@{host}"


def _is_local(local: str, host: str) -> bool:
    if host in _OLD_MOBILE_HOSTS and _OLD_MOBILE.fullmatch(local):
        return True
    return _ENCODED not in local and _ATOMS.fullmatch(local) is not None


def mail_key(mail: str) -> str:
    """Return the key under which the same mailbox in other case is found."""
    return mail.lower()
