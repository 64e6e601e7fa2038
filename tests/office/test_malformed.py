"""Requests no page of ours sends: none of them ends in an error of the server.

What is refused altogether comes to one house, and after each test every row of it is as before.
"""

from dataclasses import dataclass

import pytest
from flask import Flask

import app as entry
from mcollector.web.policies import Access
from mcollector.work.toolbox import Toolbox
from tests import factories
from tests.factories import Clock
from tests.office import addresses, desk
from tests.office.addresses import Things
from tests.rows import every_row
from tests.web.visitor import Visitor

pytestmark = pytest.mark.wide
JUNK = {
    "empty": "",
    "word": "x",
    "negative": "-1",
    "huge": "9" * 400,
    "nul": "\0",
    "quotes": '\' OR "1"="1',
    "script": "<script>alert(1)</script>",
    "wide": "𠮷\u202e\ufffe",
    "path": "../../etc/passwd",
    "template": "{{ 7*7 }}%s%(n)d",
    "long": "あ" * 1_000,  # in every field at once: as much as a form may hold
    "line ends": "a\r\nSet-Cookie: x=1",
}

FIELDS = (
    "submission_id",
    "number_of",
    "compare_of",
    "turned",
    "uncovered",
    "manner",
    "hired_by",
    "hired_on_year",
    "reason",
    "then",
    "shortcuts",
    "document",
    "comment",
    "check",
    "status",
    "verified_on_year",
    "verified_on_month",
    "verified_on_day",
    "column",
    "encoding",
    "header",
    "file",
    "confirmed",
    "url",
)


LOOKING = frozenset({"audit_lines", "audit_logs", "review_locks"})
"""What a page that only shows something writes: who looked at what, and who reviews."""


@pytest.fixture
def own(tools, founded, person_id):
    return addresses.things_of(tools, founded)


@pytest.fixture
def post(admin):
    """Post values, with a token that passes from the first request to the last."""
    token = admin.token()

    def post(path, values):
        return admin.client.post(path, data={"csrf_token": token, **values})

    yield post
    assert post("/admin/rosters/", {}).status_code == 422  # no file; without a token it is 400


@dataclass(frozen=True)
class House:
    """A company with two people, one of whom has submitted, and its administrator at the desk."""

    tools: Toolbox
    app: Flask
    own: Things
    admin: Visitor


@pytest.fixture(scope="module")
def one_house(tmp_path_factory, new_database):
    home = tmp_path_factory.mktemp("house") / "home"
    config = factories.config_for(home, new_database() or None)
    with factories.closing(factories.toolbox_for(config, "cli", Clock(desk.NOON))) as tools:
        founded = factories.company(tools)
        factories.people_in(tools, founded, 2)
        desk.submitted(tools, founded)
        app = entry.create_app(tools, frozenset({"portal", "admin"}))
        admin = desk.sign_in(app, tools, founded)
        admin.get("/admin/")
        yield House(tools, app, addresses.things_of(tools, founded), admin)


@pytest.fixture
def untouched(one_house):
    """The house of what is refused: nothing of it may change."""
    before = every_row(one_house.tools)
    yield one_house
    assert every_row(one_house.tools) == before


@pytest.fixture
def looked_at(one_house):
    """The house of what only looks: nothing of it may change but who looked."""
    before = every_row(one_house.tools, without=LOOKING)
    yield one_house
    assert every_row(one_house.tools, without=LOOKING) == before


def office(app, things, method):
    """Return endpoint and filled address of every address of the office with this method."""
    return [
        (endpoint, addresses.filled(app, endpoint, method, things))
        for endpoint, known, _rule, _names in addresses.of(app, Access.STAFF)
        if known == method
    ]


def answered(answer, endpoint):
    """Demand an answer of ours: no error of the server, nothing of what was sent run."""
    assert answer.status_code < 500, endpoint
    assert b"<script>alert(1)" not in answer.data, endpoint
    assert answer.headers.get("Set-Cookie", "").count("x=1") == 0, endpoint
    return answer.status_code


def test_an_empty_post(app, post, own):
    places = office(app, own, "POST")

    found = {answered(post(path, {}), endpoint) for endpoint, path in places}

    assert len(places) > 6
    assert found <= {200, 302, 400, 409, 422}  # 200: a slip is printed where it is asked for


@pytest.mark.parametrize("junk", JUNK)
def test_junk_in_every_field(app, post, tools, founded, own, junk):
    values = dict.fromkeys(FIELDS, JUNK[junk])
    before = desk.person(tools, founded, own.person_id).version

    for endpoint, path in office(app, own, "POST"):
        answered(post(path, values), endpoint)

    assert desk.person(tools, founded, own.person_id).version == before


@pytest.mark.parametrize("junk", JUNK)
def test_junk_beside_the_right_ids(app, post, own, junk):
    values = dict.fromkeys(FIELDS, JUNK[junk]) | {
        "submission_id": str(own.submission_id),
        "document": str(own.document_id),
        f"reason-{own.document_id}": JUNK[junk],
        "status": "done",
    }

    for endpoint, path in office(app, own, "POST"):
        answered(post(path, values), endpoint)


@pytest.mark.parametrize("junk", [word for word in JUNK if word != "long"])
def test_junk_in_the_address_line(looked_at, junk):
    names = (
        *FIELDS,
        "page",
        "page_size",
        "sort",
        "desc",
        "search",
        "tab",
        "paper",
        "done",
        "stop",
        "next",
    )
    query = dict.fromkeys((*names, JUNK[junk]), JUNK[junk])

    for endpoint, path in office(looked_at.app, looked_at.own, "GET"):
        answered(looked_at.admin.get(path, query_string=query), endpoint)


@pytest.mark.parametrize(
    "body",
    [b"\xff\xfe=\xff&check=%ff%00", b"%", b"=" * 1000, b"&" * 1000, b'{"a": 1}', b"\0" * 100],
)
@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=utf-7",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/json",
        "text/plain; charset=nonsense",
    ],
)
def test_a_body_that_is_no_form_is_refused_for_want_of_a_token(untouched, body, kind):
    for endpoint, path in office(untouched.app, untouched.own, "POST"):
        answer = untouched.admin.client.post(path, data=body, content_type=kind)
        assert answered(answer, endpoint) == 400, endpoint


def test_more_fields_than_any_page_has(app, post, own):
    many = {f"field{n}": "x" for n in range(500)}

    for endpoint, path in office(app, own, "POST"):
        status = answered(post(path, many), endpoint)
        assert status in {200, 302, 400, 409, 413, 422}  # 200: a slip needs no field


@pytest.mark.parametrize("word", ["x", "0", "not-a-uuid", "%00", "..%2f..", "a" * 2000, "𠮷"])
@pytest.mark.parametrize(
    "path",
    [
        "/admin/reviews/{}",
        "/admin/reviews/{}/return",
        "/admin/reviews/photographs/{}/large",
        "/admin/people/remind/{}",
        "/admin/rosters/{}",
        "/admin/rosters/{}/progress",
    ],
)
def test_an_id_that_is_none(untouched, path, word):
    assert untouched.admin.get(path.format(word)).status_code in (404, 308)


def test_the_endpoints_flask_admin_makes_are_closed(untouched):
    admin, person = untouched.admin, {"id": untouched.own.person_id}
    for endpoint, method, rule, _names in addresses.of(untouched.app, Access.CLOSED):
        path = rule.replace("<export_type>", "csv").replace("<path:filename>", "x.js")
        answer = admin.get(path) if method == "GET" else admin.post(path, person)
        assert answer.status_code == 404, endpoint
