"""Boxes seal with the public half and open with the private one."""

import hashlib
import hmac
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from mcollector.rules.sealed import Sealed
from mcollector.vault import boxes
from mcollector.vault.keys import CannotOpen

PAIR = boxes.new_pair()
KEY_ID = UUID("6f1f2b5e-7f7f-4a7c-9d55-0c5a3d2f9b11")
SUITE_ID = b"HPKE\x64\x7a\x00\x01\x00\x02"
"""ML-KEM-768 + X25519, HKDF-SHA256, AES-256-GCM, as registered."""


@given(st.binary(max_size=200), st.binary(max_size=80))
def test_what_was_sealed_opens(plain, context):
    sealed = boxes.seal(PAIR.public, KEY_ID, context, plain)

    assert boxes.open_sealed(PAIR.private, context, sealed) == plain


def test_a_photograph_of_twenty_megabytes_opens():
    plain = bytes(range(256)) * 4096 * 20

    sealed = boxes.seal(PAIR.public, KEY_ID, b"c", plain)

    assert boxes.open_sealed(PAIR.private, b"c", sealed) == plain


def test_the_header_tells_version_suite_and_key():
    sealed = boxes.seal(PAIR.public, KEY_ID, b"c", b"123456789012")

    assert bytes(sealed[:18]) == b"\x01\x01" + KEY_ID.bytes
    assert len(sealed) == 12 + 1154
    assert boxes.key_id_of(sealed) == KEY_ID
    assert type(sealed) is Sealed


def test_the_same_value_never_seals_the_same_twice():
    made = {bytes(boxes.seal(PAIR.public, KEY_ID, b"c", b"123456789012")) for _ in range(200)}

    assert len(made) == 200
    assert len({sealed[18:50] for sealed in made}) == 200


def test_halves_have_the_sizes_of_the_contract():
    assert (len(PAIR.public), len(PAIR.private)) == (1216, 96)
    assert boxes.public_of(PAIR.private) == PAIR.public


def test_another_private_half_does_not_open():
    sealed = boxes.seal(PAIR.public, KEY_ID, b"c", b"123456789012")

    with pytest.raises(CannotOpen):
        boxes.open_sealed(boxes.new_pair().private, b"c", sealed)


@pytest.mark.parametrize(
    "private",
    [b"", bytes(32), PAIR.private[:95], PAIR.private + b"\x00", PAIR.private[64:]],
    ids=["empty", "32", "95", "97", "X25519 alone"],
)
def test_a_private_half_of_the_wrong_length_does_not_open(private):
    sealed = boxes.seal(PAIR.public, KEY_ID, b"c", b"123456789012")

    with pytest.raises(CannotOpen):
        boxes.open_sealed(private, b"c", sealed)


def test_both_halves_of_the_hybrid_are_needed():
    other = boxes.new_pair().private
    sealed = boxes.seal(PAIR.public, KEY_ID, b"c", b"123456789012")

    for mixed in (PAIR.private[:64] + other[64:], other[:64] + PAIR.private[64:]):
        with pytest.raises(CannotOpen):
            boxes.open_sealed(mixed, b"c", sealed)


@pytest.mark.parametrize("public", [b"", bytes(1215), bytes(1217), b"\xff" * 1216])
def test_a_malformed_public_half_seals_nothing(public):
    with pytest.raises(ValueError, match=r"."):
        boxes.seal(public, KEY_ID, b"c", b"123456789012")


@pytest.mark.parametrize("sealed", [b"", b"\x01\x01", b"\x01\x01" + bytes(15), bytes(1200)])
def test_what_is_no_box_names_no_key(sealed):
    with pytest.raises(CannotOpen):
        boxes.key_id_of(sealed)


def test_the_error_says_nothing_about_the_cause():
    sealed = boxes.seal(PAIR.public, KEY_ID, b"c", b"123456789012")

    with pytest.raises(CannotOpen) as refused:
        boxes.open_sealed(PAIR.private, b"d", sealed)

    assert str(refused.value) == "the sealed value cannot be opened"
    assert (refused.value.__cause__, refused.value.__suppress_context__) == (None, True)


def test_a_box_opens_by_the_published_formulas_alone():
    key_id = uuid4()
    sealed = boxes.seal(PAIR.public, key_id, b"context", b"123456789012")

    info = b"context" + b"\x01\x01" + key_id.bytes
    assert open_by_hand(PAIR.private, info, bytes(sealed[18:])) == b"123456789012"


def open_by_hand(private, info, content):
    """RFC 9180 §5.1 base mode over the hybrid KEM's SHA3-256 combiner; only primitives are used."""
    shared = shared_secret(private, content[:1120])
    context = b"\x00" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    secret = extract(shared, b"secret", b"")
    cipher = AESGCM(expand(secret, b"key", context, 32))
    return cipher.decrypt(expand(secret, b"base_nonce", context, 12), content[1120:], b"")


def shared_secret(private, encapsulated):
    x25519 = X25519PrivateKey.from_private_bytes(private[64:])
    sent = encapsulated[1088:]
    first = MLKEM768PrivateKey.from_seed_bytes(private[:64]).decapsulate(encapsulated[:1088])
    second = x25519.exchange(X25519PublicKey.from_public_bytes(sent))
    mine = x25519.public_key().public_bytes_raw()
    return hashlib.sha3_256(first + second + sent + mine + b"\\.//^\\").digest()


def extract(salt, label, material):
    return hmac.digest(salt, b"HPKE-v1" + SUITE_ID + label + material, "sha256")


def expand(secret, label, context, size):
    info = size.to_bytes(2) + b"HPKE-v1" + SUITE_ID + label + context
    return hmac.digest(secret, info + b"\x01", "sha256")[:size]
