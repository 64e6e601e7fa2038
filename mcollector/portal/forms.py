"""What the portal's pages share: the employee's own form, and what can go wrong with it."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mcollector.rules.errors import MoveRefused, NotSaved
from mcollector.rules.states import PersonState
from mcollector.services.employee import status
from mcollector.web import errors, form_again, state
from mcollector.web.csrf import SAFE
from mcollector.web.form.context import FormContext

HANDED_IN = (PersonState.SUBMITTED, PersonState.VERIFIED)


def open_on(blueprint: Blueprint) -> None:
    """Answer what can go wrong on any page of the form."""
    blueprint.register_error_handler(MoveRefused, _closed)
    blueprint.register_error_handler(NotSaved, _not_saved)


def form_context() -> FormContext:
    """Return the context of the employee's own form."""
    return FormContext(state.actor(), "portal", "portal/layout.html", render_template)


def go(page: str) -> ResponseReturnValue:
    """Redirect to the page."""
    return form_context().go(page)


def _closed(error: MoveRefused) -> ResponseReturnValue:
    """Redirect to the receipt; a form sent after 「更新」 is refused with a sentence."""
    with state.toolbox().read(state.actor()) as uow:
        where = status.status(uow).state
    if request.method in SAFE:
        return go("done" if where in HANDED_IN else "menu")
    if where not in HANDED_IN:
        return errors.render_error(409, state.words(error.sentence))
    return errors.render_error(
        409,
        _("提出はすでに完了しています。"),
        _("いま送信した内容は受け取っていません。直したいときは、会社に連絡してください。"),
    )


def _not_saved(error: NotSaved) -> ResponseReturnValue:
    """Show what was typed, to be sent once more: the disk was full or the database busy."""
    if request.method in SAFE:
        return errors.render_error(errors.find_status(error), state.words(error.sentence))
    return form_again.show_again(
        errors.find_status(error),
        _("保存できませんでした。"),
        _("この操作は行われていません。時間をおいて、下のボタンを押すと、もう一度送信します。"),
    )
