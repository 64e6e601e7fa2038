"""T-AAD: a sealed value opens in its own place, unchanged, or not at all."""

from itertools import permutations, product
from uuid import UUID

import pytest

from mcollector.rules.sealed import Place
from mcollector.vault import boxes, sealing_keys
from mcollector.vault.keys import CannotOpen, new_key

PLAIN = b"123456789012"
KEY_ID = UUID(int=7)
IDS = tuple(UUID(int=number) for number in (0, 1, 1 << 127))
PLACES = [
    Place(*parts)
    for parts in product(IDS, ("ab", "a", "people"), (*IDS, UUID(int=2)), ("c", "bc", "number"))
]
"""108 places; "ab"+"c" and "a"+"bc" run together when the lengths are not bound."""

PAIR = boxes.new_pair()
KEY = new_key()


def box(context):
    return boxes.seal(PAIR.public, KEY_ID, context, PLAIN)


def open_box(context, sealed):
    return boxes.open_sealed(PAIR.private, context, sealed)


def small(context):
    return sealing_keys.seal(KEY, context, PLAIN)


def open_small(context, sealed):
    return sealing_keys.open_sealed(KEY, context, sealed)


WAYS = pytest.mark.parametrize(
    ("seal", "open_sealed"), [(box, open_box), (small, open_small)], ids=["box", "small"]
)


def opens(open_sealed, context, sealed):
    try:
        return open_sealed(context, sealed) is not None
    except CannotOpen:
        return False


@WAYS
def test_a_value_opens_in_its_own_place_only(seal, open_sealed):
    contexts = [place.context() for place in PLACES]
    values = {context: seal(context) for context in contexts}

    own = [context for context in contexts if opens(open_sealed, context, values[context])]
    foreign = [
        pair for pair in permutations(contexts, 2) if opens(open_sealed, pair[0], values[pair[1]])
    ]

    assert len(own) == len(set(contexts)) == 108
    assert foreign == []


@WAYS
def test_a_flipped_bit_anywhere_opens_nothing(seal, open_sealed):
    sealed = bytes(seal(b"place"))
    whole = int.from_bytes(sealed)

    flipped = [
        bit
        for bit in range(8 * len(sealed))
        if opens(open_sealed, b"place", (whole ^ 1 << bit).to_bytes(len(sealed)))
    ]

    assert opens(open_sealed, b"place", sealed)
    assert flipped == []


@WAYS
def test_a_cut_or_lengthened_value_opens_nothing(seal, open_sealed):
    sealed = bytes(seal(b"place"))
    cut = [sealed[:end] for end in range(len(sealed))]
    cut += [sealed[start:] for start in range(1, len(sealed))]
    cut += [sealed[:hole] + sealed[hole + 1 :] for hole in range(len(sealed))]
    longer = [sealed + bytes([byte]) for byte in range(256)] + [sealed + sealed, b"\x01" + sealed]

    assert [len(changed) for changed in cut + longer if opens(open_sealed, b"place", changed)] == []


@WAYS
def test_halves_of_two_values_open_nothing(seal, open_sealed):
    first, second = bytes(seal(b"place")), bytes(seal(b"place"))

    assert [
        seam
        for seam in range(3, len(first))
        if first[:seam] + second[seam:] not in (first, second)
        and opens(open_sealed, b"place", first[:seam] + second[seam:])
    ] == []


def test_a_box_named_after_another_key_does_not_open():
    sealed = bytes(box(b"place"))
    renamed = sealed[:2] + UUID(int=8).bytes + sealed[18:]

    assert boxes.key_id_of(renamed) == UUID(int=8)
    assert not opens(open_box, b"place", renamed)


def test_boxes_and_small_envelopes_do_not_stand_in_for_each_other():
    assert not opens(open_box, b"place", small(b"place"))
    assert not opens(open_small, b"place", box(b"place"))


def test_a_small_envelope_of_an_unknown_format_does_not_open():
    sealed = []
    for form in (sealing_keys._FORMAT, b"\x02\x02", b"\x01\x01"):
        header = form + bytes(32)
        cipher, nonce = sealing_keys._cipher(KEY, header)
        sealed.append(header + cipher.encrypt(nonce, PLAIN, b"place" + header))

    assert [opens(open_small, b"place", value) for value in sealed] == [True, False, False]


@pytest.mark.parametrize("key", [b"", bytes(16), bytes(31), bytes(33), bytes(32)])
def test_a_small_envelope_needs_its_own_key(key):
    with pytest.raises(CannotOpen):
        sealing_keys.open_sealed(key, b"place", small(b"place"))


def test_a_short_key_seals_nothing():
    with pytest.raises(ValueError, match="32 bytes"):
        sealing_keys.seal(bytes(16), b"place", PLAIN)
