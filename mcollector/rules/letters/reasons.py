"""Why a letter did not arrive, in words: from a server's code or one of our own words."""

import re

from mcollector.rules.sentences import Sentence, say

BY_HAND = "by-hand"
"""The code of a letter whose bounce came later, and was taken over by the office."""

_NOBODY = say("宛先なし")
_FULL = say("容量超過")
_REFUSED = say("拒否")
_TOO_LARGE = say("メールが大きすぎる")
_BUSY = say("一時的に受け取れない")
_UNREACHABLE = say("接続できない")
_SIGN_IN = say("送信サーバーにログインできない")

_OURS = {
    BY_HAND: say("あとから戻ってきた"),
    "bad-address": say("アドレスの書き方が正しくない"),
    "no-connection": _UNREACHABLE,
    "dropped": say("途中で切れた"),
    "timeout": say("返事がない"),
    "tls": say("暗号化した接続ができない"),
    "not-supported": say("送信サーバーの設定が合わない"),
    "garbled": say("サーバーの返事を読めない"),
    "disk": say("保存先に書けない"),
}

OF_OUR_SERVER = frozenset({"no-connection", "tls", "not-supported", "535 5.7.8", "535", "530"})
"""The codes that are about the company's own mail server, whoever the letter is to."""

_EXACT = (
    (re.compile(r"5\.1\.[78]"), _REFUSED),
    (re.compile(r"5\.1\.\d+|5\.2\.1"), _NOBODY),
    (re.compile(r"[45]\.2\.2"), _FULL),
    (re.compile(r"[45]\.(2\.3|3\.4)"), _TOO_LARGE),
    (re.compile(r"4\.\d+\.\d+"), _BUSY),
    (re.compile(r"5\.7\.8"), _SIGN_IN),
    (re.compile(r"5\.7\.\d+"), _REFUSED),
)
"""Enhanced status codes (RFC 3463); 1 is about the address, 2 the mailbox, 7 a policy."""

_BASIC = {
    "452": _FULL,
    "530": _SIGN_IN,
    "534": _SIGN_IN,
    "535": _SIGN_IN,
    "550": _NOBODY,
    "551": _NOBODY,
    "552": _FULL,
    "553": _NOBODY,
}
"""Reply codes (RFC 5321 §4.2.3, RFC 4954 §6)."""


def reason(code: str) -> Sentence | None:
    """Return why, in words; None for no code.

    A server's code is `550` or `550 5.1.1`; any other word is the name of an error of ours, which
    means that the words of the letter could not be made.
    """
    if not code:
        return None
    basic, _, exact = code.partition(" ")
    if code in _OURS:
        return _OURS[code]
    if not basic.isdecimal():
        return say("文面を作れなかった")
    sentences = (words for pattern, words in _EXACT if pattern.fullmatch(exact))
    return next(sentences, None) or _BASIC.get(basic) or (_BUSY if basic < "5" else _REFUSED)
