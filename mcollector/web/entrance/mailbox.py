"""/mail/: what a trial installation sent for a company, for that company's 組織管理者 only."""

from pathlib import Path

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from mcollector.mail.mailbox import keys_of, list_mails, read_mail
from mcollector.rules.rights import Permission
from mcollector.services.letters import mailed
from mcollector.web import state
from mcollector.web.policies import Access, policy


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/mail/", "mailbox", mailbox)
    blueprint.add_url_rule("/mail/<key>", "mail", mail)


@policy(Access.STAFF, Permission.MAILBOX)
def mailbox() -> ResponseReturnValue:
    """List the company's mails, the newest first; 404 outside a trial on loopback."""
    return render_template("entrance/mailbox.html", mails=list_mails(_root(), _own_keys()))


@policy(Access.STAFF, Permission.MAILBOX)
def mail(key: str) -> ResponseReturnValue:
    """Show one mail's text; somebody else's answers 404, as one that is not there."""
    shown_mail = read_mail(_root(), _own_keys(), key)
    if shown_mail is None:
        abort(404)
    return render_template("entrance/mail.html", mail=shown_mail)


def _root() -> Path:
    """Return where the mails lie; 404 outside a trial on loopback."""
    config = state.toolbox().config
    if not config.shows_mailbox:
        abort(404)
    return config.home / "mail"


def _own_keys() -> frozenset[str]:
    """Return the keys of the company's mails: a key in an address proves nothing."""
    tools = state.toolbox()
    with tools.read(state.actor()) as uow:
        return keys_of(mailed.find_letters(uow), tools.config.mail_domain)
