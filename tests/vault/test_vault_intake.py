"""Intake: letters' secrets are the same at every retry and tell nothing about each other."""

import hashlib
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcollector.rules.login import one_time
from mcollector.vault import boxes, codes, intake
from mcollector.vault.keys import new_key

PAIR = boxes.new_pair()
LETTER = UUID("0b0e7f1c-58a3-4a5a-8a39-4f5f0e6f7c01")


def test_the_pair_comes_from_the_key_file_alone():
    pair = intake.pair_of(bytes(PAIR.private))

    assert (pair.public, bytes(pair.private)) == (PAIR.public, bytes(PAIR.private))


def test_a_key_file_of_another_length_gives_no_pair():
    with pytest.raises(ValueError, match="32 bytes"):
        intake.pair_of(PAIR.private[:95])


def test_a_letter_s_secret_is_the_same_at_every_retry():
    secrets = {intake.letter_secret(intake.letter_key(PAIR.private), LETTER) for _ in range(20)}

    assert len(secrets) == 1
    assert one_time.is_well_formed(secrets.pop())


def test_letters_and_installations_never_share_a_secret():
    keys = [intake.letter_key(boxes.new_pair().private) for _ in range(10)]
    secrets = {intake.letter_secret(key, UUID(int=n)) for key in keys for n in range(100)}

    assert len(secrets) == 1000
    assert set("".join(secrets)) == set(one_time.ALPHABET)


def test_random_secrets_are_well_formed_and_different():
    secrets = {intake.new_secret() for _ in range(1000)}

    assert len(secrets) == 1000
    assert {one_time.is_well_formed(secret) for secret in secrets} == {True}


def test_the_digest_is_that_of_the_plain_form():
    secret = "0123456789ABCDEFGHJK"

    assert intake.secret_digest(secret) == hashlib.sha256(secret.encode()).digest()
    assert intake.secret_digest(" o123-4567-89ab-cdef-ghjk\n") == intake.secret_digest(secret)


def test_text_that_is_no_secret_gets_a_digest_that_fits_none():
    assert len({intake.secret_digest(text) for text in ("", "\ud800", "１", "U" * 20)}) == 4


@given(st.binary(min_size=13, max_size=40))
def test_a_code_is_the_leading_bits_in_order(data):
    bits = "".join(f"{byte:08b}" for byte in data)[:100]
    expected = [int(bits[start : start + 5], 2) for start in range(0, 100, 5)]

    assert [one_time.ALPHABET.index(char) for char in codes.code_from(data, 20)] == expected


def test_the_letter_key_is_not_the_intake_key():
    private = new_key(96)

    assert len(intake.letter_key(private)) == 32
    assert bytes(intake.letter_key(private)) not in bytes(private)
