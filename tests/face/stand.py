"""A small app under the face: the real templates and files, made-up rows, the real policy."""

from collections.abc import Iterator
from mimetypes import guess_type
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask, Response, redirect, render_template, request
from flask_admin import Admin
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader

from mcollector.web import fragments
from tests.face.office import Menu, PeopleView, Person, ReviewView

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
COMPANY = SimpleNamespace(
    name="株式会社サンプル建設",
    department="総務部",
    phone="03-1234-5678",
    hours="平日 9:00〜18:00",
)
ACCOUNT = SimpleNamespace(name="山田 管理者", right="組織管理者", logout="/logout")
ROUTES = (
    {
        "value": "card",
        "title": "マイナンバーカード",
        "text": "写真は おもて・うら の2枚",
        "drawing": "card_front",
    },
    {"value": "notice", "title": "通知カード ＋ 顔写真つきの証明書", "drawing": "notice"},
    {
        "value": "residence",
        "title": "マイナンバー入りの住民票 ＋ 顔写真つきの証明書",
        "drawing": "residence",
    },
)
SLOTS = (
    SimpleNamespace(
        code="card_back", title="マイナンバーカードの うら（番号が ある面）", drawing="card_back"
    ),
    SimpleNamespace(
        code="card_front",
        title="マイナンバーカードの おもて（顔写真が ある面）",
        drawing="card_front",
    ),
    SimpleNamespace(code="notice", title="通知カードの おもて", drawing="notice"),
)
TASKS = (
    {
        "title": "証明書登録",
        "hint": "マイナンバーと写真を出します（5分くらい）",
        "href": "#",
        "kind": "warn",
        "status": "まだです",
        "icon": "card",
    },
    {"title": "パスワードを変更", "href": "#", "icon": "lock"},
    {"title": "ログアウト", "href": "#", "icon": "logout"},
)
ROWS = (
    {"key": "氏名", "value": "山田 太郎", "href": "#"},
    {"key": "マイナンバー", "value": "●●●● ●●●● 9012", "href": "#"},
)
ERRORS = {
    "my_number": "12桁で入力してください（今は11桁です）。",
    "card_back": "マイナンバーカードのうら面の写真を選択してください。",
    "birth": "生年月日が正しくありません。例：1990年4月1日",
    "read": "利用目的を確認し、チェックを入れてください。",
}


def stand() -> Flask:
    """Return the app; every answer carries the product's own content security policy."""
    app = Flask("face", template_folder=str(ROOT / "templates"), static_folder=None)
    app.add_url_rule("/static/<path:filename>", "static", static)
    app.config.update(
        SECRET_KEY="only for this test", BABEL_DEFAULT_LOCALE="ja", WTF_CSRF_ENABLED=True
    )
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(ROOT / "templates"), FileSystemLoader(HERE / "specimens")]
    )
    Babel(app)
    fragments.install(app)
    app.jinja_env.globals["form_owner"] = str  # nobody is signed in
    app.jinja_env.filters.update(t=str)
    CSRFProtect(app)
    admin = Admin(app, name="m-collector", index_view=Menu(name="メニュー"))
    admin.add_view(PeopleView(Person, name="ユーザー一覧", endpoint="people"))
    admin.add_view(ReviewView(name="本人性確認", endpoint="review"))
    app.context_processor(
        lambda: {"company": COMPANY, "account": ACCOUNT, "banners": ["テスト環境です。"]}
    )
    app.after_request(guarded)
    pages(app)
    return app


def static(filename: str) -> Response:
    """Answer with bytes read at once, so that a browser leaving early keeps no file open."""
    kind, _encoding = guess_type(filename)
    return Response((ROOT / "static" / filename).read_bytes(), mimetype=kind)


def guarded(response: Response) -> Response:
    """Put the policy on every answer."""
    response.headers["Content-Security-Policy"] = CSP
    return response


def pages(app: Flask) -> None:
    """Hang the specimens on their addresses."""
    shown = {"routes": ROUTES, "slots": SLOTS, "tasks": TASKS, "rows": ROWS}

    @app.route("/form", methods=["GET", "POST"])
    def form() -> Any:
        if request.files.get("card_back"):
            app.config["RECEIVED"] = (request.form.to_dict(), request.files["card_back"].read())
            return redirect("/menu")
        errors = ERRORS if request.method == "POST" or request.args else {}
        return render_template("form.html", errors=errors, **shown)

    app.add_url_rule("/menu", "menu", lambda: render_template("menu.html", **shown))
    app.add_url_rule("/done", "done", lambda: render_template("done.html"))
    app.add_url_rule("/login", "login", lambda: render_template("login.html"))
    app.add_url_rule(
        "/error",
        "error",
        lambda: render_template(
            "errors/error.html",
            title="ページが見つかりません",
            text="アドレスが変わったか、まちがっています。",
            remedy="メールのリンクをもう一度開いてください。",
            code="7F3K",
        ),
    )


def addresses() -> Iterator[tuple[str, str]]:
    """Yield every specimen as (door, path)."""
    yield from (
        ("portal", path)
        for path in ("/form", "/form?wrong=1", "/menu", "/done", "/login", "/error")
    )
    yield from (
        ("office", f"/admin/{path}")
        for path in (
            "",
            "people/",
            "people/?search=いない",
            "people/new/",
            "people/edit/?id=1",
            "people/details/?id=1",
            "review/",
        )
    )
