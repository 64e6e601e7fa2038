"""Transport: our own hosts only, https outside loopback, no header of a proxy we did not name."""

import pytest

import app as entry

BASE = "https://my.example.com"


@pytest.fixture
def outside(make_tools):
    """A client of an installation with a name, at one door or behind proxies."""

    def make(**environ):
        tools = make_tools(MCOLLECTOR_BASE_URL=BASE, **environ)
        return entry.create_app(tools).test_client()

    return make


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:8123", 200),
        ("127.0.0.1:8123", 200),
        ("[::1]", 200),
        ("[::1]:8123", 200),
        ("[::2]:8123", 400),
        ("evil.example", 400),
        ("localhost.evil.example", 400),
        ("127.0.0.1.evil.example", 400),
        ("", 400),
    ],
)
def test_only_our_own_hosts_are_served_on_loopback(visitor, founded, host, status):
    answer = visitor.get("/login", headers={"Host": host})

    assert answer.status_code == status
    assert (answer.text == "") == (status == 400)


@pytest.mark.parametrize("host", ["localhost", "evil.example", "example.com"])
def test_only_the_name_is_served_outside(outside, host):
    answer = outside().get("/login", base_url=BASE, headers={"Host": host})

    assert (answer.status_code, answer.text) == (400, "")


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/login", 200),
        ("http://localhost/login", 200),
        ("HTTP://LOCALHOST/login", 200),
        ("http://evil.example/login", 400),
        ("https://evil.example/login", 400),
        ("http://localhost@evil.example/login", 400),
        ("http://evil.example@localhost/login", 400),
        ("http://127.0.0.1/login", 400),
        ("ftp://localhost/login", 400),
        ("http:///login", 400),
    ],
)
def test_a_target_that_names_a_host_names_the_host_of_the_request(visitor, founded, target, status):
    answer = visitor.get("/login", environ_overrides={"RAW_URI": target})

    assert answer.status_code == status
    assert (answer.text == "") == (status == 400)


def test_a_post_to_a_foreign_host_gets_no_page_either(visitor, founded):
    answer = visitor.client.post("/login", headers={"Host": "evil.example"})

    assert (answer.status_code, answer.text) == (400, "")


def test_plain_http_is_refused_outside(outside):
    client = outside()

    statuses = [
        client.get("/login", base_url=url).status_code for url in (BASE, BASE.replace("s:", ":"))
    ]

    assert statuses == [200, 403]


def test_the_health_check_may_come_without_tls(outside):
    assert outside().get("/healthz", base_url="http://my.example.com").status_code == 200


@pytest.mark.parametrize(("hops", "status"), [("0", 403), ("1", 200)])
def test_only_a_named_proxy_can_say_that_it_was_https(outside, hops, status):
    client = outside(MCOLLECTOR_TRUSTED_PROXIES=hops)

    answer = client.get(
        "/login", base_url="http://my.example.com", headers={"X-Forwarded-Proto": "https"}
    )

    assert answer.status_code == status


def test_the_host_is_never_taken_from_a_proxys_header(outside):
    client = outside(MCOLLECTOR_TRUSTED_PROXIES="1")

    answer = client.get(
        "/login",
        base_url="http://evil.example",
        headers={"X-Forwarded-Proto": "https", "X-Forwarded-Host": "my.example.com"},
    )

    assert answer.status_code == 400


def test_a_method_the_route_does_not_know_is_named_so(visitor, founded):
    answers = [
        visitor.client.open("/login", method=method) for method in ("TRACE", "PUT", "DELETE")
    ]

    assert [answer.status_code for answer in answers] == [405] * 3
    assert set(answers[0].headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_an_address_that_names_the_host_is_not_kept_for_another(app):
    addresses = []
    for host in ("localhost", "127.0.0.1"):
        with app.test_request_context("/", base_url=f"http://{host}"):
            whole = app.url_for("static", filename="mc.css", _external=True)
            addresses.append(whole.partition("/static/")[0])

    assert addresses == ["http://localhost", "http://127.0.0.1"]


def test_an_address_follows_where_the_house_stands(app):
    addresses = []
    for root in ("", "/numbers", ""):
        with app.test_request_context("/", base_url=f"http://localhost{root}"):
            addresses.append(app.url_for("entrance.login"))

    assert addresses == ["/login", "/numbers/login", "/login"]
