"""メニュー: what is to be done today, and the doors to all work."""

from flask_admin import AdminIndexView, expose

from admin_views.base import OfficeDoor
from mcollector.rules.rights import Permission, Right, may
from mcollector.services.audit import openings
from mcollector.services.overview import today
from mcollector.web import state
from mcollector.web.policies import Access, policy


class MenuView(OfficeDoor, AdminIndexView):
    """The first page of the office."""

    permission = Permission.MENU

    @expose("/")
    @policy(Access.STAFF, Permission.MENU)
    def index(self) -> str:
        """Show today's work as links, then the tiles of the manual."""
        right = state.actor().right
        overview: today.Today | None = None
        near: tuple[openings.Opened, ...] = ()
        if may(right, Permission.LIST):
            with state.toolbox().read(state.actor()) as uow:
                overview = today.load_today(uow)
                near = openings.find_near_limit(uow) if may(right, Permission.STAFF) else ()
        return str(
            self.render(
                "admin/menu.html", today=overview, near=near, permissions=_permissions(right)
            )
        )


def _permissions(right: Right) -> frozenset[str]:
    return frozenset(permission.value for permission in Permission if may(right, permission))
