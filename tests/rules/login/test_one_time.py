"""One-time secrets as people type them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcollector.rules.login import one_time
from mcollector.rules.login.one_time import SecretKind

SECRET = "0123456789ABCDEFGHJK"
SECRETS = st.text(one_time.ALPHABET, min_size=20, max_size=20)


def test_group_prints_five_groups_of_four():
    assert one_time.group(SECRET) == "0123-4567-89AB-CDEF-GHJK"


@pytest.mark.parametrize(
    "typed",
    [
        SECRET,
        "0123-4567-89AB-CDEF-GHJK",
        "0123-4567-89ab-cdef-ghjk",
        " 0123 4567 89AB CDEF GHJK\r\n",
        "O123-4567-89AB-CDEF-GHJK",
        "oi23-4567-89AB-CDEF-GHJK",
        "0L23‐4567–89AB−CDEF\u3000GHJK",
        "0123ー4567－89ＡＢ-ＣＤＥＦ-ｇｈｊｋ",
    ],
)
def test_plain_forgives_what_people_do(typed):
    assert one_time.plain(typed) == SECRET


@pytest.mark.parametrize("typed", ["0123-4567-89AB-CDEF-GHJM", "0123-4567-89AB-CDEF-GHJ", "", "𠮷"])
def test_plain_never_makes_a_wrong_secret_right(typed):
    assert one_time.plain(typed) != SECRET


@given(SECRETS)
def test_plain_undoes_group(secret):
    assert one_time.plain(one_time.group(secret)) == secret
    assert one_time.is_well_formed(secret)


@pytest.mark.parametrize("text", ["", SECRET[:-1], SECRET + "0", SECRET[:-1] + "U", SECRET.lower()])
def test_is_well_formed_knows_length_and_alphabet(text):
    assert not one_time.is_well_formed(text)


def test_lifetimes_are_those_of_the_contract():
    assert {kind: kind.lifetime for kind in SecretKind} == {
        SecretKind.SETUP: timedelta(hours=72),
        SecretKind.LETTER: timedelta(hours=72),
        SecretKind.SLIP: timedelta(days=14),
        SecretKind.RESET: timedelta(minutes=30),
    }
