"""The environment: every value that cannot be used is refused by its name, with what to write."""

from pathlib import Path

import pytest

from mcollector.config import NAMES, Config, ConfigRefused
from mcollector.mail.posts import post_for
from mcollector.rules.errors import RuleBroken

OFF_LOOPBACK = {"BASE_URL": "https://my.example.com"}


def config(**values):
    environ = {
        name if name == "PORT" else f"MCOLLECTOR_{name}": value for name, value in values.items()
    }
    return Config.from_environ(environ)


def sentence(**values):
    with pytest.raises(ConfigRefused) as refused:
        config(**values)
    return str(refused.value.sentence)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("DATABSE_URL", "DATABASE_URL"),
        ("DATABASEURL", "DATABASE_URL"),
        ("DOOR", "DOORS"),
        ("SERVER_KEY", "SERVER_KEY_FILE"),
        ("base_url", "HOME"),
        ("XYZZY", "HOME"),
        ("", "HOME"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_one(name, near):
    assert sentence(**{name: "x"}) == (
        f"環境変数 MCOLLECTOR_{name} は知らない名前です。MCOLLECTOR_{near} の誤りではありませんか。"
    )


def test_other_names_are_not_ours():
    assert Config.from_environ({"MCOLLECT": "x", "PATH": "/bin"}).doors == {"portal", "admin"}


HOST = "https://mynumber.example.com のように、ホスト名までを書いてください。"
SCHEME = "http:// または https:// で始まるURLを指定してください。"
TLS = "このパソコンの外に公開するときは https:// を指定してください。"
SHIFT = "+3d、-2h、+30m のように指定してください。"
DATABASE = "sqlite:////フォルダー/ファイル または postgresql:// を指定してください。"
FILES = "今は file:/// だけが使えます。共有フォルダーを指定してください。"
QUEUE = "redis://、rediss:// または unix:// を指定してください。"
QUEUE_TLS = "このパソコンの外の列には、証明書を確かめる rediss:// を指定してください。"
TOKEN = "32文字以上の、だれにも推測できない文字列を指定してください。"
DOORS = "portal と admin から選んでください（コンマ区切り）。"
PROXIES = "0から10までの整数を指定してください。"
SENDER = "no-reply@example.com のように、メールアドレスを指定してください。"


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        *(
            (name, value, remedy)
            for name in ("BASE_URL", "OFFICE_URL")
            for value, remedy in (
                ("my.example.com", SCHEME),
                ("ftp://my.example.com", SCHEME),
                ("https://", SCHEME),
                ("http://[::1", SCHEME),
                ("https://my.example.com:99999", SCHEME),
                ("https://my.example.com:x", SCHEME),
                ("http://my.example.com", TLS),
                ("http://192.0.2.1:8000", TLS),
                ("https://my.example.com/app", HOST),
                ("https://my.example.com?x=1", HOST),
                ("https://user:pass@my.example.com", HOST),
            )
        ),
        ("DATABASE_URL", "mysql://db", DATABASE),
        ("DATABASE_URL", "postgresql+asyncpg://db", DATABASE),
        ("DATABASE_URL", "m-collector.db", DATABASE),
        ("DATABASE_URL", "sqlite://", DATABASE),
        ("DATABASE_URL", "sqlite:///:memory:", DATABASE),
        ("FILES_URL", "s3://bucket/folder", FILES),
        ("FILES_URL", "/srv/files", FILES),
        ("FILES_URL", "file:///", FILES),
        ("REDIS_URL", "http://queue", QUEUE),
        ("REDIS_URL", "redis://", QUEUE),
        ("REDIS_URL", "redis://queue:x", QUEUE),
        *(
            ("REDIS_URL", url, QUEUE_TLS)
            for url in (
                "redis://queue.example.com",
                "redis://u:p@192.0.2.1:6379/0",
                "redis://[2001:db8::1]/0",
                "redis://127.0.0.1.example.com",
                "redis://localhost?host=queue.example.com",
                "redis:///0?host=queue.example.com",
                "rediss://queue.example.com?ssl_cert_reqs=none",
                "rediss://queue.example.com?ssl_check_hostname=false",
            )
        ),
        ("METRICS_TOKEN", "x" * 31, TOKEN),
        ("DOORS", "portal,office", DOORS),
        ("TRUSTED_PROXIES", "-1", PROXIES),
        ("TRUSTED_PROXIES", "１", PROXIES),
        ("TRUSTED_PROXIES", "11", PROXIES),
        ("TRUSTED_PROXIES", "9" * 5000, PROXIES),
        ("MAIL_FROM", "nobody", SENDER),
        ("MAIL_FROM", "a@b c@d", SENDER),
        ("MAIL_FROM", "a@example.com\r\nBcc: x@example.com", SENDER),
        ("TIME_SHIFT", "3d", SHIFT),
        ("TIME_SHIFT", "+3", SHIFT),
        ("TIME_SHIFT", "+3w", SHIFT),
        ("TIME_SHIFT", "+999999d", SHIFT),
        ("TIME_SHIFT", "+３d", SHIFT),
    ],
)
def test_a_value_that_cannot_be_used(name, value, remedy):
    assert sentence(**{name: value}) == f"環境変数 MCOLLECTOR_{name} が正しくありません。{remedy}"


