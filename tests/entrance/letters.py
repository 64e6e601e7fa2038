"""What arrived by mail: the texts to an address, and the link in one."""

import re
from urllib.parse import urlsplit

from mcollector.mail.mailbox import list_mails, read_mail


def texts_to(tools, address):
    """Return the texts of the mails to the address, the oldest first."""
    root = tools.config.home / "mail"
    every = frozenset(path.name for path in (root / "new").glob("*"))
    found = [one for one in list_mails(root, every) if address in one.to]
    return [read_mail(root, every, one.key).text for one in reversed(found)]


def link_in(text):
    """Return the path of the one-time link in a letter."""
    return urlsplit(re.search(r"http\S+/(?:first|reset)/\S+", text).group(0)).path


def secret_of(link):
    return link.rsplit("/", 1)[1]
