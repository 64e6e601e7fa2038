"""What the pages of 証明書登録 share: the device's form, its key, errors, the way onward."""

from collections.abc import Mapping

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mcollector.rules.errors import MoveRefused, NotSaved
from mcollector.rules.sentences import Sentence
from mcollector.rules.states import PersonState
from mcollector.services import device_keys, drafts, status
from mcollector.services.form_state import FormState
from mcollector.web import again, errors, state
from mcollector.web.csrf import SAFE
from mcollector.web.sessions import device_key, set_device_key
from mcollector.web.told import Told, told

HANDED_IN = (PersonState.SUBMITTED, PersonState.VERIFIED)


def open_on(blueprint: Blueprint) -> None:
    """Answer what can go wrong on any page of the form."""
    blueprint.register_error_handler(MoveRefused, _closed)
    blueprint.register_error_handler(NotSaved, _not_saved)


def form_so_far() -> FormState:
    """Return this device's form; raises MoveRefused once there is nothing more to fill in."""
    with state.toolbox().read(state.actor()) as uow:
        drafts.author(uow, lock=False)
        return drafts.load(uow, device_key())


def key_of_device() -> bytes:
    """Return the key of this device's draft, a new one on a new device."""
    return device_key() or device_keys.new()


def go(
    endpoint: str, key: bytes | None = None, *, position: int | None = None
) -> ResponseReturnValue:
    """Redirect to the endpoint, of the dependent at the position, leaving the device its key."""
    response = make_response(redirect(url_for(f"portal.{endpoint}", position=position)))
    if key is not None:
        set_device_key(response, key)
    return response


def shown(page: str, status_code: int, key: bytes) -> ResponseReturnValue:
    """Answer with the page, leaving the device the key of what was kept although it was refused."""
    response = make_response(page, status_code)
    set_device_key(response, key)
    return response


def translated(sentences: Mapping[str, Sentence]) -> dict[str, Told]:
    """Return the errors in the reader's language, each with its easy words."""
    return {name: told(sentence) for name, sentence in sentences.items()}


def _closed(error: MoveRefused) -> ResponseReturnValue:
    """Lead to the receipt; what was sent after 「更新」 is refused in so many words."""
    with state.toolbox().read(state.actor()) as uow:
        where = status.status(uow).state
    if request.method in SAFE:
        return go("done" if where in HANDED_IN else "menu")
    if where not in HANDED_IN:
        return errors.page(409, state.words(error.sentence))
    return errors.page(
        409,
        _("提出はすでに完了しています。"),
        _("いま送信した内容は受け取っていません。直したいときは、会社に連絡してください。"),
    )


def _not_saved(error: NotSaved) -> ResponseReturnValue:
    """Show what was typed to be sent once more: the disk was full, or the database too busy."""
    if request.method in SAFE:
        return errors.page(errors.status_of(error), state.words(error.sentence))
    return again.page(
        errors.status_of(error),
        _("保存できませんでした。"),
        _("この操作は行われていません。時間をおいて、下のボタンを押すと、もう一度送信します。"),
    )