@pytest.mark.parametrize("port", ["x", "0", "65536", "-1", "８０００", "9" * 5000])
def test_a_port_that_is_none(port):
    assert sentence(PORT=port) == (
        "環境変数 PORT が正しくありません。1から65535までの数字を指定してください。"
    )


def test_the_clock_is_moved_on_loopback_only():
    assert config(TIME_SHIFT="+3d").time_shift.days == 3
    assert sentence(TIME_SHIFT="+3d", **OFF_LOOPBACK).endswith(
        "試用（127.0.0.1）のときだけ使えます。削除してください。"
    )


@pytest.mark.parametrize(
    "url",
    [
        "redis://localhost:6379/0",
        "redis://127.0.0.1",
        "redis://127.8.9.10",
        "redis://[::1]:6379",
        "unix:///srv/valkey.sock",
        "rediss://queue.example.com:6380/0",
        "rediss://queue.example.com?ssl_cert_reqs=required",
    ],
)
def test_a_queue_here_or_behind_tls_is_taken(url):
    assert config(REDIS_URL=url).redis_url == url


def test_a_long_token_is_taken():
    assert config(METRICS_TOKEN="x" * 32).metrics_token == "x" * 32


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_form_of_a_postgresql_url(scheme):
    rest = "user:p%40ss@db.example.com:5432/house?sslmode=verify-full"

    assert config(DATABASE_URL=f"{scheme}://{rest}").database_url == f"postgresql+psycopg://{rest}"


@pytest.mark.parametrize(
    "url",
    [
        "smtp://mail.example.com",
        "smtps://",
        "http://mail.example.com",
        "smtps://user@mail.example.com",
        "smtps://user:%E3%81%82@mail.example.com",
        "smtps://mail.example.com:99999",
        "smtps://mail.example.com/path",
    ],
)
def test_a_post_that_cannot_be_used(url):
    with pytest.raises(RuleBroken) as refused:
        post_for(url, Path("/nowhere"))

    assert "SMTP" in str(refused.value.sentence)


SECRET = "hunter2-hunter2"


def told(name, value):
    """Return everything that is told of a value: the refusal, or how the config prints."""
    try:
        return repr(config(**{name: value}))
    except ConfigRefused as refused:
        return str(refused.sentence)


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL", "SMTP_URL", "METRICS_TOKEN"])
@pytest.mark.parametrize("form", ["postgresql://u:{}@db/x", "redis://u:{}@q", "x://u:{}@[/", "{}"])
def test_a_password_in_a_value_is_never_told(name, form):
    assert SECRET not in told(name, form.format(SECRET))


@pytest.mark.parametrize("name", [name for name in NAMES if "KEY" not in name and name != "HOME"])
def test_a_refused_value_is_not_repeated(name):
    assert SECRET not in told(name, f"x://u:{SECRET}@[/")


def test_what_the_defaults_are():
    made = config(HOME="/srv/house", PORT="8123")

    assert made.base_url == made.office_url == "http://127.0.0.1:8123"
    assert made.database_url == "sqlite:////srv/house/m-collector.db"
    assert made.redis_url == "unix:///srv/house/valkey.sock"
    assert (made.files_root, made.trusted_proxies) == (Path("/srv/house/files"), 0)
    assert made.server_key_file == Path("/srv/house/keys/server.key")
    assert (made.is_loopback, made.secure_cookies, made.shows_mailbox) == (True, False, True)
