"""Policies: every endpoint is listed, and the list is what decides."""

from io import BytesIO

import pytest
from flask import Flask
from flask_admin import Admin, expose
from sqlalchemy import select

import app as entry
from admin_views.base import OfficeView
from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.rights import Right
from mcollector.store.audit import AuditLine
from mcollector.web import policies
from mcollector.web.policies import Access, Body, UnlistedEndpoint, policy
from tests.factories import PASSWORD
from tests.web.visitor import Visitor, title

PUBLIC = {
    "entrance.ask_reset",
    "entrance.begin_setup",
    "entrance.finish_setup",
    "entrance.first",
    "entrance.healthz",
    "entrance.login",
    "entrance.logout",
    "entrance.metrics",
    "entrance.new_link",
    "entrance.reset",
    "entrance.send_reset",
    "entrance.setup",
    "entrance.start",
    "entrance.try_login",
    "entrance.use_first",
    "entrance.use_reset",
    "portal.look_at_handoff",
    "portal.take_handoff",
    "static",
}


CLOSED = {
    "admin.static",
    "people.ajax_lookup",
    "people.ajax_update",
    "people.create_view",
    "people.delete_view",
    "people.details_view",
    "people.edit_view",
    "people.export",
}


class Watched(BytesIO):
    """A body that remembers whether anybody read it."""

    was_read = False

    def readinto(self, into):
        self.was_read = True
        return super().readinto(into)

    def read(self, size=-1):
        self.was_read = True
        return super().read(size)


def test_every_endpoint_of_the_house_has_a_policy(app):
    listed = policies.table(app)

    assert set(listed) == {rule.endpoint for rule in app.url_map.iter_rules()}


def test_what_anybody_may_call_is_this_and_no_more(app):
    public = {name for name, rule in policies.table(app).items() if rule.access is Access.PUBLIC}

    assert public == PUBLIC


def test_an_unlisted_endpoint_stops_the_start():
    app = Flask("planted")
    app.add_url_rule("/secret", "forgotten", lambda: "")
    policies.declare(app, {"static": policies.Policy(Access.PUBLIC)})

    with pytest.raises(UnlistedEndpoint):
        policies.close(app)


def test_a_page_of_the_office_without_a_policy_stops_the_start():
    class Forgotten(OfficeView):
        @expose("/")
        def index(self):
            return ""

    app = Flask("planted", static_folder=None)
    app.register_blueprint(Forgotten(endpoint="planted").create_blueprint(Admin()))

    with pytest.raises(UnlistedEndpoint, match=r"planted\.index"):
        policies.close(app)


def test_what_flask_admin_makes_and_nobody_uses_is_closed(app):
    closed = {name for name, rule in policies.table(app).items() if rule.access is Access.CLOSED}

    assert closed == CLOSED


def test_a_marked_view_is_listed():
    app = Flask("planted", static_folder=None)

    @policy(Access.PERSON, body=Body.PHOTOGRAPH)
    def view():
        return ""

    app.add_url_rule("/x", "x", view)

    assert policies.table(app) == {"x": policies.Policy(Access.PERSON, None, Body.PHOTOGRAPH)}


def test_photographs_rosters_and_kept_forms_alone_may_be_large(app):
    large = {n: p.body for n, p in policies.table(app).items() if p.body is not Body.SMALL}

    assert large == {
        "editing.save_dependent_papers": Body.PHOTOGRAPH,
        "editing.save_photos": Body.PHOTOGRAPH,
        "entrance.try_code": Body.KEPT,
        "entrance.try_login": Body.KEPT,
        "portal.save_dependent_papers": Body.PHOTOGRAPH,
        "portal.save_photos": Body.PHOTOGRAPH,
        "portal.save_returned": Body.PHOTOGRAPH,
        "portal.send_from_phone": Body.PHOTOGRAPH,
        "rosters.upload": Body.ROSTER,
    }


@pytest.mark.parametrize("path", ["/my/", "/my/photos", "/admin/", "/admin/people/", "/mail/"])
def test_a_stranger_is_asked_to_log_in(visitor, founded, path):
    answer = visitor.get(path)

    assert (answer.status_code, answer.location.split("?")[0]) == (302, "/login")


def test_a_strangers_body_is_not_read(visitor, founded):
    body = Watched(b"--x\r\n" * 1000)

    answer = visitor.client.post(
        "/my/photos", input_stream=body, content_type="multipart/form-data; boundary=x"
    )

    assert (answer.status_code, body.was_read) == (302, False)


def test_the_watched_body_tells_when_it_is_read(visitor, founded):
    body = Watched(b"--x--\r\n")

    visitor.client.post("/login", input_stream=body, content_type="multipart/form-data; boundary=x")

    assert body.was_read


def test_a_closed_endpoint_is_not_there(admin):
    assert admin.get("/admin/people/new/").status_code == 404


def test_a_right_that_does_not_cover_the_deed_is_refused_and_noted(app, tools, founded, staff):
    visitor = Visitor(app.test_client())
    visitor.log_in(staff(Right.AUDITOR))

    answer = visitor.get("/admin/people/")

    assert (answer.status_code, title(answer)) == (403, "この画面を開く権限がありません。")
    with tools.read(Actor.system("test", founded.company_id)) as uow:
        denied = select(AuditLine).where(AuditLine.action == Action.POLICY_DENIED.value)
        assert uow.count(denied) == 1


def test_an_employees_session_opens_no_office(app, founded, employee):
    visitor = Visitor(app.test_client())
    visitor.log_in(employee)

    answer = visitor.get("/admin/")

    assert (answer.status_code, answer.location) == (302, "/login?next=admin.index")


def test_the_page_somebody_wanted_follows_the_login(visitor, founded):
    asked = visitor.get("/admin/rosters/").location

    answer = visitor.post(asked, {"name": "admin@example.com", "password": PASSWORD})

    assert (asked, answer.location) == ("/login?next=rosters.index", "/admin/rosters/")


@pytest.mark.parametrize(
    "wish", ["https://evil.example", "//evil.example", "portal.menu", "static"]
)
def test_a_wish_that_is_no_page_of_the_door_leads_to_the_menu(visitor, founded, wish):
    answer = visitor.client.post(
        "/login",
        query_string={"next": wish},
        data={
            "csrf_token": visitor.token(),
            "name": "admin@example.com",
            "password": PASSWORD,
        },
    )

    assert (answer.status_code, answer.location) == (302, "/admin/")


class TestDoors:
    """A process has the doors it was given."""

    def test_the_portal_has_no_office(self, tools, founded):
        client = entry.create_app(tools, frozenset({"portal"})).test_client()

        assert [client.get(path).status_code for path in ("/admin/", "/login")] == [404, 200]

    def test_the_office_has_no_portal(self, tools, founded):
        client = entry.create_app(tools, frozenset({"admin"})).test_client()

        assert [client.get(path).status_code for path in ("/my/", "/login")] == [404, 200]

    def test_staff_cannot_log_in_at_the_portal(self, tools, founded):
        visitor = Visitor(entry.create_app(tools, frozenset({"portal"})).test_client())

        at_portal = visitor.log_in("admin@example.com")
        nobody = visitor.log_in("nobody@example.com")

        assert at_portal.status_code == nobody.status_code == 401
        assert visitor.cookie("mc-office") is None

    def test_an_employee_cannot_log_in_at_the_office(self, tools, founded, employee):
        visitor = Visitor(entry.create_app(tools, frozenset({"admin"})).test_client())

        answer = visitor.log_in(employee)

        assert (answer.status_code, visitor.cookie("mc-portal")) == (401, None)
