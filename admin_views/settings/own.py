"""自分の設定: password, second factor, sessions, keys and looks of whoever is signed in."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views.base import OfficeView
from mcollector.rules.errors import FieldRefused
from mcollector.rules.rights import Permission
from mcollector.services.login import factor_renewal, own_account, own_sessions
from mcollector.services.login.second_factor import Enrolment
from mcollector.services.login.typed import new_password
from mcollector.web import state
from mcollector.web.entrance.known_device import token_of
from mcollector.web.entrance.typed import compare_own
from mcollector.web.policies import Access, policy
from mcollector.web.qr import draw
from mcollector.web.sessions import set_session


class OwnView(OfficeView):
    """One's own account; nobody else's can be named here."""

    permission = Permission.MENU
    stands_in_menu = False

    @expose("/")
    @policy(Access.STAFF, Permission.MENU)
    def index(self) -> str:
        """Show every section."""
        return self._render_page({})

    @expose("/password", methods=("POST",))
    @policy(Access.STAFF, Permission.MENU)
    def password(self) -> ResponseReturnValue:
        """「パスワードを変更」: every other session ends, this one goes on under a new token."""
        session = state.session()
        now = compare_own(request.form.get("now", ""))
        wanted = new_password(request.form.get("password", ""))
        try:
            with state.toolbox().work(session.actor) as uow:
                token = own_account.change_password(
                    uow, now, wanted, device=token_of(session.account_id)
                )
        except FieldRefused as refused:
            return self._render_page({"password": state.words(refused.sentence)}), 422
        if not token:
            return self._render_page({"now": _("現在のパスワードが正しくありません。")}), 422
        response = make_response(redirect(url_for(".index")))
        set_session(response, session.company_id, token, is_staff=True)
        flash(_("パスワードを変更しました。ほかの端末はログアウトしました。"), "success")
        return response

    @expose("/sessions", methods=("POST",))
    @policy(Access.STAFF, Permission.MENU)
    def sessions(self) -> ResponseReturnValue:
        """「ほかの端末をログアウト」."""
        with state.toolbox().work(state.actor()) as uow:
            count = own_sessions.end_others(uow, state.session().session_id)
        flash(_("ほかの端末を%(n)d件ログアウトしました。", n=count), "success")
        return redirect(url_for(".index"))

    @expose("/ways", methods=("POST",))
    @policy(Access.STAFF, Permission.MENU)
    def ways(self) -> ResponseReturnValue:
        """「更新」 of keys and looks."""
        try:
            with state.toolbox().work(state.actor()) as uow:
                own_account.change_ways(
                    uow,
                    shortcuts_off="shortcuts_off" in request.form,
                    brightness=request.form.get("brightness", ""),
                    text_size=request.form.get("text_size", ""),
                )
        except FieldRefused as refused:
            return self._render_page({"brightness": state.words(refused.sentence)}), 422
        flash(_("自分の設定を更新しました。"), "success")
        return redirect(url_for(".index"))

    @expose("/factor", methods=("POST",))
    @policy(Access.STAFF, Permission.MENU)
    def factor(self) -> ResponseReturnValue:
        """「認証アプリを登録し直す」: show the new seed once; the old one still counts."""
        typed = compare_own(request.form.get("factor_password", ""))
        with state.toolbox().work(state.actor()) as uow:
            enrolment = factor_renewal.begin(uow, typed, request.form.get("code", ""))
        if enrolment is None:
            return self._render_page({"code": _("パスワードまたはコードが正しくありません。")}), 422
        return self._factor_page(enrolment, {})

    @expose("/factor/confirm", methods=("POST",))
    @policy(Access.STAFF, Permission.MENU)
    def confirm(self) -> ResponseReturnValue:
        """Take the new app's first code and show the new recovery codes once."""
        with state.toolbox().work(state.actor()) as uow:
            codes = factor_renewal.confirm(
                uow, state.session().session_id, request.form.get("code", "")
            )
        if codes is None:
            message = _("コードが正しくありません。アプリの新しいコードを入力してください。")
            return self._factor_page(None, {"code": message}), 422
        return render_template("entrance/recovery_codes.html", codes=codes)

    def _factor_page(self, enrolment: Enrolment | None, errors: dict[str, str]) -> str:
        qr = draw(enrolment.uri) if enrolment is not None else None
        return str(
            self.render("admin/settings/own_factor.html", enrolment=enrolment, qr=qr, errors=errors)
        )

    def _render_page(self, errors: dict[str, str]) -> str:
        with state.toolbox().read(state.actor()) as uow:
            known: dict[str, Any] = {
                "own": own_account.load_account(uow),
                "sessions": own_sessions.living(uow, state.session().session_id),
            }
        return str(self.render("admin/settings/own.html", errors=errors, **known))
