"""管理者・権限: the office's own people, what each may do, and the way in for a new one."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _

from admin_views import forms
from admin_views.base import OfficeView
from mcollector.rules.errors import FormRefused, MoveRefused, NotAllowed
from mcollector.rules.rights import OFFICE, PERMISSION_WORDS, Permission, Right, may
from mcollector.services.staff import accounts, links, rights
from mcollector.web import state
from mcollector.web.policies import Access, policy
from mcollector.work.unit import UnitOfWork


class StaffView(OfficeView):
    """Everybody of the office with right, second factor and last login."""

    permission = Permission.STAFF
    stands_in_menu = False

    @expose("/")
    @policy(Access.STAFF, Permission.STAFF)
    def index(self) -> str:
        """Show everybody, and what each right covers."""
        with state.toolbox().read(state.actor()) as uow:
            members = accounts.members(uow)
        covered = [
            (words, [may(right, permission) for right in OFFICE])
            for permission, words in PERMISSION_WORDS.items()
        ]
        return str(
            self.render(
                "admin/settings/staff.html", members=members, rights=OFFICE, covered=covered
            )
        )

    @expose("/invite", methods=("GET",))
    @policy(Access.STAFF, Permission.STAFF)
    def invite_page(self) -> str:
        """Ask who comes into the office."""
        return self._ask({}, {})

    @expose("/invite", methods=("POST",))
    @policy(Access.STAFF, Permission.STAFF)
    def invite(self) -> ResponseReturnValue:
        """「招待」: the account and its letter."""
        typed = {name: request.form.get(name, "") for name in ("name", "mail", "right")}
        try:
            with state.toolbox().work(state.actor()) as uow:
                accounts.invite(uow, typed["name"], typed["mail"], _right(typed["right"]))
        except FormRefused as refused:
            errors = {name: state.words(words) for name, words in refused.fields.items()}
            return self._ask(typed, errors), 422
        flash(_("招待メールを送信しました。"), "success")
        return redirect(url_for(".index"))

    @expose("/<uuid:account_id>", methods=("GET",))
    @policy(Access.STAFF, Permission.STAFF)
    def page(self, account_id: UUID) -> str:
        """Show one of the office, and what can be done."""
        with state.toolbox().read(state.actor()) as uow:
            member = accounts.member(uow, account_id)
            own_record = links.own_record(uow, account_id)
        shown = {"member": member, "own_record": own_record, "rights": OFFICE}
        return str(self.render("admin/settings/staff_member.html", **shown))

    @expose("/<uuid:account_id>/right", methods=("POST",))
    @policy(Access.STAFF, Permission.STAFF)
    def right(self, account_id: UUID) -> ResponseReturnValue:
        """「利用権限を変更」."""
        wanted = _right(request.form.get("right", ""))

        def change(uow: UnitOfWork, account_id: UUID) -> None:
            rights.change_right(uow, account_id, wanted)

        return _done(change, account_id, _("利用権限を変更しました。"))

    @expose("/<uuid:account_id>/again", methods=("POST",))
    @policy(Access.STAFF, Permission.STAFF)
    def again(self, account_id: UUID) -> ResponseReturnValue:
        """「招待メールを再送」."""
        return _done(accounts.invite_again, account_id, _("招待メールを送信しました。"))

    @expose("/<uuid:account_id>/suspend", methods=("POST",))
    @policy(Access.STAFF, Permission.STAFF)
    def suspend(self, account_id: UUID) -> ResponseReturnValue:
        """「利用を停止」."""
        return _done(rights.suspend, account_id, _("利用を停止しました。"))

    @expose("/<uuid:account_id>/resume", methods=("POST",))
    @policy(Access.STAFF, Permission.STAFF)
    def resume(self, account_id: UUID) -> ResponseReturnValue:
        """「停止を解除」."""
        return _done(rights.resume, account_id, _("停止を解除しました。"))

    @expose("/<uuid:account_id>/factor", methods=("POST",))
    @policy(Access.STAFF, Permission.STAFF)
    def factor(self, account_id: UUID) -> ResponseReturnValue:
        """「二段階認証を解除」."""
        words = _("二段階認証を解除しました。本人に知らせるメールを送信します。")
        return _done(rights.remove_factor, account_id, words)

    @expose("/link/<uuid:person_id>", methods=("POST",))
    @policy(Access.STAFF, Permission.STAFF)
    def link(self, person_id: UUID) -> ResponseReturnValue:
        """「結び付ける」: the person's record is the chosen one's own."""
        chosen = forms.optional_id("account")
        try:
            with state.toolbox().work(state.actor()) as uow:
                links.link(uow, person_id, chosen)
        except MoveRefused as refused:
            flash(state.words(refused.sentence), "danger")
        else:
            flash(
                _("結び付けました。この担当者は、この人の本人性確認や編集ができません。"), "success"
            )
            if chosen == state.session().account_id:
                return redirect(url_for(".page", account_id=chosen))
        return redirect(url_for("editing.page", person_id=person_id))

    @expose("/<uuid:account_id>/unlink", methods=("POST",))
    @policy(Access.STAFF, Permission.STAFF)
    def unlink(self, account_id: UUID) -> ResponseReturnValue:
        """「結び付きを解除」."""
        try:
            with state.toolbox().work(state.actor()) as uow:
                person_id = links.unlink(uow, account_id)
        except NotAllowed as refused:
            flash(state.words(refused.sentence), "danger")
            person_id = None
        else:
            flash(_("結び付きを解除しました。"), "success")
        if person_id is None:
            return redirect(url_for(".page", account_id=account_id))
        return redirect(url_for("editing.page", person_id=person_id))

    def _ask(self, typed: dict[str, str], errors: dict[str, str]) -> str:
        return str(
            self.render(
                "admin/settings/staff_invite.html", typed=typed, errors=errors, rights=OFFICE
            )
        )


def _right(word: str) -> Right:
    """Return the right; what is none of the office's is MEMBER, which the service refuses."""
    return next((right for right in OFFICE if right.value == word), Right.MEMBER)


def _done(
    action: Callable[[UnitOfWork, UUID], None], account_id: UUID, words: str
) -> ResponseReturnValue:
    """Do the action and say what came of it on the page of that one."""
    try:
        with state.toolbox().work(state.actor()) as uow:
            action(uow, account_id)
    except (MoveRefused, NotAllowed) as refused:
        flash(state.words(refused.sentence), "danger")
    else:
        flash(words, "success")
    if account_id == state.session().account_id:
        return redirect(url_for("admin.index"))
    return redirect(url_for(".page", account_id=account_id))
