"""What every template gets: the company, who is signed in, and the banners."""

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_login import current_user

from mcollector.rules.rights import Permission, may
from mcollector.services.login.sessions import SessionView
from mcollector.web.state import recall, session, toolbox


def install(app: Flask) -> None:
    """Give every template `company`, `account`, `banners` and what its tiles need."""
    app.context_processor(_page_values)


def _page_values() -> dict[str, Any]:
    if not current_user.is_authenticated:
        return {"banners": _banners()}
    view = session()
    may_mail = toolbox().config.shows_mailbox and may(view.right, Permission.MAILBOX)
    return {
        "company": view.company,
        "account": {
            "name": view.name,
            "right": view.right.label if view.is_staff else "",
            "brightness": view.brightness,
            "text_size": view.text_size,
            "logout": url_for("entrance.logout"),
        },
        "banners": _banners(),
        "leaving": _leaving(view),
        "may_upload": may(view.right, Permission.ROSTER),
        "mailbox_url": url_for("entrance.mailbox") if may_mail else None,
        "enrol_url": url_for("entrance.enrol") if view.is_staff else None,
    }


def _leaving(view: SessionView) -> dict[str, Any] | None:
    """Return when the session ends and where to say 「続ける」; None on the way in."""
    if view.stage != "full":
        return None
    door = "admin" if view.is_staff else "portal"
    seconds = view.seconds_left(toolbox().now())
    return {"seconds": seconds, "stay": url_for("entrance.stay", door=door)}


def _banners() -> list[str]:
    config = toolbox().config
    banners = []
    if recall("expired"):
        banners.append(
            _("画面の有効期限が切れていました。内容を確認して、もう一度押してください。")
        )
    if config.time_shift:
        banners.append(_("試用のため、時計をずらしています。"))
    if current_user.is_authenticated and session().is_staff and not session().has_second_factor:
        banners.append(_("二段階認証が登録されていません。"))
    return banners
