"""Letters through an independent server: each arrives once and whole, a refusal is in words."""

import email
from dataclasses import replace
from email.header import decode_header, make_header
from email.policy import default
from email.utils import parseaddr

import pytest
from mailroom import deliver, letters_of, rows
from opensmtpd import opensmtpd

from mcollector.mail.smtp import SmtpPost
from mcollector.rules.letters.kinds import LetterState
from mcollector.services.rosters import upload
from tests import factories
from tests.office import desk
from tests.ports import free_port

PEOPLE = {
    "taro0@example.com": "山田 太郎",
    "hanako@example.com": "髙橋 はな子",
    "o'brien+mn@example.com": "O'Brien Seán",
    "gone@elsewhere.example": "佐藤 次郎",
    "nguyen@example.com": "Nguyễn Thị Ánh",
    "long@example.com": "𠮷" * 40 + " " + "葛󠄀" * 20,
}


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def tools(tools, port):
    return replace(tools, post=SmtpPost(f"smtp://127.0.0.1:{port}", patience=20))


@pytest.fixture
def invited(tools, founded):
    """Everybody is invited; nothing has gone yet."""
    lines = "".join(f"{mail},{name.replace(' ', ',')}\n" for mail, name in PEOPLE.items())
    with tools.work(factories.admin_of(founded)) as uow:
        roster_id = upload.upload(uow, lines.encode())
    with tools.work(factories.admin_of(founded)) as uow:
        assert upload.run(uow, roster_id).added == len(PEOPLE)


def states(app, tools, founded):
    page = desk.sign_in(app, tools, founded).get("/admin/letters/")
    return {row[1].replace("&#39;", "'"): row[3] for row in rows(page)}


def test_each_arrives_once_and_a_refusal_is_on_the_screen(app, tools, founded, invited, port):
    with opensmtpd(port) as server:
        deliver(tools)
        boxes = server.wait_for(len(PEOPLE) - 1)

    shown = states(app, tools, founded)
    assert shown.pop("gone@elsewhere.example") == "不達（宛先なし）"
    assert set(shown.values()) == {"送信済み"}
    found = [parsed(content) for mails in boxes.values() for content in mails]
    assert len(found) == len(PEOPLE) - 1
    assert dict(parseaddr(to_of(mail))[::-1] for mail in found) == {
        mail: name for mail, name in PEOPLE.items() if mail in shown
    }


def parsed(content):
    return email.message_from_bytes(content, policy=default)


def to_of(mail):
    """Return To as RFC 2047 reads it: the library's newer reader parts words of a long name."""
    raw = next(text for name, text in mail.raw_items() if name == "To")
    return str(make_header(decode_header(raw)))


def test_a_letter_is_whole_behind_the_server(tools, founded, invited, port):
    with opensmtpd(port) as server:
        deliver(tools)
        mails = server.wait_for(len(PEOPLE) - 1)

    (mail,) = map(parsed, mails["taro0"])
    person_id = factories.people_ids(tools, founded)[-1]
    (letter,) = letters_of(tools, founded, person_id)
    ours = [name for name in mail if name not in ("Return-Path", "Delivered-To", "Received")]
    assert mail["Message-ID"] == f"<{letter.id.hex}@{tools.config.mail_domain}>"
    assert mail["Subject"].endswith("｜株式会社サンプル建設")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert ours.count("To") == ours.count("Subject") == 1
    text = mail.get_body(("plain",)).get_content()
    assert text.startswith("山田 太郎 さん")
    assert text.rstrip().endswith("このメールは送信専用です。返信しても届きません。")
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_a_server_that_comes_late_gets_every_letter(app, tools, founded, invited, port, clock):
    deliver(tools)
    away = states(app, tools, founded)
    clock.move(minutes=2)

    with opensmtpd(port) as server:
        deliver(tools)
        boxes = server.wait_for(len(PEOPLE) - 1)

    assert {state.partition(" 次")[0] for state in away.values()} == {"再試行中（接続できない）"}
    assert sum(map(len, boxes.values())) == len(PEOPLE) - 1
    assert sorted(set(states(app, tools, founded).values())) == ["不達（宛先なし）", "送信済み"]
    taro = letters_of(tools, founded, factories.people_ids(tools, founded)[-1])
    assert [(one.state, one.attempts) for one in taro] == [(LetterState.SENT, 2)]
