"""deploy/nginx.conf before real doors: what arrives, what is refused, what touches no disk."""

import re
import socket
import ssl
import subprocess
import warnings

import pytest

import app as entry
from deploy import map_doors
from mcollector.web.requests import LIMITS, Body
from tests import factories
from tests.deploy import proxy
from tests.deploy.proxy import OFFICE, PORTAL

TWO_MEGABYTES = 2_000_000
SECRET = "7K2M-PQ4R-X9ZT-0ABC-DEFG"


@pytest.fixture(scope="module")
def folder():
    with proxy.home() as folder:
        yield folder


@pytest.fixture(scope="module")
def doors(folder):
    """The portal and the office, both as mirrors."""
    application = proxy.mirror(folder)
    with proxy.door(application) as portal, proxy.door(application) as office:
        yield portal, office


@pytest.fixture
def example(folder, doors):
    """The example as it is."""
    with proxy.running(folder, *doors) as running:
        yield running


@pytest.fixture
def changed(folder, doors):
    """The example with a change that a test is to notice."""
    return lambda **texts: proxy.running(folder, *doors, **texts)


def test_nginx_finds_nothing_to_object_to(folder, doors):
    ports = {"tls": proxy.free_port(), "plain": proxy.free_port()}
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


@pytest.mark.parametrize("path", ["/my/photos", "/my/again"])
def test_a_photograph_touches_no_disk_of_the_proxy(example, path):
    seen = example.mirrored(PORTAL, "POST", path, bytes(TWO_MEGABYTES))

    assert (seen["body"], seen["files"]) == (TWO_MEGABYTES, [])


def test_a_buffering_proxy_would_be_noticed(folder, changed):
    with changed(**{"proxy_request_buffering off": "proxy_request_buffering on"}) as running:
        seen = running.mirrored(PORTAL, "POST", "/my/photos", bytes(TWO_MEGABYTES))

    assert seen["body"] == TWO_MEGABYTES
    assert re.fullmatch(rf"{folder}/body/\d+ \(deleted\)", *seen["files"])


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


def old_protocol():
    """A client of 2010; its library itself warns of it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


def old_cipher():
    """A client that encrypts without authenticating what it encrypts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("ECDHE-ECDSA-AES128-SHA")
    return context


LOOSE = {
    "ssl_protocols TLSv1.2": "ssl_protocols TLSv1.1 TLSv1.2",
    "ssl_ciphers ECDHE": "ssl_ciphers ALL:@SECLEVEL=0:ECDHE",
}


@pytest.mark.parametrize("client", [old_protocol, old_cipher])
def test_old_encryption_is_refused(example, changed, client):
    with pytest.raises(ssl.SSLError):
        example.handshake(context=trusting(client(), example))
    example.stop()

    with changed(**LOOSE) as loose, loose.handshake(context=trusting(client(), loose)) as line:
        assert line.cipher()


def trusting(context, running):
    context.load_verify_locations(running.certificate)
    return context


def test_no_answer_is_kept_on_disk_and_hsts_is_the_doors_business():
    text = proxy.CONF.read_text()

    kept = [line.strip() for line in text.splitlines()]
    assert kept.count("proxy_max_temp_file_size 0;") == kept.count("access_log off;") == 1
    assert "proxy_buffering off;" in text.partition("location /admin/reviews/photographs/")[2]
    assert re.findall(r"add_header|proxy_cache|proxy_store|[^_]access_log (?!off)", text) == []


@pytest.mark.parametrize(
    ("version", "protocol"),
    [(ssl.TLSVersion.TLSv1_2, "TLSv1.2"), (ssl.TLSVersion.TLSv1_3, "TLSv1.3")],
)
def test_today_s_encryption_is_spoken(example, version, protocol):
    context = example.context()
    context.maximum_version = version
    with example.handshake(context=context) as line:
        suite = line.cipher()[0]

        assert line.version() == protocol
    assert re.search("GCM|CHACHA20", suite)


def test_a_name_that_is_not_ours_gets_no_certificate(example):
    with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
        example.handshake("evil.example")


def test_plain_http_is_sent_to_tls_without_its_path(example):
    with socket.create_connection(("127.0.0.1", example.plain)) as line:
        line.sendall(f"GET /first/ABCD/{SECRET} HTTP/1.0\r\nHost: {PORTAL}\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(4096), b"")).decode()

    assert answer.startswith("HTTP/1.1 301 ")
    assert f"Location: https://{PORTAL}/\r\n" in answer
    assert SECRET not in answer


def test_each_name_leads_to_its_own_door(folder, doors):
    with proxy.door(lambda _environ, start: start("204 No Content", []) and []) as office:
        portal_only = proxy.running(folder, doors[0], office)
        with portal_only as running, running.ask(OFFICE, "GET", "/") as answer:
            assert answer.status == 204
            assert running.mirrored(PORTAL, "GET", "/")["body"] == 0


QUOTING = {"error_log stderr emerg": "error_log stderr error"}


@pytest.mark.parametrize(("change", "told"), [({}, False), (QUOTING, True)])
def test_no_log_of_the_proxy_holds_a_secret(folder, change, told):
    with proxy.running(folder, proxy.free_port(), proxy.free_port(), **change) as running:
        with running.ask(PORTAL, "GET", f"/first/ABCD/{SECRET}") as answer:
            status, server = answer.status, answer.headers["Server"]
        printed = running.stop()

    written = [path for path in folder.rglob("*") if path.is_file()]
    assert (status, server) == (502, "nginx")
    assert (SECRET in printed) == told
    assert [path for path in written if SECRET.encode() in path.read_bytes()] == []


def test_the_real_portal_believes_the_proxy_and_nobody_else(folder, tmp_path):
    urls = {
        "MCOLLECTOR_BASE_URL": f"https://{PORTAL}",
        "MCOLLECTOR_OFFICE_URL": f"https://{OFFICE}",
    }
    config = factories.config_for(tmp_path, **urls, MCOLLECTOR_TRUSTED_PROXIES="1")
    with factories.closing(factories.toolbox_for(config, "portal")) as tools:
        portal = entry.create_app(tools, frozenset({"portal"}))
        with (
            proxy.door(portal) as port,
            proxy.running(folder, port, port) as running,
            running.ask(PORTAL, "GET", "/login", Host=PORTAL) as answer,
        ):
            cookie, hsts = answer.headers["Set-Cookie"], answer.headers.get_all(HSTS)
            through = answer.status
        plain = portal.test_client().get("/login", base_url=f"http://{PORTAL}").status_code

    assert (through, plain) == (200, 403)
    assert hsts == ["max-age=63072000; includeSubDomains"]
    assert re.match(r"__Host-mc-page=.*; Secure; HttpOnly; Path=/", cookie)


HSTS = "Strict-Transport-Security"
