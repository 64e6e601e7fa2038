"""A browser as far as these tests need one: cookies, forms with their tokens, no answer at all."""

import http.client
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urlsplit

from tests.journeys.house import PATIENCE
from tests.web.visitor import Form


class NotAnswered(Exception):
    """The connection ended without an answer: the sender cannot know what became of it."""


@dataclass(frozen=True)
class Page:
    """An answer: its status, the address it came from in the end, and its text."""

    status: int
    url: str
    text: str

    @property
    def path(self):
        return urlsplit(self.url).path

    @property
    def form(self):
        """The hidden and typed values of the page's forms, with their token."""
        return Form(self.text).values


class Browser:
    """Somebody's browser; redirects are followed, cookies are kept."""

    def __init__(self, url):
        self.url = url
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar)

    def get(self, path):
        return self._ask(urllib.request.Request(f"{self.url}{path}"))

    def token(self, path):
        """Return the page's token alone, for a form that is filled anew."""
        return {"csrf_token": self.get(path).form["csrf_token"]}

    def post(self, path, values):
        body = urlencode(values, doseq=True).encode()
        return self._ask(urllib.request.Request(f"{self.url}{path}", body))

    def send(self, path, values, files):
        """Post a form with files: name → bytes."""
        mark = uuid.uuid4().hex
        parts = [_field(name, value) for name, value in values.items()]
        parts += [_file(name, content) for name, content in files.items()]
        body = b"".join(b"--%s\r\n%s\r\n" % (mark.encode(), part) for part in parts)
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        whole = body + f"--{mark}--\r\n".encode()
        return self._ask(urllib.request.Request(f"{self.url}{path}", whole, kind))

    def _ask(self, request):
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                return Page(answer.status, answer.url, answer.read().decode(errors="replace"))
        except urllib.error.HTTPError as error:
            return self._refused(error)
        except (urllib.error.URLError, http.client.HTTPException, ConnectionError):
            raise NotAnswered from None

    def _refused(self, error):
        with error:
            if error.status == 503:  # come again: nothing is acknowledged
                raise NotAnswered
            return Page(error.status, error.url, error.read().decode(errors="replace"))


def _field(name, value):
    return f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()


def _file(name, content):
    head = f'Content-Disposition: form-data; name="{name}"; filename="file"\r\n\r\n'
    return head.encode() + content


def insist(act):
    """Do it again until it is answered, as somebody does whose page did not come."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return act()
        except NotAnswered:
            assert time.monotonic() < until, "nobody answers"
            time.sleep(0.1)
