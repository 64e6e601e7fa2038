"""`company create`, `list` and `digest`: refused by the option's name, or founded."""

import re
import stat
from uuid import UUID

import pytest

from mcollector.rules.actor import Actor
from mcollector.rules.errors import RuleBroken
from mcollector.rules.sentences import say
from mcollector.services.company import founding
from mcollector.store.companies import Company

PASSWORD = "correct horse battery staple 7"


@pytest.fixture
def create(run, tools, tmp_path):
    """Run `company create` with what is usual; an option given as None is left out."""

    def create(stdin=None, **changed):
        (tmp_path / "password").write_text(f"{PASSWORD}\n")
        options = {
            "name": "株式会社見本",
            "admin_email": "admin@example.com",
            "password_file": tmp_path / "password",
            "recovery_file": tmp_path / "recovery",
            **changed,
        }
        words = [
            part
            for name, value in options.items()
            if value is not None
            for part in (f"--{name.replace('_', '-')}", value)
        ]
        return run("company", "create", *words, stdin=stdin)

    return create


def count(tools):
    with tools.read(Actor.system("test")) as uow:
        return len(founding.list_companies(uow))


def test_a_company_is_founded_and_its_code_handed_over(create, run, tools, tmp_path):
    done = create()

    assert (done.exit_code, done.stderr) == (0, "")
    assert re.fullmatch(r"company [0-9a-f-]{36}\nuser-id \w{8}\n", done.stdout)
    path = tmp_path / "recovery"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert re.fullmatch(r"(\w{4}-){6}\w{4}\n", path.read_text())
    listed = run("company", "list")
    assert re.fullmatch(r"[0-9a-f-]{36} 株式会社見本 \(1\)\n", listed.stdout)


def test_the_password_from_standard_input_and_a_windows_file(create, tools):
    first = create(stdin=f"{PASSWORD}\r\n".encode(), password_file="-", recovery_file="-")

    assert first.exit_code == 0
    assert re.search(r"recovery-code (\w{4}-){6}\w{4}\n", first.stdout)


@pytest.mark.parametrize(
    ("password", "option"),
    [
        (b"short", "--password-file"),
        (b"", "--password-file"),
        (b"password1234", "--password-file"),
        ("株式会社見本2026".encode(), "--password-file"),
        (b"\xff\xfe\x00", "--password-file"),
    ],
)
def test_a_weak_password_is_refused_and_not_repeated(create, tools, tmp_path, password, option):
    (tmp_path / "weak").write_bytes(password)

    done = create(password_file=tmp_path / "weak")

    assert (done.exit_code, done.stdout) == (1, "")
    assert re.fullmatch(rf"{option}: .+。\n", done.stderr)
    assert len(password) < 6 or password.decode("utf-8", "replace") not in done.stderr
    assert (count(tools), (tmp_path / "recovery").exists()) == (0, False)


def test_every_wrong_option_is_named_at_once(create, tools):
    done = create(name=" ", admin_email="nobody", phone="0" * 41, password_file="-", stdin=b"short")

    assert done.exit_code == 1
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == [
        "--name",
        "--phone",
        "--admin-email",
        "--password-file",
    ]
    assert count(tools) == 0


def test_an_existing_recovery_file_is_never_overwritten(create, tools, tmp_path):
    (tmp_path / "recovery").write_text("kept")

    done = create()

    assert done.exit_code == 1
    assert done.stderr == (
        f"ファイル「{tmp_path}/recovery」を作れません（File exists）。"
        "まだないファイルを、書き込めるフォルダーに指定してください。\n"
    )
    assert ((tmp_path / "recovery").read_text(), count(tools)) == ("kept", 0)


@pytest.mark.parametrize("recovery", [None, ""])
def test_without_a_terminal_or_a_file_nothing_is_founded(create, tools, recovery):
    done = create(recovery_file=recovery)

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        "回復コードを渡す先がありません。--recovery-file にファイルを指定してください。\n"
    )
    assert count(tools) == 0


def test_a_folder_that_is_not_there_takes_no_code(create, tools, tmp_path):
    done = create(recovery_file=tmp_path / "nowhere" / "recovery")

    assert (done.exit_code, count(tools)) == (1, 0)
    assert "No such file or directory" in done.stderr


def test_a_code_whose_company_was_not_founded_goes_again(create, tools, tmp_path, monkeypatch):
    def fail(*_):
        raise RuleBroken(say("だめでした。"))

    monkeypatch.setattr(founding, "found_company", fail)

    done = create()

    assert (done.exit_code, done.stderr) == (1, "だめでした。\n")
    assert (count(tools), (tmp_path / "recovery").exists()) == (0, False)


def test_without_the_server_key_nothing_is_founded(create, tools, tmp_path):
    tools.config.server_key_file.unlink()

    done = create()

    assert done.exit_code == 1
    assert "鍵が読み込まれていないため" in done.stderr
    assert (count(tools), (tmp_path / "recovery").exists()) == (0, False)


@pytest.mark.parametrize(
    "changed", [{"name": None}, {"admin_email": None}, {"password_file": None}]
)
def test_a_missing_option_is_usage(create, changed):
    assert create(**changed).exit_code == 2


def test_an_unknown_option_or_command_is_usage(run):
    assert run("company", "create", "--nonsense").exit_code == 2
    assert run("company", "destroy").exit_code == 2
    assert run("nonsense").exit_code == 2


def digest_hour(tools, company_id):
    with tools.read(Actor.system("test", company_id)) as uow:
        return uow.get(Company, company_id).digest_hour


def test_the_hour_of_the_digest_is_chosen_or_none(create, run, tools):
    company_id = UUID(create().stdout.split()[1])
    seen = [digest_hour(tools, company_id)]
    for choice in (("--hour", 10), ("--off",)):
        done = run("company", "digest", "--company", company_id, *choice)
        assert (done.exit_code, done.output) == (0, "")
        seen.append(digest_hour(tools, company_id))

    assert seen == [8, 10, None]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ((), 2, "--hour"),
        (("--hour", 8, "--off"), 2, "--off"),
        (("--hour", 24), 1, "時刻は0から23の数字で指定してください。\n"),
    ],
)
def test_a_choice_that_is_none_changes_nothing(create, run, tools, words, code, told):
    company_id = UUID(create().stdout.split()[1])

    done = run("company", "digest", "--company", company_id, *words)

    assert done.exit_code == code
    assert told in done.stderr
    assert digest_hour(tools, company_id) == 8


def test_the_digest_of_a_company_that_is_not_there_is_refused(create, run):
    create()

    done = run("company", "digest", "--company", UUID(int=1), "--off")

    assert (done.exit_code, done.stderr[:8]) == (1, "この会社はありま")
