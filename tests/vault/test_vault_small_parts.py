"""Keys that hide, hashes, drafts and number marks."""

import copy
import hashlib
import json
import logging
from uuid import UUID

import pytest

from mcollector.vault import boxes, drafts, hashes, keys, number_marks
from mcollector.vault.keys import CannotOpen, Key

MARKER = b"planted-key-material"
PERSON, OTHER = UUID(int=1), UUID(int=2)
FORM = b'{"number":"123456789012"}'


def test_a_key_shows_itself_nowhere(caplog):
    key = Key(MARKER)
    pair = boxes.KeyPair(b"public", key)

    with caplog.at_level(logging.INFO):
        logging.getLogger("test").info("%s %r %s", key, key, pair)

    assert bytes(key) == MARKER
    assert [str(key), repr(key), f"{key}", f"{key!r:>7}", "%s" % key] == [  # noqa: UP031
        "<Key>",
        "<Key>",
        "<Key>",
        "  <Key>",
        "<Key>",
    ]
    assert repr(pair) == "KeyPair(private=<Key>)"
    assert caplog.messages == ["<Key> <Key> KeyPair(private=<Key>)"]


@pytest.mark.parametrize("escape", [copy.copy, copy.deepcopy, json.dumps])
def test_a_key_is_not_written_out_by_accident(escape):
    # `copy` takes the way every serialiser takes, __reduce_ex__.
    with pytest.raises(TypeError):
        escape(Key(MARKER))


def test_derived_keys_differ_by_key_label_and_data():
    made = {
        bytes(keys.derive(key, label, data))
        for key in (b"a", b"b")
        for label in ("one", "two")
        for data in (b"", b"x", b"y")
    }

    assert len(made) == 12
    assert {len(key) for key in made} == {32}


def test_a_derived_key_is_hkdf_by_its_formula():
    first = hashlib.sha256
    extracted = hashes.hmac.digest(bytes(32), b"key", first)
    expected = hashes.hmac.digest(extracted, b"label\x00data\x01", first)

    assert bytes(keys.derive(b"key", "label", b"data")) == expected


def test_sha256_is_the_published_one():
    assert hashes.sha256(b"abc").hex() == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


@pytest.mark.parametrize(
    "typed",
    ["TARO@example.com", " taro@Example.COM\n", "ｔａｒｏ＠example.com", "taro@example.com"],
)
def test_a_mail_address_has_one_digest_however_typed(typed):
    assert hashes.mail_digest(typed) == hashes.sha256(b"taro@example.com")


def test_other_addresses_have_other_digests():
    assert len({hashes.mail_digest(mail) for mail in ("a@x.jp", "b@x.jp", "", "\ud800")}) == 4


def test_same_compares_bytes():
    assert (hashes.same(b"ab", b"ab"), hashes.same(b"ab", b"ac")) == (True, False)


def test_a_draft_needs_the_device_the_person_and_the_place():
    device = drafts.new_device_key()
    sealed = drafts.seal_draft(device, PERSON, b"form", FORM)

    assert drafts.open_draft(device, PERSON, b"form", sealed) == FORM
    for attempt in (
        (drafts.new_device_key(), PERSON, b"form"),
        (device, OTHER, b"form"),
        (device, PERSON, b"other form"),
        (b"", PERSON, b"form"),
    ):
        with pytest.raises(CannotOpen):
            drafts.open_draft(*attempt, sealed)


def test_device_keys_are_32_random_bytes():
    made = {bytes(drafts.new_device_key()) for _ in range(100)}

    assert (len(made), {len(key) for key in made}) == (100, {32})


def test_a_mark_is_the_same_for_the_same_number_in_one_company_only():
    private = boxes.new_pair().private
    numbers = [f"{n:012}" for n in range(2000)]
    here = [number_marks.number_mark(private, PERSON, number) for number in numbers]
    there = [number_marks.number_mark(private, OTHER, number) for number in numbers]

    assert here == [number_marks.number_mark(private, PERSON, number) for number in numbers]
    assert sum(a == b for a, b in zip(here, there, strict=True)) <= 3
    assert len(set(here)) >= 1995


def test_a_mark_has_24_bits():
    private = boxes.new_pair().private
    seen = [number_marks.number_mark(private, PERSON, f"{n:012}") for n in range(2000)]

    together = 0
    for value in seen:
        together |= value

    assert together == (1 << 24) - 1
