"""利用目的の確認: shown before anything is collected."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from mcollector.portal.forms import go
from mcollector.rules.sentences import Sentence, say
from mcollector.services.drafts import drafts, notices
from mcollector.web import state
from mcollector.web.messages import translate_all
from mcollector.web.policies import Access, policy


def open_on(blueprint: Blueprint) -> None:
    """Open the routes."""
    blueprint.add_url_rule("/notice", "notice", show_page)
    blueprint.add_url_rule("/notice", "read_notice", confirm_reading, methods=("POST",))


@policy(Access.PERSON)
def show_page() -> ResponseReturnValue:
    """Show the purposes."""
    return _render_page({})


@policy(Access.PERSON)
def confirm_reading() -> ResponseReturnValue:
    """Note which version was read; a version that is no longer current is shown again."""
    if not request.form.get("read"):
        unread = say("利用目的を確認し、チェックを入れてください。")
        return _render_page({"read": unread}), 422
    with state.toolbox().work(state.actor()) as uow:
        drafts.author(uow)
        notice_id = notices.current(uow).id
        is_shown = _is_version(notice_id, request.form.get("notice", ""))
        if is_shown:
            notices.note_read(uow, notice_id, "ja")
    if not is_shown:
        changed = say("利用目的が変わりました。もう一度確認してください。")
        return _render_page({"read": changed}), 409
    return go("profile")


def _is_version(notice_id: UUID, text: str) -> bool:
    return text.replace("-", "").lower() == notice_id.hex


def _render_page(errors: Mapping[str, Sentence]) -> str:
    with state.toolbox().read(state.actor()) as uow:
        drafts.author(uow, lock=False)
        notice = notices.current(uow)
        has_read = notices.has_read(uow, notice.id)
    return render_template(
        "portal/notice.html", notice=notice, has_read=has_read, errors=translate_all(errors)
    )
