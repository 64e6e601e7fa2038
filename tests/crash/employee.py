"""An employee with papers of their own, who sends all over HTTP and remembers the receipt."""

import re
from io import BytesIO

from PIL import Image

from tests import factories
from tests.crash.browser import Browser, insist

SLOTS = ("card_back", "card_front")


class Employee:
    """Everything about them is made of their number `n`, so that nothing of another fits."""

    def __init__(self, url, n):
        self.n = n
        self.browser = Browser(url)
        self.mail = f"taro{n}@example.com"
        self.number = factories.number(f"{31415900000 + n:011d}")
        self.dependent_number = factories.number(f"{27182800000 + n:011d}")
        self.profile = {**factories.PROFILE, "given": f"太郎{n}", "address": f"見本町{n}-2-3"}
        self.receipt = None

    def colour(self, slot):
        """Return the one colour of their photograph of the slot."""
        return (40 + 30 * SLOTS.index(slot), 60 + self.n % 12 * 12, 60 + self.n // 12 * 12)

    def photograph(self, slot):
        content = BytesIO()
        Image.new("RGB", (640, 400), self.colour(slot)).save(content, "JPEG", quality=95)
        return content.getvalue()

    def log_in(self):
        form = self.browser.get("/login?next=").form
        values = {**form, "name": self.mail, "password": factories.PASSWORD}
        assert self.browser.post("/login", values).path == "/my/"

    def fill_form(self):
        """Do all of the form but the photographs and 「更新」."""
        self.fill_form_alone()
        self.dependent()()

    def fill_form_alone(self):
        """Do it without the dependent."""
        self.log_in()
        notice = self.browser.get("/my/notice").form
        assert self.browser.post("/my/notice", {**notice, "read": "1"}).path == "/my/profile"
        token = self.browser.token("/my/profile")
        page = self.browser.post("/my/profile", {**token, **self.profile})
        assert page.path == "/my/photos"

    def dependent(self):
        """Return the act of adding the dependent."""
        token, path = self.browser.token("/my/dependents/0"), "/my/dependents/0"
        values = {**token, **factories.DEPENDENT, "number": self.dependent_number}
        return lambda: self.browser.post(path, values)

    def photographs(self, *slots):
        """Return the act of sending photographs with the number, both unless some are named."""
        values = {**self.browser.token("/my/photos"), "route": "card", "number": self.number}
        files = {slot: self.photograph(slot) for slot in slots or SLOTS}
        return lambda: self.browser.send("/my/photos", values, files)

    def submission(self):
        """Return the act of 「更新」 on one page: repeated, it has the same key."""
        form = self.browser.get("/my/check").form
        values = {name: form[name] for name in ("csrf_token", "key")}
        return lambda: self._received(self.browser.post("/my/submit", values))

    def resubmission(self):
        """Return the act of sending a new photograph of the back, and of 「再提出」."""
        token, files = self.browser.token("/my/again"), {"card_back": self.photograph("card_back")}

        def act():
            self.browser.send("/my/again", token, files)
            return self._received(self.browser.post("/my/again/check", token))

        return act

    def submit_all(self):
        """Do everything, insisting at each page."""
        insist(self.fill_form)
        insist(insist(self.photographs))
        insist(insist(self.submission))

    def _received(self, page):
        """Note the receipt that the page acknowledges; a page without one is a failure."""
        shown = re.search(r'class="receipt">(MC-\d{4}-\d+)<', page.text)
        assert shown, (page.status, page.url)
        self.receipt = shown.group(1)
        return page
