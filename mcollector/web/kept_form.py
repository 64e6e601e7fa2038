"""What somebody typed is kept through a login, sealed: only they are shown it and may send it."""

from dataclasses import dataclass

from flask import Response, flash, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mcollector.rules.actor import Actor
from mcollector.services.drafts import device_keys, kept_forms
from mcollector.services.drafts.kept_forms import KeptForm, Keys
from mcollector.web import form_again, form_owner, state
from mcollector.web.form_again import Again
from mcollector.web.form_owner import Owner
from mcollector.web.policies import Access, Body, Policy
from mcollector.web.sessions import device_key, set_device_key

FORM, OWNER = "kept", "kept_for"
"""Fields of the login's own form: what is sealed, and for whom."""
OFFERED = (Access.PERSON, Access.STAFF)
"""Pages whose forms are kept; the others are steps of a login and ask for secrets only."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A sealed form as the login carries it; nothing of it can be read from the page."""

    owner: Owner
    name: str
    sealed: str

    @property
    def fields(self) -> dict[str, str]:
        """Return the fields that carry it."""
        return {FORM: self.sealed, OWNER: form_owner.mark(self.owner)} if self.sealed else {}


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody else who is signed in, and where their pages begin."""

    name: str
    url: str


def show_login(rule: Policy) -> ResponseReturnValue | None:
    """Return the login with the request's form sealed in it, or None when nothing is kept.

    The form is that of the account whose page it was, and a form that does not say so is nobody's:
    another site can send one. A body of photographs is not read for somebody unknown.
    """
    if request.method != "POST" or rule.body is not Body.SMALL or request.content_length is None:
        return None
    owner = form_owner.find_sent()
    if owner is None:
        return None
    flash(_("ログアウトしました。"), "message")
    return _ask_owner(owner, rule, 401)


def show_to_another(rule: Policy, owner: Owner, home: str) -> ResponseReturnValue | None:
    """Return the login of whoever typed the form, for somebody else is signed in now.

    `home` is where the pages of whoever is signed in begin; None when the account is gone.
    """
    here = Here(state.session().name, home)
    return _ask_owner(owner, rule, 409, here)


def find_carried() -> Kept | None:
    """Return what the login's own form carries, to be carried on."""
    owner, sealed = form_owner.read(request.form.get(OWNER, "")), request.form.get(FORM, "")
    name = _find_name(owner) if owner is not None and sealed else None
    return Kept(owner, name, sealed) if owner is not None and name is not None else None


def with_next(response: Response, outcome: str, owner: Owner) -> Response:
    """Return the answer to a step of the login, a page in place of its way when a form is carried.

    `owner` has just come in with the answer's session. Who typed the form is shown it, to be sent
    by a press; anybody else reads whose it is, and no more.
    """
    kept = find_carried()
    if kept is None or outcome not in ("ok", "second_factor"):
        return response
    form_owner.enter(owner)
    page = _render_next(kept, outcome, owner, response.location or "")
    if page is not None:
        del response.headers["Location"]
        response.status_code = 200
        response.set_data(page)
    return response


def _render_next(kept: Kept, outcome: str, owner: Owner, way_on: str) -> str | None:
    if outcome == "second_factor":
        return render_template("entrance/second_factor.html", errors={}, kept=kept)
    if owner == kept.owner:
        return _render_again(kept)
    return _render_login(kept, Here(_find_name(owner) or "", way_on))


def _ask_owner(
    owner: Owner, rule: Policy, status: int, here: Here | None = None
) -> ResponseReturnValue | None:
    name = _find_name(owner)
    if name is None:
        return None
    key = device_key() or device_keys.new()
    sealed = _seal(owner, key) if rule.access in OFFERED else ""
    response = make_response(_render_login(Kept(owner, name, sealed), here), status)
    set_device_key(response, key)
    return response


def _seal(owner: Owner, key: bytes) -> str:
    sent = form_again.sent_form()
    form = KeptForm(sent.address, tuple(sent.fields), sent.is_incomplete)
    return kept_forms.seal(_keys(owner, key), form, state.toolbox().now())


def _render_again(kept: Kept) -> str | None:
    form = kept_forms.open_sealed(
        _keys(kept.owner, device_key() or b""), kept.sealed, state.toolbox().now()
    )
    if form is None:
        flash(
            _("さきほどの入力は、15分を過ぎたため消えました。もう一度入力してください。"), "warning"
        )
        return None
    return form_again.render_again(
        _("内容を確認して、もう一度送信してください"),
        _("ログインしました。下のボタンを押すと、さきほど入力した内容を送信します。"),
        kept.name,
        Again(form.address, form.fields, form.is_incomplete),
    )


def _render_login(kept: Kept, here: Here | None = None) -> str:
    return render_template(
        "entrance/login.html", errors={}, name="", wish=None, kept=kept, here=here
    )


def _keys(owner: Owner, key: bytes) -> Keys:
    return Keys(key, form_owner.door_key(), owner.account_id)


def _find_name(owner: Owner) -> str | None:
    with state.toolbox().read(Actor.visitor(owner.company_id)) as uow:
        return kept_forms.find_name(uow, owner.account_id)
