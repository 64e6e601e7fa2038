"""What a clerk and a worker do, again and again, in the order chance has it."""

import re
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote
from uuid import UUID

from tests.factories import BACK, FRONT, PROFILE, number
from tests.office.desk import ALL_CHECKS

LISTS = (
    "",
    "?tab=late",
    "?tab=to_review",
    f"?search={quote('太郎1')}",
    "?sort=0&desc=1",
    "?page=2",
)


@dataclass
class Edits:
    """Changes of one field that were accepted: person, what the clerk saw before, and typed."""

    accepted: list[tuple[UUID, str, str]] = field(default_factory=list)


class Clerk:
    """Somebody of the office who looks, edits, reviews and reminds."""

    def __init__(self, number, browser, company, edits):
        self.browser, self.company, self.edits = browser, company, edits
        self.chance, self.number, self.turn = Random(number), number, 0

    def act(self):
        """Do one of the four."""
        self.turn += 1
        deed = self.chance.choice((self.look, self.edit, self.review, self.remind))
        deed()

    def look(self):
        of_ours = f"?search={quote(self.company.mark)}"
        asked = self.chance.choice((*LISTS, of_ours))
        assert self.browser.get(f"/admin/people/{asked}").status == 200

    def edit(self):
        """Type a code that nobody else types, over what the page shows."""
        person_id = self.chance.choice(self.company.people[:6])
        path, code = f"/admin/people/{person_id}", f"{self.number}-{self.turn}"
        shown = self.browser.get(path).values
        if self.browser.post(path, {**shown, "code": code}).status == 302:
            self.edits.accepted.append((person_id, shown["code"], code))

    def review(self):
        """Take the review over, look at every photograph, and press 済."""
        person_id = self.chance.choice(self.company.waiting)
        path = f"/admin/reviews/{person_id}"
        shown = self.browser.get(path)
        if "csrf_token" not in shown.values:
            return
        token = {"csrf_token": shown.values["csrf_token"]}
        page = self.browser.post(f"{path}/take", token)
        for one in sorted(
            set(re.findall(r"/admin/reviews/photographs/[0-9a-f-]+/large", page.text))
        ):
            self.browser.get(one)
        if "submission_id" in page.values:
            said = {"check": ALL_CHECKS, "status": "done"}
            self.browser.post(path, {**page.values, **said})

    def remind(self):
        person_id = self.chance.choice(self.company.people[-10:])
        self.browser.send(f"/admin/people/remind/{person_id}")


def hand_in(browser, company):
    """Walk through the form of one worker; press 「更新」 twice with the same page."""
    browser.send("/my/notice", read="1")
    browser.send("/my/profile", **(PROFILE | {"family": company.mark}))
    shown = browser.get("/my/photos").values
    files = {"card_back": BACK, "card_front": FRONT}
    typed = {"csrf_token": shown["csrf_token"], "route": "card", "number": number()}
    browser.post_files("/my/photos", typed, files)
    page = browser.get("/my/check").values
    for _press in range(2):
        browser.post("/my/submit", page)
    browser.get("/my/done")
    browser.get("/my/record")
