"""Requests no page of ours sends: none of them ends in an error of the server."""

import pytest

from mcollector.web.policies import Access
from tests.office import addresses, desk

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
    "long": "あ" * 20_000,
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


@pytest.fixture
def own(tools, founded, person_id):
    return addresses.things_of(tools, founded)


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


def test_an_empty_post(app, admin, own):
    places = office(app, own, "POST")

    found = {answered(admin.post(path), endpoint) for endpoint, path in places}

    assert len(places) > 6
    assert found <= {200, 302, 400, 409, 422}  # 200: a slip is printed where it is asked for


@pytest.mark.parametrize("junk", JUNK)
def test_junk_in_every_field(app, admin, own, junk):
    values = dict.fromkeys(FIELDS, JUNK[junk])

    for endpoint, path in office(app, own, "POST"):
        answered(admin.post(path, values), endpoint)


@pytest.mark.parametrize("junk", JUNK)
def test_junk_beside_the_right_ids(app, admin, own, junk):
    values = dict.fromkeys(FIELDS, JUNK[junk]) | {
        "submission_id": str(own.submission_id),
        "document": str(own.document_id),
        f"reason-{own.document_id}": JUNK[junk],
        "status": "done",
    }

    for endpoint, path in office(app, own, "POST"):
        answered(admin.post(path, values), endpoint)


@pytest.mark.parametrize("junk", [word for word in JUNK if word != "long"])
def test_junk_in_the_address_line(app, admin, own, junk):
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

    for endpoint, path in office(app, own, "GET"):
        answered(admin.get(path, query_string=query), endpoint)


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
def test_a_body_that_is_no_form_is_refused_for_want_of_a_token(app, admin, own, body, kind):
    for endpoint, path in office(app, own, "POST"):
        answer = admin.client.post(path, data=body, content_type=kind)
        assert answered(answer, endpoint) == 400, endpoint


def test_more_fields_than_any_page_has(app, admin, own):
    many = {f"field{n}": "x" for n in range(500)}

    for endpoint, path in office(app, own, "POST"):
        status = answered(admin.post(path, many), endpoint)
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
def test_an_id_that_is_none(admin, path, word):
    assert admin.get(path.format(word)).status_code in (404, 308)


def test_the_endpoints_flask_admin_makes_are_closed(app, admin, own):
    for endpoint, method, rule, _names in addresses.of(app, Access.CLOSED):
        path = rule.replace("<export_type>", "csv").replace("<path:filename>", "x.js")
        answer = admin.get(path) if method == "GET" else admin.post(path, {"id": own.person_id})
        assert answer.status_code == 404, endpoint


def test_nothing_was_changed_by_any_of_it(app, admin, tools, founded, own):
    before = desk.person(tools, founded, own.person_id).version

    for word in JUNK.values():
        for _endpoint, path in office(app, own, "POST"):
            if "/run" not in path:
                admin.post(path, dict.fromkeys(FIELDS, word))

    assert desk.person(tools, founded, own.person_id).version == before
