"""Passwords: Argon2id with the settled cost, for accounts that exist and that do not."""

from contextlib import ExitStack

import pytest

from mcollector.vault import passwords, turns

COST = "$argon2id$v=19$m=12288,t=3,p=1$"


@pytest.fixture(scope="module")
def stored():
    return passwords.hash_password("正しい馬 電池")


def test_the_cost_is_the_settled_one(stored):
    assert stored[: len(COST)] == COST
    assert passwords._NOBODY[: len(COST)] == COST
    assert len(stored) == len(passwords._NOBODY)


def test_the_right_password_fits_and_another_does_not(stored):
    tries = ["正しい馬 電池", "正しい馬 電地", "", "正しい馬 電池 "]

    assert [passwords.verify_password(stored, text) for text in tries] == [True, *[False] * 3]


def test_another_width_is_the_same_password():
    stored = passwords.hash_password("ﾊﾟｽﾜｰﾄﾞ１２３")

    assert passwords.verify_password(stored, "パスワード123")


def test_the_same_password_hashes_differently(stored):
    assert passwords.hash_password("正しい馬 電池") != stored


def test_nobody_has_no_password_and_costs_a_real_verification(monkeypatch):
    asked = []
    real = passwords._HASHER

    class Watched:
        def verify(self, against, password):
            asked.append(against)
            return real.verify(against, password)

    monkeypatch.setattr(passwords, "_HASHER", Watched())

    assert passwords.verify_password(None, "password") is False
    assert asked == [passwords._NOBODY]


def test_nobody_s_password_would_not_let_anybody_in(monkeypatch):
    monkeypatch.setattr(passwords, "_NOBODY", passwords.hash_password("known"))

    assert passwords.verify_password(None, "known") is False


def test_text_that_is_not_unicode_is_just_a_wrong_password(stored):
    assert passwords.verify_password(stored, "\ud800") is False


def test_only_so_many_hashes_run_at_once(stored, monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT", 0)

    with ExitStack() as all_turns:
        for _ in range(turns.AT_ONCE):
            all_turns.enter_context(turns.turn())
        with pytest.raises(turns.TooBusy):
            passwords.hash_password("x")
        with pytest.raises(turns.TooBusy):
            passwords.verify_password(None, "x")

    assert passwords.verify_password(stored, "正しい馬 電池")


def test_a_failure_gives_its_turn_back(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT", 0)

    for _ in range(turns.AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError), turns.turn():
            raise ZeroDivisionError

    with turns.turn():
        pass
