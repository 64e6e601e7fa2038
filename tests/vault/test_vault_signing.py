"""Signed notes: other tools read ours, and a changed one does not verify."""

import base64
import hashlib

import pytest

from mcollector.vault import signing
from mcollector.vault.signing import NoteRefused

SEED = hashlib.sha256(b"test key of the audit log").digest()
PUBLIC = signing.public_of(SEED)
ORIGIN = "m-collector/7f000000000040008000000000000001"
ROOT = hashlib.sha256(b"root").digest()
NOTE = signing.sign_note(SEED, ORIGIN, 42, ROOT)

EXAMPLE_KEY = "AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE_LINE = (
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
)
"""The example of c2sp.org/signed-note, key `example.com/foo+530d903a+…`."""


def test_a_note_gives_back_what_was_signed():
    assert signing.verify_note(PUBLIC, NOTE) == (ORIGIN, 42, ROOT)


def test_a_note_has_the_lines_of_the_specification():
    text, _, signature = NOTE.partition("\n\n")

    assert text.split("\n") == [ORIGIN, "42", base64.b64encode(ROOT).decode()]
    assert signature.split(" ")[:2] == ["—", ORIGIN]
    assert signing.sign_note(SEED, ORIGIN, 42, ROOT) == NOTE


def test_the_example_of_the_specification_verifies():
    public = base64.b64decode(EXAMPLE_KEY)[1:]
    signed = base64.b64decode(EXAMPLE_LINE)
    text = b"This is an example message.\n"

    assert signing._key_hash("example.com/foo", public).hex() == "530d903a"
    signing._refuse_unless_signed(public, "example.com/foo", text, signed)
    with pytest.raises(NoteRefused):
        signing._refuse_unless_signed(public, "example.com/foo", text + b" ", signed)


def test_no_character_of_a_note_can_be_changed_or_left_out():
    changed = [
        NOTE[:at] + other + NOTE[at + 1 :]
        for at in range(len(NOTE))
        for other in ("", "A", "1", " ", "\n", "é")
        if other != NOTE[at]
    ]

    assert len(changed) > 1000
    for note in changed:
        with pytest.raises(NoteRefused):
            signing.verify_note(PUBLIC, note)


def test_a_note_of_another_log_size_or_root_does_not_verify():
    _, _, signature = NOTE.partition("\n\n")
    for origin, size, root in (("other", 42, ROOT), (ORIGIN, 43, ROOT), (ORIGIN, 42, SEED)):
        text, _, _ = signing.sign_note(SEED, origin, size, root).partition("\n\n")
        with pytest.raises(NoteRefused):
            signing.verify_note(PUBLIC, f"{text}\n\n{signature}")


@pytest.mark.parametrize("public", [b"", bytes(32), bytes(31), signing.public_of(bytes(32))])
def test_another_key_does_not_verify(public):
    with pytest.raises(NoteRefused):
        signing.verify_note(public, NOTE)


@pytest.mark.parametrize(
    ("origin", "size", "root"),
    [
        ("", 1, ROOT),
        ("with space", 1, ROOT),
        ("with+plus", 1, ROOT),
        ("two\nlines", 1, ROOT),
        (ORIGIN, -1, ROOT),
        (ORIGIN, 1, ROOT[:31]),
    ],
)
def test_what_a_note_cannot_hold_is_not_signed(origin, size, root):
    with pytest.raises(ValueError, match="origin without spaces"):
        signing.sign_note(SEED, origin, size, root)


def test_the_empty_log_can_be_signed():
    note = signing.sign_note(SEED, ORIGIN, 0, ROOT)

    assert signing.verify_note(PUBLIC, note) == (ORIGIN, 0, ROOT)
