"""Bodies: in memory only, as large as their route allows, photographs two at a time."""

import os
import sys
import tempfile
from io import BytesIO

import pytest
from flask import Flask, Request, request
from werkzeug.exceptions import HTTPException

from mcollector.web import policies, requests
from mcollector.web.policies import Access, Body, Policy
from mcollector.web.requests import LIMITS, MemoryRequest
from tests.web.visitor import Visitor, title

LARGE = 2 << 20
WATCH = {"on": False, "seen": []}


def watch(event, arguments):
    """Note every file that is made where temporary files are."""
    if not WATCH["on"] or event not in ("open", "tempfile.mkstemp"):
        return
    path, flags = str(arguments[0]), arguments[2] if event == "open" else 0
    made = flags & (os.O_CREAT | getattr(os, "O_TMPFILE", 0))
    if path.startswith(tempfile.gettempdir()) and (event != "open" or made):
        WATCH["seen"].append(event)


sys.addaudithook(watch)


@pytest.fixture
def files_made():
    """The events of files made in the folder for temporary files during the test."""
    WATCH.update(on=True, seen=[])
    yield WATCH["seen"]
    WATCH["on"] = False


def receiver(request_class):
    """Return an app that receives a photograph with the given class of request."""
    app = Flask("receiver", static_folder=None)
    app.request_class = request_class
    app.extensions["policy_table"] = {"receive": Policy(Access.PUBLIC, body=Body.PHOTOGRAPH)}

    @app.post("/receive")
    def receive():
        return str(len(request.files["photo"].read()))

    return app.test_client()


def send(client, size=LARGE):
    """Send a photograph as bytes: the client would make a temporary file of its own for a form."""
    head = b'--x\r\nContent-Disposition: form-data; name="photo"; filename="p.jpg"\r\n\r\n'
    body = head + b"x" * size + b"\r\n--x--\r\n"
    return client.post("/receive", data=body, content_type="multipart/form-data; boundary=x")


def test_a_stock_request_writes_a_photograph_to_the_disk(files_made):
    answer = send(receiver(Request))

    assert (answer.text, bool(files_made)) == (str(LARGE), True)


def test_ours_keeps_it_in_memory(files_made):
    answer = send(receiver(MemoryRequest))

    assert (answer.text, files_made) == (str(LARGE), [])


@pytest.fixture
def small():
    """An app with one route of each size that only counts what it was sent."""
    app = Flask("small", static_folder=None)
    app.request_class = MemoryRequest
    for body in Body:
        app.add_url_rule(
            f"/{body}",
            str(body),
            policies.policy(Access.PUBLIC, body=body)(lambda: str(len(request.get_data()))),
            methods=("POST",),
        )
    policies.close(app)
    requests.install(app)
    app.register_error_handler(HTTPException, lambda error: (error.name, error.code))
    return app


@pytest.mark.parametrize("body", list(Body))
def test_each_route_takes_so_much_and_not_a_byte_more(small, body):
    client = small.test_client()
    limit = LIMITS[body]

    statuses = [client.post(f"/{body}", data=b"x" * n).status_code for n in (limit, limit + 1)]

    assert statuses == [200, 413]


def test_a_body_of_unknown_length_is_refused(small):
    answer = small.test_client().post(
        "/small",
        input_stream=BytesIO(b"x"),
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )

    assert answer.status_code == 411


def test_the_limit_cannot_be_raised_from_within(small):
    with small.test_request_context("/small", method="POST"):
        request.max_content_length = 1 << 40

        assert request.max_content_length == LIMITS[Body.SMALL]


def test_the_third_photograph_waits_outside(small):
    inside = []

    def look():
        answer = small.test_client().post(f"/{Body.PHOTOGRAPH}", data=b"x")
        inside.append((answer.status_code, answer.headers.get("Retry-After")))
        return "1"

    places = small.extensions["photographs"]
    places.acquire()
    places.acquire()
    look()
    places.release()
    look()
    look()

    assert inside == [(503, None), (200, None), (200, None)]


def test_whoever_is_sent_away_is_told_when_to_come_again(app, founded, employee):
    visitor = Visitor(app.test_client())
    visitor.log_in(employee)
    token = visitor.token("/my/photos")
    places = app.extensions["photographs"]
    places.acquire()
    places.acquire()

    busy = visitor.client.post("/my/photos", data={"csrf_token": token})
    elsewhere = visitor.get("/my/")

    assert (busy.status_code, busy.headers["Retry-After"], title(busy)) == (
        503,
        "5",
        "こみあっています。",
    )
    assert elsewhere.status_code == 200
    places.release()
    places.release()


def test_a_place_is_free_again_after_a_failure(small):
    client = small.test_client()

    statuses = [
        client.post(f"/{Body.PHOTOGRAPH}", data=b"x" * (LIMITS[Body.PHOTOGRAPH] + 1)).status_code
        for _ in range(3)
    ]

    assert statuses == [413] * 3


def test_too_large_a_form_gets_a_page_and_is_read_to_its_end(visitor, founded):
    body = BytesIO(b"name=" + b"x" * (LIMITS[Body.SMALL] + 5))

    answer = visitor.client.post(
        "/login", input_stream=body, content_type="application/x-www-form-urlencoded"
    )

    assert (answer.status_code, title(answer)) == (413, "送信された内容が大きすぎます。")
    assert body.read() == b""


@pytest.mark.parametrize(("fields", "status"), [(59, 400), (61, 413)])
def test_a_form_has_so_many_parts_at_most(visitor, founded, fields, status):
    data = {f"f{n}": (BytesIO(b""), "") for n in range(fields)}

    answer = visitor.client.post("/login", data=data, content_type="multipart/form-data")

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [("/reset", 300, 413), ("/login", 300, 400), ("/login", 1100, 413)],
)
def test_text_in_a_form_is_bounded_too(visitor, founded, path, size, status):
    """At the login there is room for a kept form; without a token it is shown again."""
    head = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n'
    body = head + b"x" * (size << 10) + b"\r\n--x--\r\n"

    answer = visitor.client.post(path, data=body, content_type="multipart/form-data; boundary=x")

    assert answer.status_code == status
