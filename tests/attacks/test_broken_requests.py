"""What is no request: the shipped gunicorn names no server, and repeats nothing that was sent."""

import os
import socket
import subprocess
import sys

import pytest

from mcollector import bootstrap
from mcollector.config import Config
from mcollector.web.headers import ALWAYS, CSP_OF_FILES
from tests.crash.processes import wait_until
from tests.journeys.house import ROOT, answers
from tests.ports import free_port

SECRET = "7K3MQ9ZT4WHXB2NDR6YV"
PATH = f"/first/7H3KQ9ZT/{SECRET}"
HEAD = f"GET {PATH} HTTP/1.1\r\nHost: localhost\r\n"
BROKEN = {
    "no request line": (f"GET {PATH}\r\n\r\n", 400),
    "no version": (f"GET {PATH} HTTP/9.x\r\n\r\n", 400),
    "no method": (f"g=t {PATH} HTTP/1.1\r\n\r\n", 400),
    "a broken header": (f"{HEAD}{SECRET}\r\n\r\n", 400),
    "a broken name": (f"{HEAD}bad name: {SECRET}\r\n\r\n", 400),
    "two lengths": (f"{HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
    "length and chunks": (f"{HEAD}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    "an unknown coding": (f"{HEAD}Transfer-Encoding: {SECRET}\r\n\r\n", 501),
    "a long target": (f"GET {PATH}{'x' * 4100} HTTP/1.1\r\n\r\n", 414),
    "too many headers": (HEAD + "".join(f"x-{n}: {SECRET}\r\n" for n in range(200)) + "\r\n", 431),
}
"""What a decoder refuses before the app is asked: the bytes, and the status."""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("broken")


@pytest.fixture(scope="module")
def port(home):
    """The port of the shipped gunicorn over an empty house; its words end in a file."""
    own = {"MCOLLECTOR_HOME": str(home / "home"), "PORT": str(free_port())}
    bootstrap.prepare(Config.from_environ(own))
    kept = {k: v for k, v in os.environ.items() if not k.startswith("MCOLLECTOR_")}
    program = (sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "app:app")
    with (home / "log").open("wb") as log:
        running = subprocess.Popen(program, cwd=ROOT, env=kept | own, stdout=log, stderr=log)
    wait_until(lambda: answers(f"http://127.0.0.1:{own['PORT']}"), "it does not answer")
    yield int(own["PORT"])
    running.terminate()
    running.wait(60)


def ask(port, text):
    """Send the bytes and return the status, the headers and the body."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(text.encode())
        line.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = dict(one.split(": ", 1) for one in lines)
    return int(first.split()[1]), headers, body.decode()


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_request_gets_our_own_answer(port, home, broken):
    text, status = BROKEN[broken]

    found, headers, body = ask(port, text)

    assert (found, body) == (status, "リクエストを読み取れませんでした。\n")
    assert headers == {
        **ALWAYS,
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body.encode())),
        "Content-Security-Policy": CSP_OF_FILES,
        "Cache-Control": "no-store",
        "Connection": "close",
    }
    assert SECRET not in (home / "log").read_text()
    assert "a request was refused" in (home / "log").read_text()


@pytest.mark.parametrize("path", ["/login", "/nowhere", "/static/mc.css", "/healthz"])
def test_no_answer_names_the_server(port, path):
    _status, headers, _body = ask(port, f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")

    assert "Date" in headers
    assert "Server" not in headers


@pytest.mark.parametrize(
    ("target", "status"),
    [("http://localhost/login", 200), ("http://evil.example/login", 400)],
)
def test_a_target_of_another_host_is_refused(port, target, status):
    found, headers, body = ask(port, f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n")

    assert (found, body == "") == (status, status == 400)
    assert "evil.example" not in str(headers)
