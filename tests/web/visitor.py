"""A visitor: a test client that takes each form's token from the page, as a browser does."""

import re
from html.parser import HTMLParser

from tests.factories import PASSWORD


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

    def get(self, path, **more):
        return self.client.get(path, **more)

    def token(self, path="/login"):
        page = self.client.get(path, query_string={"next": ""} if path == "/login" else None)
        return Form(page.text).values["csrf_token"]

    def post(self, path, values=None, *, page="/login", **more):
        return self.client.post(
            path, data={"csrf_token": self.token(page), **(values or {})}, **more
        )

    def log_in(self, name, password=PASSWORD, **more):
        return self.post("/login", {"name": name, "password": password}, **more)

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
