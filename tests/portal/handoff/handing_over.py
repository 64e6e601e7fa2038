"""Handing the photographs over to a telephone: the link on the page, and who scans it."""

from tests.portal.employee import Employee
from tests.web.visitor import Form


def link_of(page):
    """Return the path of the link a page shows under its QR code."""
    (address,) = page.find("code")
    return "/my/phone/" + address.text.partition("/my/phone/")[2]


class Telephone(Employee):
    """A telephone nobody is signed in at."""

    page_token = ""

    def __init__(self, client):
        super().__init__(client, "")

    def scan(self, link):
        """Open the link and press its button."""
        return self.client.post(link, data={"csrf_token": self.token(link)})

    def send_from_phone(self, files):
        self.page_token = self.token("/my/phone")
        return self.send_from_older_page(files)

    def send_from_older_page(self, files):
        """Send as a page does that was opened before: what it stood on may have ended."""
        return self.post_files("/my/phone", files, {"csrf_token": self.page_token})

    def token(self, path=None):
        if path is None:
            return self.page_token
        return Form(self.get(path).text).values.get("csrf_token", "")
