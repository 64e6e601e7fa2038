"""Addresses: what may stand in a header or an envelope; nothing that could end a line."""

import re
import unicodedata
from email.headerregistry import Address

_ADDRESS = re.compile(r"([A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64})@([A-Za-z0-9.-]{1,253})")
_PLAIN_LOCAL = re.compile(r"[^.]+(?:\.[^.]+)*")
_BREAKING = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Control characters, lone surrogates, line and paragraph separators."""


_ENCODED = "=?"
"""How an encoded word begins (RFC 2047). The library decodes one inside what it is given, and
writes a line break hidden in it as it is: a name could plant a header."""


class BadAddress(ValueError):
    """An address or a header of the message cannot travel; it never repeats the content."""


def address(addr_spec: str, display_name: str = "") -> Address:
    """Return the address for a header; raises BadAddress unless it is ASCII and one line."""
    match = _ADDRESS.fullmatch(addr_spec)
    if match is None or _ENCODED in addr_spec:
        raise BadAddress("the address cannot stand in a mail")
    username, domain = match.groups()
    return Address(one_line(display_name), username, domain)


def on_envelope(address: Address) -> str:
    """Return the address as SMTP wants it.

    Old addresses of Japanese carriers (`a..b@`, `a.@`) exist but are no dot-atoms; RFC 5321
    §4.1.2 lets them travel with the local part in quotation marks.
    """
    if _PLAIN_LOCAL.fullmatch(address.username):
        return f"{address.username}@{address.domain}"
    return f'"{address.username}"@{address.domain}'


def one_line(text: str) -> str:
    """Return the text; raises BadAddress when it holds anything that could end a header's line.

    An encoded word in it is text like any other: a space keeps it from being read as one.
    """
    if any(unicodedata.category(sign) in _BREAKING for sign in text):
        raise BadAddress("a header cannot hold a control character")
    return text.replace(_ENCODED, "= ?")
