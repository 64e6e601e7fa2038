"""An employee with a telephone: the steps of 証明書登録 as a browser without script takes them."""

from io import BytesIO

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.factories import BACK, DEPENDENT, FRONT, PROFILE, number
from tests.portal.pages import Page
from tests.web.visitor import Visitor

PHOTOGRAPHS = {"card_back": BACK, "card_front": FRONT}
NUMBER = number()
CARD = {"route": "card", "number": NUMBER}


class Employee(Visitor):
    """Somebody signed in at the portal."""

    def __init__(self, client, user_id):
        super().__init__(client)
        self.user_id = user_id

    def sign_in(self):
        answer = self.log_in(self.user_id)
        assert answer.location == "/my/"
        return self

    def token(self, path=None):
        known = self._secret() is not None
        return super().token("/my/" if path is None and known else path or "/login")

    def send(self, path, values=None, **more):
        """Post the values as a form of ours would."""
        return self.client.post(path, data={"csrf_token": self.token(), **(values or {})}, **more)

    def page(self, path):
        answer = self.get(path)
        assert answer.status_code == 200, answer.location
        return Page(answer.text)

    def read_notice(self):
        shown = self.page("/my/notice").values["notice"]
        return self.send("/my/notice", {"notice": shown, "read": "1"})

    def fill_profile(self, **changed):
        return self.send("/my/profile", PROFILE | changed)

    def send_photographs(self, files=None, **changed):
        """Post the page of photographs; a file is bytes or (bytes, file name)."""
        return self.post_files("/my/photos", files or {}, CARD | changed)

    def post_files(self, path, files, values):
        sent = {slot: _file(one) for slot, one in files.items()}
        boundary, body = encode_multipart({"csrf_token": self.token(), **values, **sent})
        kind = f"multipart/form-data; boundary={boundary}"
        return self.client.post(path, data=body, content_type=kind)

    def add_dependent(self, position=0, **changed):
        values = DEPENDENT | {"number": number("98765432109")} | changed
        return self.send(f"/my/dependents/{position}", values)

    def fill_in(self):
        """Fill in everything; only 「更新」 is left."""
        self.read_notice()
        self.fill_profile()
        answer = self.send_photographs(PHOTOGRAPHS)
        assert answer.location == "/my/check"
        return self

    def press_update(self, **more):
        return self.send("/my/submit", {"key": self.page("/my/check").values["key"]} | more)

    def send_again(self, files):
        """Post the page of returned photographs, and press 「再提出」 on the page after it."""
        answer = self.post_files("/my/again", files, {})
        assert answer.location == "/my/again/check"
        return self.send("/my/again/check")

    def hand_in(self):
        self.fill_in()
        answer = self.press_update()
        assert answer.location == "/my/done"
        return self


def _file(one):
    content, name = one if isinstance(one, tuple) else (one, "photograph.jpg")
    return FileStorage(BytesIO(content), name)
