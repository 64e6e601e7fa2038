"""The base of every view of the office: who may enter, and a list that cannot write."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, request
from flask_admin import BaseView
from flask_admin.form import BaseForm
from flask_admin.menu import MenuLink
from flask_admin.model import BaseModelView
from flask_login import current_user

from mcollector.rules.actions import Action
from mcollector.rules.errors import NotAllowed
from mcollector.rules.rights import Permission, may
from mcollector.web import state
from mcollector.web.policies import Access, policy


class OfficeDoor:
    """A view of the office: seen in the menu by whoever may use it, 404 for everybody else."""

    permission: Permission = Permission.MENU
    stands_in_menu = True
    """The menu has room for what is used every day; the rest stands behind a page or the name."""

    def is_visible(self) -> bool:
        """Tell whether the view stands in the menu."""
        return self.stands_in_menu

    def is_accessible(self) -> bool:
        """Tell whether the session's right covers this view's permission."""
        return current_user.is_authenticated and may(state.actor().right, self.permission)

    def inaccessible_callback(self, _name: str, **_kwargs: Any) -> Any:
        """Answer as if there were nothing here."""
        return abort(404)

    def _run_view(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        """Run the view once; record a refusal in a unit of its own: the refused one left no line.

        Flask-Admin would call a view again after any TypeError in it.
        """
        try:
            return fn(self, *args, **kwargs)
        except NotAllowed:
            with state.toolbox().work(state.actor()) as uow:
                uow.record(Action.POLICY_DENIED, result="refused", route=str(request.endpoint))
            raise


class OfficeView(OfficeDoor, BaseView):
    """A view with pages of its own."""


class NameLink(MenuLink):
    """A menu link to the view, under the name of who is signed in."""

    def __init__(self, view: OfficeView) -> None:
        super().__init__(view.name, endpoint=f"{view.endpoint}.index")
        self._view = view

    def is_accessible(self) -> bool:
        """Tell whether the session's right covers the view's permission."""
        return self._view.is_accessible()


def generated(view: Callable[..., Any]) -> Callable[..., Any]:
    """Return a view that Flask-Admin made as a function of our own, so that it can be marked.

    It keeps its address and its name; marking Flask-Admin's own would mark it for every list.
    """

    @wraps(view)
    def own(self: BaseModelView, *args: Any, **kwargs: Any) -> Any:
        return view(self, *args, **kwargs)

    return own


_closed = policy(Access.CLOSED)


class ListView(OfficeDoor, BaseModelView):
    """A list whose rows come from a service; it creates, edits, deletes and exports nothing.

    Flask-Admin gives the routes and the arguments (sort, search, page, actions), the service the
    rows. A subclass says `get_list`, the columns, which of them sort, and the policies of
    `index_view` and `action_view`; everything else that Flask-Admin makes is closed.
    """

    can_create = False
    can_edit = False
    can_delete = False
    can_export = False
    can_set_page_size = True
    column_display_actions = False
    page_size_options = (20, 50, 100)

    create_view = _closed(generated(BaseModelView.create_view))
    edit_view = _closed(generated(BaseModelView.edit_view))
    details_view = _closed(generated(BaseModelView.details_view))
    delete_view = _closed(generated(BaseModelView.delete_view))
    export = _closed(generated(BaseModelView.export))
    ajax_lookup = _closed(generated(BaseModelView.ajax_lookup))
    ajax_update = _closed(generated(BaseModelView.ajax_update))

    def get_pk_value(self, model: Any) -> str:
        """Return the row's id as text."""
        return str(model.id)

    def scaffold_list_columns(self) -> list[str]:
        """Return the columns; a subclass names them."""
        return list(self.column_list)

    def scaffold_sortable_columns(self) -> dict[str, str]:
        """Return the columns a click sorts by; a subclass names them."""
        return {name: name for name in self.column_sortable_list}

    def init_search(self) -> bool:
        """Say that the list has a search box."""
        return True

    def scaffold_form(self) -> Any:
        """Make a form without fields: nothing is written through Flask-Admin."""
        return BaseForm

    def scaffold_list_form(self, _widget: Any = None, _validators: Any = None) -> Any:
        """Make a form without fields: nothing is edited in the list."""
        return BaseForm

    def is_valid_filter(self, _filter: Any) -> bool:
        """Accept no filter of Flask-Admin's; tabs are ours."""
        return False

    def get_one(self, _id: str) -> None:
        """Return no row: details are pages of their own."""
