"""The Maildir and its reader: whole mails, one a Message-ID, for nobody else's eyes."""

import os
from datetime import timedelta
from uuid import UUID

import pytest
from samples_of_letters import message

from mcollector.mail.letters import Rendered
from mcollector.mail.mailbox import Mail, keys_of, list_mails, read_mail
from mcollector.mail.maildir import MaildirPost, file_name
from mcollector.mail.post import Outcome, message_id

SENT = Outcome("sent")


@pytest.fixture
def root(tmp_path):
    return tmp_path / "home" / "mail"


def key_of(one):
    return file_name(one.message_id)


def every_key(root):
    return frozenset(path.name for path in (root / "new").glob("*"))


def deliver(root, *messages):
    with MaildirPost(root).connection() as line:
        return [line.send(one) for one in messages]


def test_a_message_delivered_twice_is_one_file(root):
    assert deliver(root, message(1), message(1), message(2)) == [SENT, SENT, SENT]

    assert {path.name for path in (root / "new").iterdir()} == {
        file_name(message(1).message_id),
        file_name(message(2).message_id),
    }
    assert list((root / "tmp").iterdir()) == []


def test_mails_are_for_their_owner_only(root):
    root.mkdir(mode=0o755, parents=True)

    deliver(root, message(1))

    modes = {path.name: path.stat().st_mode & 0o777 for path in [root, *root.iterdir()]}
    assert modes == {"mail": 0o700, "tmp": 0o700, "new": 0o700, "cur": 0o700}
    assert [path.stat().st_mode & 0o777 for path in (root / "new").iterdir()] == [0o600]


def test_a_folder_that_cannot_be_written_is_tried_again_later(root):
    root.parent.mkdir()
    root.write_text("a file where the folder should be")

    assert deliver(root, message(1)) == [Outcome("retry", "disk")]


def test_a_delivery_that_fails_leaves_no_half_mail(root, monkeypatch):
    deliver(root, message(1))

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    assert deliver(root, message(2)) == [Outcome("retry", "disk")]
    assert [path.name for path in (root / "new").iterdir()] == [file_name(message(1).message_id)]
    assert list((root / "tmp").iterdir()) == []


def test_the_reader_lists_the_newest_first(root):
    later = message(1).at + timedelta(hours=1)
    second = message(2, rendered=Rendered("次の件名", "次の本文\n", ""), at=later)
    deliver(root, message(1), second)
    first_path = root / "new" / file_name(message(1).message_id)
    os.utime(first_path, (1, 1))

    newest, oldest = list_mails(root, every_key(root))

    assert newest.key == file_name(second.message_id)
    assert (newest.subject, newest.at) == ("次の件名", later)
    assert (oldest.subject, oldest.at) == ("件名のみほん", message(1).at)
    assert oldest.to == "山田 太郎 <taro1@example.com>"
    assert list_mails(root, every_key(root), limit=1) == (newest,)


def test_a_mail_without_a_date_is_dated_by_its_delivery(root):
    deliver(root, message(1, at=None))
    os.utime(root / "new" / file_name(message(1).message_id), (1, 1))

    assert list_mails(root, every_key(root))[0].at.timestamp() == 1


def test_the_reader_reads_one_mail(root):
    deliver(root, message(1))

    mail = read_mail(root, every_key(root), key_of(message(1)))

    assert mail == Mail("件名のみほん", "山田 太郎 <taro1@example.com>", message(1).rendered.text)
    assert "本文" not in repr(mail)


def test_a_key_is_never_a_path(root):
    deliver(root, message(1))
    key, own = key_of(message(1)), frozenset([key_of(message(1))])
    (root.parent / "secret").write_text("Subject: hidden\n\nnot a mail")
    (root / "new" / "secret").write_text("Subject: hidden\n\nnot a mail")

    tried = ("../../secret", "secret", f"../new/{key}", f"{key}\n", f"{key}/", key.upper(), "")

    assert read_mail(root, own, key) is not None
    assert [read_mail(root, own, other) for other in tried] == [None] * len(tried)
    assert [mail.key for mail in list_mails(root, own)] == [key]


def test_only_what_is_ones_own_is_listed_and_read(root):
    deliver(root, message(1), message(2))
    own, others = key_of(message(1)), key_of(message(2))

    assert [mail.key for mail in list_mails(root, frozenset([own]))] == [own]
    assert read_mail(root, frozenset([own]), others) is None
    assert read_mail(root, frozenset([others]), others) is not None


def test_the_mail_of_a_letter_is_found_by_the_letters_id(root):
    letter_id = UUID(int=7)
    deliver(root, message(1, message_id=message_id(letter_id, "example.com")))

    assert keys_of([letter_id], "example.com") == every_key(root)
    assert keys_of([UUID(int=8)], "example.com") & every_key(root) == frozenset()


def test_an_unknown_key_and_a_missing_folder_hold_no_mail(root):
    assert read_mail(root, frozenset(["0" * 32]), "0" * 32) is None
    assert list_mails(root, frozenset(["0" * 32])) == ()
