"""What a server's reply or a failure of the line is called in the list of letters."""

import re
import smtplib
import ssl

Reply = tuple[int, bytes]

_DETAIL = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}(?!\S)")
"""The enhanced status code a server may put before its words (RFC 3463)."""


def code(reply: Reply) -> str:
    """Return `550` or, where the server says it more exactly, `550 5.1.1`; never its words."""
    detail = _DETAIL.match(reply[1])
    return f"{reply[0]} {detail[0].decode()}" if detail else str(reply[0])


def reason(error: Exception) -> str:
    """Return a word for the list of failures; smtplib hides a timeout behind a disconnection."""
    if isinstance(error, smtplib.SMTPResponseException):
        return str(error.smtp_code)
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "timeout"
    if isinstance(error, smtplib.SMTPServerDisconnected | ConnectionResetError | BrokenPipeError):
        return "dropped"
    if isinstance(error, ssl.SSLError):
        return "tls"
    return "not-supported" if isinstance(error, smtplib.SMTPException) else "no-connection"
