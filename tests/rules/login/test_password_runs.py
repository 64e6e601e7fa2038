"""Passwords that a rule can name."""

import pytest

from mcollector.rules.login.password_runs import is_by_rule


@pytest.mark.parametrize(
    "password",
    [
        "1234567890",
        "12345678901234",
        "0987654321",
        "5678901234",
        "abcdefghij",
        "qwertyuiopasdf",
        "poiuytrewq",
        "zaq12wsxcde3",
        "1qaz2wsx3edc",
        "aaaaaaaaaa",
        "ababababab",
        "passwordpassword",
        "yamadayamada",
        "19900401abc",
        "1990040119900401",
        "20261123!!",
    ],
)
def test_a_run_a_repetition_and_a_date_are_known(password):
    assert is_by_rule(password)


@pytest.mark.parametrize(
    "password",
    [
        "x7!kfmq2wz",
        "みどりの窓口から三番目",
        "correct horse battery",
        "1990年の夏は暑かった",
        "9081726354z",
    ],
)
def test_others_are_left_alone(password):
    assert not is_by_rule(password)
