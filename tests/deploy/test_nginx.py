"""deploy/nginx.conf before real doors: what arrives there, and what is refused."""

import re
import socket
import subprocess

import app as entry
from deploy import map_doors
from mcollector.web.requests import LIMITS, Body
from tests import factories
from tests.deploy import mirror, proxy
from tests.deploy.proxy import OFFICE, PORTAL, SECRET
from tests.ports import free_port

HSTS = "Strict-Transport-Security"


def test_nginx_finds_nothing_to_object_to(folder, doors):
    ports = {"tls": free_port(), "plain": free_port()}
    path = proxy.configured(folder, {**ports, "portal": doors[0], "office": doors[1]})

    done = subprocess.run([*proxy.command(path), "-t"], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if "[" in line] == []


def test_headers_arrive_as_the_doors_believe_them(example):
    forged = {
        "X_Forwarded_For": "203.0.113.9",
        "X_Forwarded_Proto": "http",
        "X_Forwarded_Host": "evil.example",
        "X_Forwarded_Port": "1",
        "X_Forwarded_Prefix": "/evil",
        "Forwarded": "for=203.0.113.9",
    }

    seen = example.mirrored(PORTAL, "GET", "/login", **forged)["headers"]

    told = {name: value for name, value in seen.items() if "FORWARDED" in name}
    assert told == {"HTTP_X_FORWARDED_FOR": "127.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"}
    assert seen["HTTP_HOST"] == f"{PORTAL}:{example.tls}"


def test_an_appending_proxy_would_be_noticed(changed):
    appending = {"X-Forwarded-For $remote_addr": "X-Forwarded-For $proxy_add_x_forwarded_for"}
    with changed(**appending) as running:
        seen = running.mirrored(PORTAL, "GET", "/", X_Forwarded_For="203.0.113.9")["headers"]

    assert seen["HTTP_X_FORWARDED_FOR"] == "203.0.113.9, 127.0.0.1"


def test_bodies_are_bounded_as_by_the_doors(example):
    header, rows = map_doors.endpoints()
    posts = [row for row in (dict(zip(header, r, strict=True)) for r in rows) if is_post(row)]

    wrong = []
    for row in posts:
        path = re.sub(r"<[^>]*>", "x", row["rule"].strip("`"))
        limit = LIMITS[Body(row["body"])]
        for name in names_of(row["doors"]):
            taken = (example.takes(name, path, limit), example.takes(name, path, limit + 1))
            wrong += [(name, path)] if taken != (True, False) else []
    assert wrong == []
    assert {row["body"] for row in posts} == set(Body)


def is_post(row):
    return "POST" in row["methods"]


def names_of(doors):
    return [{"portal": PORTAL, "admin": OFFICE}[door] for door in doors.split()]


def test_plain_http_is_sent_to_tls_without_its_path(example):
    with socket.create_connection(("127.0.0.1", example.plain)) as line:
        line.sendall(f"GET /first/ABCD/{SECRET} HTTP/1.0\r\nHost: {PORTAL}\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(4096), b"")).decode()

    assert answer.startswith("HTTP/1.1 301 ")
    assert f"Location: https://{PORTAL}/\r\n" in answer
    assert SECRET not in answer


def test_each_name_leads_to_its_own_door(folder, doors):
    with mirror.door(lambda _environ, start: start("204 No Content", []) and []) as office:
        portal_only = proxy.running(folder, doors[0], office)
        with portal_only as running, running.ask(OFFICE, "GET", "/") as answer:
            assert answer.status == 204
            assert running.mirrored(PORTAL, "GET", "/")["body"] == 0


def test_the_real_portal_believes_the_proxy_and_nobody_else(folder, tmp_path):
    urls = {
        "MCOLLECTOR_BASE_URL": f"https://{PORTAL}",
        "MCOLLECTOR_OFFICE_URL": f"https://{OFFICE}",
    }
    config = factories.config_for(tmp_path, **urls, MCOLLECTOR_TRUSTED_PROXIES="1")
    with factories.closing(factories.toolbox_for(config, "portal")) as tools:
        portal = entry.create_app(tools, frozenset({"portal"}))
        with (
            mirror.door(portal) as port,
            proxy.running(folder, port, port) as running,
            running.ask(PORTAL, "GET", "/login", Host=PORTAL) as answer,
        ):
            cookie, hsts = answer.headers["Set-Cookie"], answer.headers.get_all(HSTS)
            through = answer.status
        plain = portal.test_client().get("/login", base_url=f"http://{PORTAL}").status_code

    assert (through, plain) == (200, 403)
    assert hsts == ["max-age=63072000; includeSubDomains"]
    assert re.match(r"__Host-mc-page=.*; Secure; HttpOnly; Path=/", cookie)
