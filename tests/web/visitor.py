"""A visitor: a test client that takes each form's token from the page, as a browser does."""

import re
from html.parser import HTMLParser

from tests.factories import PASSWORD

COOKIES = ("mc-page", "mc-portal", "mc-office", "mc-draft", "mc-known")


class Form(HTMLParser):
    """The fields with a value, and the token, of a page's forms."""

    def __init__(self, html):
        super().__init__()
        self.values = {}
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "input" and found.get("name") and found.get("type") != "checkbox":
            self.values.setdefault(found["name"], found.get("value", ""))


class Visitor:
    """Somebody with a browser."""

    def __init__(self, client):
        self.client = client
        self._tokens = {}

    def get(self, path, **more):
        return self.client.get(path, **more)

    def token(self, path="/login"):
        """Return the token of this session's forms, from the page at its first use."""
        if (secret := self._secret()) not in self._tokens:
            token = self._token_on(path)
            secret = self._secret()
            self._tokens[secret] = token
        return self._tokens[secret]

    def _secret(self):
        """Return what the session's tokens are made of; None before there is one."""
        app = self.client.application
        cookie = self.client.get_cookie(app.config["SESSION_COOKIE_NAME"])
        if cookie is None:
            return None
        return (
            app.session_interface.get_signing_serializer(app).loads(cookie.value).get("csrf_token")
        )

    def _token_on(self, path):
        page = self.client.get(path, query_string={"next": ""} if path == "/login" else None)
        return Form(page.text).values["csrf_token"]

    def post(self, path, values=None, *, page="/login", **more):
        return self.client.post(
            path, data={"csrf_token": self.token(page), **(values or {})}, **more
        )

    def log_in(self, name, password=PASSWORD, **more):
        return self.post("/login", {"name": name, "password": password}, **more)

    def cookies(self):
        """Return what the browser keeps: names and values."""
        kept = (self.cookie(name) for name in COOKIES)
        return tuple((one.key, one.value) for one in kept if one is not None)

    def holding(self, cookies):
        """Keep what another browser kept; return this one."""
        for name, value in cookies:
            self.client.set_cookie(name, value)
        return self

    def cookie(self, name):
        return self.client.get_cookie(name)


def title(answer):
    """Return the page's heading."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.text, re.DOTALL)
    return found.group(1).strip() if found else ""


def said(answer):
    """Return what a page of an error says: what happened, and what to do."""
    remedy = re.search(r'<p class="lead">(.*?)</p>', answer.text, re.DOTALL)
    return title(answer) + (remedy.group(1).strip() if remedy else "")


def directives(policy):
    """Return a content security policy by meaning: directive → set of sources."""
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {part[0]: frozenset(part[1:]) for part in parts}
