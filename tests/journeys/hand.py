"""A hand on a telephone: it finds things by their words and roles, and counts what it does."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect


@dataclass
class Hand:
    """Taps and typed fields so far; the steps of a journey touch the page through nothing else.

    The mail's link is a tap. A list to choose from is two: one opens it, one chooses. What the
    camera asks for is not counted.
    """

    page: Page
    taps: int = 0
    fields: int = 0

    def follow(self, link):
        self.taps += 1
        self.page.goto(link)

    def press(self, button):
        self.taps += 1
        self.page.get_by_role("button", name=button, exact=True).tap()

    def go(self, link):
        self.taps += 1
        self.page.get_by_role("link", name=_beginning(link)).tap()

    def tick(self, role, words):
        """Choose the radio or tick the box that begins with the words."""
        self.taps += 1
        self.page.get_by_role(role, name=_beginning(words)).tap()

    def choose(self, label, option):
        self.taps += 2
        self.page.get_by_label(_beginning(label)).select_option(label=option)

    def type(self, label, text):
        self.fields += 1
        self.page.get_by_role("textbox", name=_beginning(label)).fill(text)

    def photograph(self, title, content):
        """Take the photograph of the place with this title."""
        self.taps += 1
        place = self.page.get_by_role("region", name=_beginning(title))
        with self.page.expect_file_chooser() as asked:
            place.get_by_label(_beginning(title)).tap()
        file = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": content}
        asked.value.set_files(file)

    def see(self, heading):
        self._wait_for(self.page.get_by_role("heading", name=_beginning(heading)))

    def read(self, words):
        self._wait_for(self.page.get_by_text(words).first)

    def _wait_for(self, sight):
        """Wait until it can be seen, and what follows it on the page has come as well."""
        sight.wait_for()
        self.page.wait_for_load_state("domcontentloaded")

    def answer_to(self, key):
        """Return what stands beside a word in a list of answers."""
        row = self.page.locator("dl > div").filter(has=self.page.get_by_text(key, exact=True))
        return row.get_by_role("definition").first.inner_text()

    def stands_in(self, label):
        """Return what stands in a field."""
        return self.page.get_by_role("textbox", name=_beginning(label)).input_value()

    def is_chosen(self, words):
        """Tell whether the radio that begins with the words is chosen."""
        return self.page.get_by_role("radio", name=_beginning(words)).is_checked()

    def read_times(self, words, times):
        """Wait until the words stand on the page so many times."""
        expect(self.page.get_by_text(words)).to_have_count(times)


def _beginning(words):
    return re.compile(f"^{re.escape(words)}")
