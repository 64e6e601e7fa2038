"""The second factor: the current code, once."""

import hashlib
from datetime import UTC, datetime

import pytest

from mcollector.rules.login import one_time
from mcollector.vault import second_factor

RFC_SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""`12345678901234567890`, the SHA-1 seed of RFC 6238, appendix B."""

RFC_CODES = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}


def at(second):
    return datetime.fromtimestamp(second, UTC)


def step(code, second):
    return second_factor.accepted_step(RFC_SEED, code, at(second))


@pytest.mark.parametrize(("second", "code"), RFC_CODES.items())
def test_the_codes_of_rfc_6238_are_accepted(second, code):
    assert step(code, second) == second // 30


def test_a_code_lives_its_thirty_seconds_and_five_more():
    first = 1111111110

    living = [second - first for second in range(first - 40, first + 80) if step("050471", second)]

    assert living == list(range(35))


def test_a_code_used_twice_is_not_a_later_step():
    last = 0
    passed = []
    for second in (1111111111, 1111111112, 1111111139, 1111111144, 1111111145):
        found = step("050471", second)
        passed.append(found is not None and found > last)
        last = max(last, found or 0)

    assert passed == [True, False, False, False, False]


def test_the_code_before_is_an_earlier_step_so_it_cannot_follow_the_newer_one():
    newer = step("050471", 1111111111)
    older = step("081804", 1111111111)

    assert (older, newer) == (37037036, 37037037)


def test_where_two_steps_share_a_code_the_later_one_is_spent():
    in_both = 910738 * 30 + 2

    assert [step("911617", second) for second in (in_both - 10, in_both, in_both + 10)] == [
        910737,
        910738,
        910738,
    ]


@pytest.mark.parametrize("typed", ["050 471", " 050471\n", "０５０４７１", "050\u3000471"])
def test_a_code_is_read_as_people_type_it(typed):
    assert step(typed, 1111111111) == 37037037


@pytest.mark.parametrize(
    "typed", ["", "50471", "0504710", "050472", "abcdef", "٠٥٠٤٧١", "\ud800", "14050471"]
)
def test_anything_else_is_refused(typed):
    assert step(typed, 1111111111) is None


def test_a_seed_has_160_bits():
    seeds = {second_factor.new_seed() for _ in range(200)}

    assert len(seeds) == 200
    assert {len(seed) for seed in seeds} == {32}
    assert set("".join(seeds)) == set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def test_the_uri_is_what_authenticator_apps_read():
    assert second_factor.provisioning_uri(RFC_SEED, "hr@example.com", "m-collector") == (
        f"otpauth://totp/m-collector:hr%40example.com?secret={RFC_SEED}&issuer=m-collector"
    )


def test_there_are_ten_recovery_codes_of_80_bits():
    codes = second_factor.new_recovery_codes()

    assert len(set(codes)) == 10
    assert {tuple(map(len, code.split("-"))) for code in codes} == {(4, 4, 4, 4)}
    assert {one_time.is_well_formed(one_time.plain(code), 16) for code in codes} == {True}


def test_a_recovery_code_typed_back_has_the_same_digest():
    digest = hashlib.sha256(b"0123456789ABCDEF").digest()

    typed = ["0123-4567-89AB-CDEF", "o1 23456789abcdef", "０１２３ー4567ー89ab-cdef\n"]

    assert {second_factor.code_digest(text) for text in typed} == {digest}
    assert second_factor.code_digest("0123-4567-89AB-CDEG") != digest
