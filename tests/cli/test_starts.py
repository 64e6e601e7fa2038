"""Real programs that cannot start: one sentence, exit 1, nothing made."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mcollector.bootstrap import prepare
from mcollector.web.commands import GROUPS
from tests import factories, left_behind
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
LAUNCHER = ("-m", "deploy.launch")
WORKER = ("worker.py",)
SCHEDULER = ("worker.py", "--timetable")
GUNICORN = ("-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "app:app")
COMMAND = ("-m", "flask", "--app", "app", "doctor")
EVERY = [LAUNCHER, WORKER, SCHEDULER, GUNICORN, COMMAND]
DOORS = [LAUNCHER, GUNICORN]
NAMES = ["launcher", "worker", "scheduler", "gunicorn", "flask"]


@pytest.fixture
def environ(tmp_path, empty_database_url):
    """The variables of an installation whose home is not made yet."""
    return {
        "MCOLLECTOR_HOME": str(tmp_path / "home"),
        "MCOLLECTOR_DATABASE_URL": empty_database_url,
    }


def last_line(done):
    """Return the last line a program wrote; a traceback fails at once."""
    text = done.stderr + done.stdout
    assert "Traceback" not in text
    return text.strip().splitlines()[-1].removeprefix("NO  ")


@pytest.mark.parametrize("program", EVERY, ids=NAMES)
def test_an_unknown_name(start, environ, tmp_path, program):
    done = start(*program, MCOLLECTOR_DATABSE_URL="x", PORT=str(free_port()))

    assert (done.returncode, last_line(done)) == (
        1,
        (
            "環境変数 MCOLLECTOR_DATABSE_URL は知らない名前です。"
            "MCOLLECTOR_DATABASE_URL の誤りではありませんか。"
        ),
    )
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("program", EVERY, ids=NAMES)
def test_a_value_that_cannot_be_used(start, tmp_path, program):
    done = start(*program, MCOLLECTOR_FILES_URL="s3://bucket", PORT=str(free_port()))

    assert (done.returncode, last_line(done)) == (
        1,
        (
            "環境変数 MCOLLECTOR_FILES_URL が正しくありません。"
            "今は file:/// だけが使えます。共有フォルダーを指定してください。"
        ),
    )
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("program", EVERY[1:4], ids=NAMES[1:4])
def test_a_home_nobody_prepared(start, tmp_path, program):
    (tmp_path / "home").mkdir()

    done = start(*program, MCOLLECTOR_COOKIE_KEY_FILE=str(cookie(tmp_path)), PORT=str(free_port()))

    assert (done.returncode, last_line(done)) == (
        1,
        (
            "データベースの用意ができていません。"
            "「flask --app app init」を実行してから、起動し直してください。"
        ),
    )


def cookie(folder):
    path = folder / "cookie.key"
    path.write_bytes(bytes(32))
    path.chmod(0o400)
    return path


@pytest.mark.parametrize("program", DOORS, ids=["launcher", "gunicorn"])
@pytest.mark.parametrize("fault", ["missing", "empty"])
def test_a_door_without_its_cookie_key(start, tools, program, fault):
    """Every other fault of the file is told in the same way (tests/vault/test_vault_keyfiles)."""
    path = tools.config.cookie_key_file
    path.chmod(0o600)
    path.write_bytes(b"")
    if fault == "missing":
        path.unlink()

    done = start(
        *program,
        MCOLLECTOR_HOME=str(tools.config.home),
        MCOLLECTOR_DATABASE_URL=tools.config.database_url,
        PORT=str(free_port()),
    )

    assert done.returncode == 1
    assert last_line(done).startswith("鍵ファイル「cookie.key」")
    assert path.exists() == (fault != "missing")


@pytest.mark.parametrize("program", EVERY, ids=NAMES)
@pytest.mark.parametrize("form", ["sqlite:///{}/no/house.db", "postgresql://u:secret@/x?host={}"])
def test_a_database_that_is_away(start, tmp_path, program, form):
    (tmp_path / "home").mkdir()
    url = form.format(tmp_path)

    done = start(
        *program,
        MCOLLECTOR_DATABASE_URL=url,
        MCOLLECTOR_COOKIE_KEY_FILE=str(cookie(tmp_path)),
        PORT=str(free_port()),
    )

    assert done.returncode == 1
    assert "secret" not in done.stderr + done.stdout
    assert last_line(done).endswith(
        "データベースを開けません。データベースが動いているか、"
        "MCOLLECTOR_DATABASE_URL が正しいかを確認してください。"
    )


@pytest.mark.parametrize("home", ["a file", "below a file"])
def test_a_home_that_cannot_be_made(start, tmp_path, home):
    (tmp_path / "file").write_text("x")
    path = tmp_path / "file" if home == "a file" else tmp_path / "file" / "home"

    done = start(*LAUNCHER, MCOLLECTOR_HOME=str(path))

    assert (done.returncode, last_line(done)) == (
        1,
        (
            "環境変数 MCOLLECTOR_HOME が正しくありません。"
            "作れて書き込めるフォルダーを指定してください。"
        ),
    )


@pytest.fixture
def short_home():
    """A folder with a path short enough for a unix socket."""
    with left_behind.folder() as folder:
        yield folder


def test_the_launcher_starts_sealed_and_says_so(short_home, empty_database_url):
    config = factories.config_for(short_home / "home", empty_database_url)
    environ = {"MCOLLECTOR_HOME": str(config.home), "MCOLLECTOR_DATABASE_URL": empty_database_url}
    prepare(config)
    config.server_key_file.unlink()
    port = free_port()
    kept = {k: v for k, v in os.environ.items() if not k.startswith("MCOLLECTOR_")}
    program = subprocess.Popen(
        [sys.executable, *LAUNCHER],
        cwd=ROOT,
        env={**kept, **environ, "PORT": str(port)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        announced = next(line for line in program.stdout if line.startswith("m-collector"))
    finally:
        program.send_signal(signal.SIGTERM)
        _out, told = program.communicate(timeout=60)

    assert announced == f"m-collector: http://127.0.0.1:{port}\n"
    assert "封印したまま起動しました。上のメッセージを確認してください。" in told
    assert program.returncode == 0


DATABASE = {"sqlalchemy", "sqlalchemy.dialects.sqlite", "alembic"}
OTHER = {"alembic", "sqlalchemy.dialects.postgresql", "redis.asyncio"}


def loaded(done):
    """Return the modules a program loaded that ran with `-X importtime`."""
    assert done.returncode == 0, done.stderr
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}


def test_help_loads_nothing_a_command_stands_on(start):
    done = start("-X", "importtime", "-m", "flask", "--app", "app", "--help")

    assert "click" in loaded(done)
    assert (
        loaded(done) & {*DATABASE, "redis", "rq", "argon2", "cryptography", "flask_admin"} == set()
    )
    assert [name for name in GROUPS if f"\n  {name} " not in done.stdout] == []


@pytest.mark.sqlite
def test_a_command_loads_neither_the_migrations_nor_the_other_database_nor_the_queue(
    start, environ
):
    prepare(factories.Config.from_environ(environ))

    done = start("-X", "importtime", "-m", "flask", "--app", "app", "company", "list")

    assert loaded(done) & {*DATABASE, *OTHER} == DATABASE - {"alembic"}


def test_the_website_s_modules_stand_on_one_database_s(start):
    done = start("-X", "importtime", "-c", "import mcollector.website")

    assert "flask_admin" in loaded(done)
    assert loaded(done) & OTHER == set()


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_tells_its_commands(start, group):
    done = start("-m", "flask", "--app", "app", group, "--help")

    listed = done.stdout.partition("\nCommands:\n")[2]
    assert (done.returncode, done.stderr) == (0, "")
    assert f"\n  {GROUPS[group][0]}\n" in done.stdout
    assert listed.startswith("  ")
