"""Requests no browser of ours would send: whatever comes, no endpoint falls over."""

import io
import logging

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.test import encode_multipart

from mcollector.web.policies import Access
from tests.entrance.letters import secret_of
from tests.portal.employee import Employee
from tests.web.visitor import Visitor

pytestmark = pytest.mark.wide
PHOTOGRAPHS = ("portal.save_photos", "portal.save_returned")
GARBAGE = {
    "nothing": [],
    "huge": [("family", "x" * 200_000), ("number", "9" * 5000), ("key", "f" * 9000)],
    "NUL": [(name, "\x00") for name in ("name", "family", "given", "code", "password", "key")],
    "signs": [(name, "\ufffe\u202e\U0010ffff<'\"&;%00%s{{7*7}}") for name in ("name", "family")],
    "ids": [(name, "not-a-uuid") for name in ("key", "notice", "secret", "position")],
    "zero id": [(name, "0" * 32) for name in ("key", "notice")],
    "twice": [("family", "山田"), ("family", "田中"), ("route", "card"), ("route", "notice")],
    "lists": [("family[]", "x"), ("family[a]", "x"), ("__proto__", "x"), ("", "")],
    "dates": [(f"birth_{part}", "9" * 30) for part in ("year", "month", "day")],
    "forged": [("carried", "%"), ("carried_to", "/my/%00"), ("spare", "1"), ("later", "\x00")],
}
RAW = {
    "bytes that are no text": b"family=%ff%fe%ed%a0%80&given=\xff\xfe\xed\xa0\x80&%00=%00",
    "only signs": b"&&&===;;;",
    "half a multipart": b'--x\r\nContent-Disposition: form-data; name="family"\r\n\r\nx',
    "json": b'{"family": 1}',
}
VALUES = {
    "user_id": ["0", "%00", "%ff%ed%a0%80", "x" * 3000, "..%2f..%2fetc"],
    "secret": ["0", "%00", "%ed%a0%80", "-" * 3000],
    "position": ["0", "1", "7", "9" * 25],
    "key": ["0", "%00", "..", "f" * 32],
    "filename": ["mc.css", "nothing", "..%2fapp.py", "%00"],
}


def paths(rule):
    """Return the paths of the rule with ordinary and with odd arguments."""
    if not rule.arguments:
        return [rule.rule]
    found = []
    for n in range(5):
        path = rule.rule
        for name in rule.arguments:
            values = VALUES[name]
            for mark in (f"<int:{name}>", f"<path:{name}>", f"<{name}>"):
                path = path.replace(mark, values[n % len(values)])
        found.append(path)
    return found


def rules_of(app):
    """Return every rule of the portal and the entrance; none is left out."""
    doors = ("portal.", "entrance.")
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith(doors)]


def test_every_rule_gets_paths_without_marks(app):
    rules = rules_of(app)

    assert len(rules) > 35
    assert [path for rule in rules for path in paths(rule) if "<" in path] == []


@pytest.fixture(params=["stranger", "employee", "office", "temporary"])
def persona(request, app):
    """Somebody at each stage: nobody known, signed in, at the office, with 仮パスワード."""
    if request.param == "stranger":
        return Visitor(app.test_client())
    if request.param == "employee":
        employee = request.getfixturevalue("employee")
        return Employee(app.test_client(), employee).sign_in().fill_in()
    if request.param == "office":
        return request.getfixturevalue("admin")
    visitor, user_id = Visitor(app.test_client()), request.getfixturevalue("invited")
    visitor.log_in(user_id, secret_of(request.getfixturevalue("link")))
    return visitor


def fallen(answers):
    return [(what, answer.status_code) for what, answer in answers if answer.status_code >= 500]


def bodies(visitor, endpoint):
    """Return the forms to send, with a token that passes."""
    token = visitor.token()
    plain = "application/x-www-form-urlencoded"
    for name, pairs in GARBAGE.items():
        form = encode_multipart(MultiDict([("csrf_token", token), *pairs]))
        yield name, form[1], f"multipart/form-data; boundary={form[0]}"
    for name, raw in RAW.items():
        kind = "multipart/form-data; boundary=x" if "multipart" in name else plain
        yield name, f"csrf_token={token}&".encode() + raw, kind
    if endpoint in PHOTOGRAPHS:
        for name in ("card_back", "../../etc", "\x00", "x" * 5000, ""):
            file = (io.BytesIO(b"\xff\xd8\xff\x00"), f"{name}.jpg")
            form = encode_multipart({"csrf_token": token, name: file})
            yield f"file {name[:9]}", form[1], f"multipart/form-data; boundary={form[0]}"


def test_no_post_falls_over(app, founded, persona, caplog):
    caplog.set_level(logging.ERROR)
    answers = []
    for rule in rules_of(app):
        if "POST" not in rule.methods or rule.endpoint == "entrance.logout":
            continue
        for path in paths(rule):
            for name, body, kind in bodies(persona, rule.endpoint):
                answer = persona.client.post(path, data=body, content_type=kind)
                answers.append(((rule.endpoint, path[:40], name), answer))

    assert len(answers) > 300
    assert fallen(answers) == []
    assert caplog.text == ""


QUERIES = ["", "next=%00", "next=x&next=y", "a[]=%ff&position=-1&key=%ed%a0%80", "x=" + "9" * 5000]


def test_no_get_falls_over(app, founded, persona, caplog):
    caplog.set_level(logging.ERROR)
    answers = [
        ((rule.endpoint, path[:40], query[:20]), persona.get(f"{path}?{query}"))
        for rule in rules_of(app)
        if "GET" in rule.methods
        for path in paths(rule)
        for query in QUERIES
    ]

    assert len(answers) > 150
    assert fallen(answers) == []
    assert caplog.text == ""


METHODS = ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "OPTIONS", "HEAD"]


@pytest.mark.parametrize("method", METHODS)
def test_no_other_method_falls_over(app, founded, method):
    client = app.test_client()

    answers = [
        (rule.endpoint, client.open(paths(rule)[0], method=method)) for rule in rules_of(app)
    ]

    assert fallen(answers) == []


COOKIES = ["", "x", "\x00", "é", "=" * 44, "A" * 44, "A" * 4000, "%ff", "0" * 32 + "." + "x" * 43]


@pytest.mark.parametrize("value", COOKIES, ids=range(len(COOKIES)))
def test_no_cookie_falls_over(app, founded, employee, value):
    worker = Employee(app.test_client(), employee).sign_in()
    worker.client.set_cookie("mc-draft", value)

    answers = [
        ("draft", worker.fill_profile()),
        *((path, worker.get(path)) for path in ("/my/check", "/my/photos", "/my/dependents/1")),
    ]
    for name in ("mc-portal", "mc-office", "mc-page"):
        worker.client.set_cookie(name, value)
        answers += [(name, worker.get("/my/")), (name, worker.client.post("/login"))]

    assert fallen(answers) == []


def test_a_planted_failure_is_seen(app, founded, caplog, monkeypatch):
    caplog.set_level(logging.ERROR)
    view = app.view_functions["entrance.ask_reset"]
    monkeypatch.setitem(app.view_functions, "entrance.ask_reset", planted(view))

    answers = [("planted", app.test_client().get("/reset"))]

    assert fallen(answers) == [("planted", 500)]
    assert "ZeroDivisionError" in caplog.text


def planted(view):
    def fails():
        return str(1 // 0)

    fails.policy = view.policy
    assert view.policy.access is Access.PUBLIC
    return fails
