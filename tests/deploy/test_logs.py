"""`make run`: the terminal says what to do next, and the rest lies in files of their owner's."""

import urllib.request

import pytest

from deploy import logs
from deploy.greeting import greeting
from deploy.launch import Launcher
from deploy.processes import Process
from mcollector.config import Config
from tests.crash.processes import wait_until

WRITTEN = {
    "access.log": '"route": "entrance.healthz"',
    "alembic.log": "Running upgrade  -> 0001",
    "valkey.log": "Ready to accept connections",
}
SECRET = "7K2M-PQ4R-X9ZT-0ABC-DEFG"


def test_what_the_programs_write_lies_in_files_and_not_on_the_terminal(house):
    house.start()
    shown = house.log.read_text()

    written = {path.name: path.read_text() for path in (house.home / "log").iterdir()}
    modes = {path.stat().st_mode & 0o777 for path in (house.home / "log").iterdir()}
    assert {name: text in written[name] for name, text in WRITTEN.items()} == dict.fromkeys(
        WRITTEN, True
    )
    assert [text for text in WRITTEN.values() if text in shown] == []
    assert modes == {0o600}
    assert (house.home / "log").stat().st_mode & 0o777 == 0o700


def test_the_set_up_link_is_on_the_terminal_and_in_no_log(house):
    house.start()
    with urllib.request.urlopen(house.setup_link) as page:
        assert page.status == 200

    written = "".join(path.read_text() for path in (house.home / "log").iterdir())
    assert '"route": "entrance.setup"' in written
    assert house.setup_link.rpartition("/")[2] not in written


def test_a_queue_that_refuses_to_start_says_so_on_the_terminal(house):
    (house.home / "valkey").mkdir(parents=True)
    (house.home / "valkey" / "appendonlydir").write_text("no folder")

    house.start()

    wait_until(lambda: "appendonlydir" in house.log.read_text(), "nothing is said")


def test_only_what_a_failed_process_said_in_this_life_is_shown(tmp_path, capfd):
    with logs.opened(tmp_path / "log" / "shell.log") as log:
        log.write(b"an older life\n")
    script = ("sh", "-c", "echo no room; exit 1")
    launcher = Launcher(
        (Process("shell", script, log="shell.log", refuses_there=True),), (), tmp_path / "log"
    )

    launcher.start_all()
    wait_until(lambda: launcher.look_after() or launcher.ends, "it does not end")

    assert capfd.readouterr() == ("", "shell: no room\n")


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(logs, "LARGEST", 5)
    monkeypatch.setattr(logs, "KEPT", 2)


def test_a_log_that_is_too_large_begins_anew_and_its_process_writes_on(tmp_path, small):
    with logs.opened(tmp_path / "web.log") as log:
        for text in (b"first line", b"second line", b"third line", b"end"):
            log.write(text)
            log.flush()
            logs.rotate(tmp_path)

    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {"web.log": b"end", "web.log.1": b"third line", "web.log.2": b"second line"}
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


@pytest.fixture
def config(tmp_path):
    return Config.from_environ({"MCOLLECTOR_HOME": str(tmp_path), "PORT": "8123"})


def test_at_first_the_terminal_leads_to_the_set_up(config, tmp_path):
    assert greeting(config, SECRET, tmp_path / "log") == (
        "m-collector: http://127.0.0.1:8123\n"
        f"最初の設定 / set-up: http://127.0.0.1:8123/setup/{SECRET}\n"
        "\n"
        "次にすること: 「最初の設定」のリンクをブラウザーで開き、会社と最初の管理者を登録します。\n"
        "Next: open the set-up link in a browser, and register the company and its"
        " administrator.\n"
        "メールは送信されず、http://127.0.0.1:8123/mail/ で読めます。\n"
        "No mail is sent; all of it can be read at http://127.0.0.1:8123/mail/.\n"
        f"終了するには Ctrl+C を押します。記録は {tmp_path}/log にあります。\n"
        f"Press Ctrl+C to stop. The logs are in {tmp_path}/log."
    )


def test_later_it_leads_to_the_login(config, tmp_path):
    lines = greeting(config, None, tmp_path / "log").splitlines()

    assert lines[:4] == [
        "m-collector: http://127.0.0.1:8123",
        "",
        "次にすること: http://127.0.0.1:8123/login をブラウザーで開き、ログインします。",
        "Next: open http://127.0.0.1:8123/login in a browser and log in.",
    ]


def test_an_installation_that_sends_mail_names_no_mailbox(tmp_path):
    environ = {"MCOLLECTOR_HOME": str(tmp_path), "MCOLLECTOR_SMTP_URL": "smtp://mail.example.com"}

    assert "/mail/" not in greeting(Config.from_environ(environ), None, tmp_path / "log")
