"""Slots: three ways to the same private half, and none other."""

import pytest

from mcollector.rules.login import one_time
from mcollector.vault import boxes, slots, turns
from mcollector.vault.keys import CannotOpen, Key, new_key

PRIVATE = boxes.new_pair().private
SERVER = new_key()
CODE = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV"
PASSPHRASE = "正しい馬 電池ホチキス"
WAYS = {
    "server": (slots.wrap_with_server, slots.unwrap_with_server, SERVER),
    "recovery": (slots.wrap_with_recovery, slots.unwrap_with_recovery, CODE),
    "passphrase": (slots.wrap_with_passphrase, slots.unwrap_with_passphrase, PASSPHRASE),
}
WRONG = {"server": new_key(), "recovery": CODE[:-1] + "W", "passphrase": PASSPHRASE + "。"}


@pytest.fixture(scope="module")
def wrapped():
    return {kind: wrap(opener, b"here", PRIVATE) for kind, (wrap, _, opener) in WAYS.items()}


@pytest.mark.parametrize("kind", WAYS)
def test_each_way_opens_the_same_private_half(wrapped, kind):
    _, unwrap, opener = WAYS[kind]

    opened = unwrap(opener, b"here", wrapped[kind])

    assert bytes(opened) == bytes(PRIVATE)
    assert type(opened) is Key


@pytest.mark.parametrize("kind", WAYS)
def test_another_opener_or_place_or_a_change_stays_shut(wrapped, kind):
    _, unwrap, opener = WAYS[kind]
    sealed = bytes(wrapped[kind])
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    salted = sealed[:2] + bytes([sealed[2] ^ 1]) + sealed[3:]
    tries = [
        (WRONG[kind], b"here", sealed),
        (opener, b"there", sealed),
        (opener, b"here", changed),
        (opener, b"here", salted),
        (opener, b"here", sealed[:17]),
        (opener, b"here", b""),
    ]

    for attempt in tries:
        with pytest.raises(CannotOpen):
            unwrap(*attempt)


def test_no_way_opens_another_way_s_slot(wrapped):
    for kind, (_, unwrap, opener) in WAYS.items():
        for other in WAYS.keys() - {kind}:
            with pytest.raises(CannotOpen):
                unwrap(opener, b"here", wrapped[other])


def test_wrapping_twice_gives_different_bytes():
    made = {bytes(slots.wrap_with_server(SERVER, b"here", PRIVATE)) for _ in range(20)}

    assert len(made) == 20


@pytest.mark.parametrize("key", [b"", bytes(31)])
def test_a_server_key_cut_short_stays_shut(wrapped, key):
    with pytest.raises(CannotOpen):
        slots.unwrap_with_server(key, b"here", wrapped["server"])


def test_a_recovery_code_is_seven_groups_of_140_random_bits():
    codes = {slots.new_recovery_code() for _ in range(500)}

    assert len(codes) == 500
    assert {tuple(map(len, code.split("-"))) for code in codes} == {(4,) * 7}
    assert {one_time.is_well_formed(one_time.plain(code), 28) for code in codes} == {True}
    assert set("".join(codes)) == set(one_time.ALPHABET) | {"-"}


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        CODE.replace("0", "O").replace("1", "l"),
        CODE.replace("0", "o").replace("1", "I"),
        f"  {CODE}\r\n",
        "０１２３ー４５６７－89ab‐cdef–ghjk—mnpq−rstv",
    ],
)
def test_a_recovery_code_typed_back_by_a_person_opens(wrapped, typed):
    assert bytes(slots.unwrap_with_recovery(typed, b"here", wrapped["recovery"])) == bytes(PRIVATE)


@pytest.mark.parametrize("typed", ["", CODE[:-1], CODE + "0", CODE[:-1] + "U", "ひみつ", "\ud800"])
def test_what_is_no_recovery_code_neither_opens_nor_wraps(wrapped, typed):
    with pytest.raises(CannotOpen):
        slots.unwrap_with_recovery(typed, b"here", wrapped["recovery"])
    with pytest.raises(ValueError, match="28 characters"):
        slots.wrap_with_recovery(typed, b"here", PRIVATE)


def test_a_passphrase_in_another_width_is_the_same(wrapped):
    typed = "正しい馬　電池ﾎﾁｷｽ"

    opened = slots.unwrap_with_passphrase(typed, b"here", wrapped["passphrase"])

    assert bytes(opened) == bytes(PRIVATE)


def test_a_passphrase_costs_what_rfc_9106_asks(monkeypatch):
    seen = {}
    real = slots.hash_secret_raw

    def watched(secret, **parameters):
        seen.update(parameters)
        return real(secret, **parameters)

    monkeypatch.setattr(slots, "hash_secret_raw", watched)
    slots.wrap_with_passphrase(PASSPHRASE, b"here", PRIVATE)

    assert len(seen.pop("salt")) == 16
    assert seen == {
        "time_cost": 3,
        "memory_cost": 65536,
        "parallelism": 4,
        "hash_len": 32,
        "type": slots.Type.ID,
    }


def test_a_passphrase_waits_for_its_turn(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT", 0)
    monkeypatch.setitem(turns._made, "turns", turns.BoundedSemaphore(1))

    with turns.turn(), pytest.raises(turns.TooBusy):
        slots.wrap_with_passphrase(PASSPHRASE, b"here", PRIVATE)
