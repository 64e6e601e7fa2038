"""メニュー: what is to be done today, and the doors to all work."""

from flask_admin import AdminIndexView, expose

from admin_views.base import OfficeDoor
from mcollector.rules.rights import Deed, Right, may
from mcollector.services import change_requests, outbox, people
from mcollector.services.people import PeopleQuery
from mcollector.web import state


class MenuView(OfficeDoor, AdminIndexView):
    """The first page of the office."""

    deed = Deed.MENU

    @expose("/")
    def index(self) -> str:
        """Show today's work as links, then the tiles of the manual."""
        right = state.actor().right
        counts, failed, changes = None, 0, 0
        if may(right, Deed.LIST):
            with state.toolbox().read(state.actor()) as uow:
                counts = people.page(uow, PeopleQuery(size=20)).tabs
                failed = sum(one.count for one in outbox.failed(uow))
                changes = change_requests.count_open(uow)
        found = {"counts": counts, "failed": failed, "changes": changes, "deeds": _deeds(right)}
        return str(self.render("admin/menu.html", **found))


def _deeds(right: Right) -> frozenset[str]:
    return frozenset(deed.value for deed in Deed if may(right, deed))
