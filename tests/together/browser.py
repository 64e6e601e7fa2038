"""Somebody's browser without script: cookies, and forms sent as they were shown."""

import html
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from io import BytesIO
from urllib.parse import urlencode

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.journeys.house import PATIENCE
from tests.web.visitor import Form

URLENCODED = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str
    location: str
    come_again: int = 0

    @property
    def values(self):
        """Return the fields of the page's forms, as they are filled."""
        return {name: html.unescape(value) for name, value in Form(self.text).values.items()}


class Browser:
    """One of many; `heard` is told every answer with its path."""

    def __init__(self, port, cookie, heard):
        self.port, self.heard = port, heard
        self.cookies = dict([cookie])

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, values):
        return self._ask("POST", path, urlencode(values, doseq=True), URLENCODED)

    def post_files(self, path, values, files):
        sent = {name: FileStorage(BytesIO(one), "p.jpg") for name, one in files.items()}
        boundary, body = encode_multipart({**values, **sent})
        kind = f"multipart/form-data; boundary={boundary}"
        while (answer := self._ask("POST", path, body, kind)).come_again:
            time.sleep(answer.come_again)  # as the page says: so many photographs come at once
        return answer

    def send(self, path, **typed):
        """Open the page, type over what it shows, and press its button."""
        return self.post(path, {**self.get(path).values, **typed})

    def _ask(self, method, path, body=None, kind=""):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie") or ():
                name, _sign, value = line.partition(";")[0].partition("=")
                self.cookies[name] = value
            text = answer.read().decode(errors="replace")
        finally:
            connection.close()
        told = answer.headers
        again = int(told.get("Retry-After", "0"))
        found = Answer(answer.status, text, told.get("Location", ""), again)
        self.heard(path, found)
        return found
