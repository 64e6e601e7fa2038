"""A clerk who enters for somebody: the steps of 代行入力 as a browser without script takes them."""

from tests.factories import BACK, DEPENDENT, FRONT, PROFILE, number
from tests.office.editing.editing_page import path_of
from tests.portal.employee import Employee
from tests.portal.pages import Page

NUMBER = number("27182818284")
OTHER = number("98765432109")
WHY = {"reason": "asked", "text": "本人から電話で頼まれました。", "told": "1"}


class Clerk(Employee):
    """Somebody of the office with one person's form before them."""

    def __init__(self, visitor, person_id):
        super().__init__(visitor.client, "")
        self.person_id = person_id

    def token(self, path=None):
        return super().token(path or "/admin/")

    def at(self, rest=""):
        return path_of(self.person_id, rest)

    def begin(self, **changed):
        notice = self.page(self.at("/entry")).values.get("notice", "")
        return self.send(self.at("/entry"), {"notice": notice, **WHY, **changed})

    def fill_profile(self, **changed):
        return self.send(self.at("/entry/profile"), PROFILE | changed)

    def send_photographs(self, files=None, **changed):
        values = {"route": "card", "number": NUMBER} | changed
        return self.post_files(self.at("/entry/photos"), files or {}, values)

    def add_dependent(self, position=0, **changed):
        values = DEPENDENT | {"number": OTHER} | changed
        return self.send(self.at(f"/entry/dependents/{position}"), values)

    def fill_in(self):
        """Fill in everything; only 「更新」 is left."""
        self.begin()
        self.fill_profile()
        answer = self.send_photographs({"card_back": BACK, "card_front": FRONT})
        assert answer.location == self.at("/entry/check")
        return self

    def press_update(self, **more):
        key = Page(self.get(self.at("/entry/check")).text).values["key"]
        return self.send(self.at("/entry/submit"), {"key": key} | more)
