"""Which post a configuration means."""

from pathlib import Path

from mcollector.mail.maildir import MaildirPost
from mcollector.mail.post import Post
from mcollector.mail.smtp import SmtpPost


def post_for(url: str | None, home: Path) -> Post:
    """Return SMTP for a URL, else the home's Maildir; raises RuleBroken for a bad URL."""
    return SmtpPost(url) if url else MaildirPost(home / "mail")
