"""/mail/: what a trial installation sent, for its 組織管理者 only."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from mcollector.mail.mailbox import list_mails, read_mail
from mcollector.rules.rights import Permission
from mcollector.web import state
from mcollector.web.policies import Access, policy


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/mail/", "mailbox", mailbox)
    blueprint.add_url_rule("/mail/<key>", "mail", mail)


@policy(Access.STAFF, Permission.MAILBOX)
def mailbox() -> ResponseReturnValue:
    """List the mails, the newest first; 404 outside a trial on loopback."""
    config = state.toolbox().config
    if not config.shows_mailbox:
        abort(404)
    return render_template("entrance/mailbox.html", mails=list_mails(config.home / "mail"))


@policy(Access.STAFF, Permission.MAILBOX)
def mail(key: str) -> ResponseReturnValue:
    """Show one mail's text."""
    config = state.toolbox().config
    shown_mail = read_mail(config.home / "mail", key) if config.shows_mailbox else None
    if shown_mail is None:
        abort(404)
    return render_template("entrance/mail.html", mail=shown_mail)
