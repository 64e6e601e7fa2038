"""The office half of the stand: a generic list over rows in memory, a review page, a menu."""

from dataclasses import dataclass
from typing import Any

from flask import flash, request
from flask_admin import AdminIndexView, BaseView, expose
from flask_admin.actions import action
from flask_admin.model import BaseModelView
from markupsafe import Markup
from wtforms import Form, HiddenField, StringField
from wtforms.validators import InputRequired

LATE = Markup(
    '<span class="chip chip-late">未登録 18日</span>'
    '<span class="late-print">【期限超過】</span>'
    '<a class="btn btn-plain btn-small" href="#">メール送信</a>'
)
WAITING = Markup('<span class="chip chip-info">確認待ち</span>')


@dataclass
class Person:
    """One made-up row of the list."""

    id: int
    name: str
    mail: str
    uploaded: str
    verified: str
    late: bool


def people() -> list[Person]:
    """Forty people; every third one is late."""
    names = ("山田 太郎", "佐藤 花子", "グエン ヴァン アン", "SANTOS MARIA CRISTINA", "髙﨑 𠮷男")
    return [
        Person(
            n,
            names[n % 5],
            f"person{n}@example.com",
            "" if n % 3 == 0 else "2026年11月13日",
            "",
            n % 3 == 0,
        )
        for n in range(40)
    ]


class PersonForm(Form):
    """The form Flask-Admin shows for one row."""

    csrf_token = HiddenField()
    name = StringField(
        "氏名", [InputRequired("氏名を入力してください。")], description="姓と名の間を空けます。"
    )
    mail = StringField("メール")


class PeopleView(BaseModelView):
    """The generic list, over rows in memory."""

    can_delete = False
    can_view_details = True
    page_size = 10
    column_display_actions = True
    column_formatters = {  # noqa: RUF012
        "verified": lambda _view, _context, row, _name: LATE if row.late else WAITING,
    }

    def row_class(self, row: Person) -> str:
        return "late" if row.late else ""

    @action(
        "remind",
        "催促メールを一括送信",
        "催促メールを送信しますか？　送信したメールは取り消せません。",
    )
    def remind(self, ids: list[str]) -> None:
        flash(
            f"{len(ids)}名に催促メールを送信しました。{request.form.get('confirmed', 'no')}",
            "success",
        )

    def get_pk_value(self, model: Person) -> int:
        return model.id

    def scaffold_list_columns(self) -> list[str]:
        return ["name", "mail", "uploaded", "verified"]

    def scaffold_sortable_columns(self) -> dict[str, str]:
        return {"name": "name", "mail": "mail"}

    def init_search(self) -> bool:
        return True

    def search_placeholder(self) -> str:
        return "氏名・メールで検索"

    def scaffold_form(self) -> type[Form]:
        return PersonForm

    def scaffold_list_form(self, *_args: Any, **_kwargs: Any) -> type[Form]:
        return PersonForm

    def get_list(self, page, sort_field, sort_desc, search, filters, page_size=None):
        found = [row for row in people() if not search or search in row.name]
        return len(found), found[page * 10 : page * 10 + 10]

    def get_one(self, id: str) -> Person:  # noqa: A002
        return people()[int(id)]

    def create_model(self, form: Form) -> bool:
        return bool(form)

    def update_model(self, form: Form, model: Person) -> bool:
        return bool(form and model)


class ReviewView(BaseView):
    """A page with the viewer."""

    @expose("/", methods=("GET", "POST"))
    def index(self) -> str:
        picture = "/static/drawings/{}.svg"
        papers = [
            {
                "src": picture.format(name),
                "thumb": picture.format(name),
                "alt": words,
                "label": words,
            }
            for name, words in (("card_back", "うら"), ("card_front", "おもて"))
        ]
        digits = "1234 5678 9012" if request.method == "POST" else ""
        return self.render("review.html", papers=papers, digits=digits)


class Menu(AdminIndexView):
    """The office's first page."""

    @expose("/")
    def index(self) -> str:
        return self.render("office.html")
