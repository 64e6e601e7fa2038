"""Headers, read by what they mean."""

import gc
import warnings

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

import app as entry
from mcollector.web.headers import FEATURES
from tests.web.visitor import directives

PAGES = ["/login", "/reset", "/healthz", "/nowhere", "/my/"]
CONTENT = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "blob:"},
    "connect-src": {"'self'"},
    "form-action": {"'self'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
    "require-trusted-types-for": {"'script'"},
}
FILES = {"default-src": {"'none'"}, "sandbox": set(), "frame-ancestors": {"'none'"}}


@pytest.mark.parametrize("path", ["/login", "/nowhere", "/my/", "/setup/wrong"])
def test_every_page_allows_only_our_own_content(visitor, founded, path):
    answer = visitor.get(path)

    assert answer.mimetype == "text/html"
    assert directives(answer.headers["Content-Security-Policy"]) == CONTENT


def test_anything_else_is_put_in_a_sandbox(visitor, founded):
    policy = visitor.get("/healthz").headers["Content-Security-Policy"]

    assert directives(policy) == FILES


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_is_closed_to_other_sites(visitor, founded, path):
    headers = visitor.get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES)
def test_no_answer_is_kept_by_anybody(visitor, founded, path):
    assert visitor.get(path).headers["Cache-Control"] == "no-store"


def test_every_feature_of_the_browser_is_off(visitor, founded):
    header = visitor.get("/login").headers["Permissions-Policy"]

    allowed = dict(part.strip().split("=") for part in header.split(","))
    assert allowed == dict.fromkeys(FEATURES, "()")


def test_loopback_sends_no_transport_security(visitor, founded):
    assert "Strict-Transport-Security" not in visitor.get("/login").headers


def test_the_outside_is_told_to_use_tls_for_two_years(make_tools):
    tools = make_tools(MCOLLECTOR_BASE_URL="https://my.example.com")
    client = entry.create_app(tools).test_client()

    answer = client.get("/login", base_url="https://my.example.com")

    header = answer.headers["Strict-Transport-Security"]
    assert [part.strip() for part in header.split(";")] == ["max-age=63072000", "includeSubDomains"]


def test_no_page_has_a_script_style_or_handler_in_it(visitor, founded):
    page = visitor.get("/login").text

    assert [word for word in ("<script>", "<style", " style=", " onclick=") if word in page] == []


class TestStaticFiles:
    """A static file may be kept for ever at the address that names its content."""

    def address(self, visitor):
        page = visitor.get("/login").text
        return next(part for part in page.split('"') if part.startswith("/static/mc.css"))

    def test_the_address_on_the_page_may_be_kept_for_ever(self, visitor, founded):
        with visitor.get(self.address(visitor)) as answer:
            kept = answer.headers["Cache-Control"]

        assert kept == "public, max-age=31536000, immutable"

    def test_an_older_address_gives_the_file_but_must_be_asked_again(self, visitor, founded):
        kept = []
        for path in ("/static/mc.css", "/static/mc.css?v=0123456789ab"):
            with visitor.get(path) as answer:
                kept.append(answer.headers["Cache-Control"])

        assert kept == ["no-cache", "no-cache"]

    def test_a_missing_file_is_not_kept(self, visitor, founded):
        answer = visitor.get("/static/nothing.css?v=")

        assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")

    @pytest.mark.parametrize(
        ("method", "date", "status"),
        [("GET", "Fri, 01 Jan 2100 00:00:00 GMT", 304), ("HEAD", "", 200)],
    )
    def test_an_answer_without_a_body_leaves_no_file_open(self, app, method, date, status):
        asked = EnvironBuilder(method=method, path="/static/mc.css")
        if date:
            asked.headers["If-Modified-Since"] = date
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            _body, answered, _headers = run_wsgi_app(app, asked.get_environ())
            gc.collect()

        assert int(answered.split()[0]) == status
        assert [str(one.message) for one in told if one.category is ResourceWarning] == []
