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
    assert passwords._nobodys()[: len(COST)] == COST
    assert len(stored) == len(passwords._nobodys())


def test_the_right_password_fits_and_another_does_not(stored):
    tries = ["正しい馬 電池", "正しい馬 電地", "", "正しい馬 電池 "]

    assert [passwords.verify_password(stored, text) for text in tries] == [True, *[False] * 3]


def test_another_width_is_the_same_password():
    stored = passwords.hash_password("ﾊﾟｽﾜｰﾄﾞ１２３")

    assert passwords.verify_password(stored, "パスワード123")


def test_the_same_password_hashes_differently(stored):
    assert passwords.hash_password("正しい馬 電池") != stored


class Watched:
    """The hasher, and what it was asked to do."""

    def __init__(self, hasher):
        self.hasher = hasher
        self.asked = []

    def hash(self, password):
        self.asked.append("hash")
        return self.hasher.hash(password)

    def verify(self, against, password):
        self.asked.append(against)
        return self.hasher.verify(against, password)


@pytest.fixture
def watched(monkeypatch):
    watched = Watched(passwords._HASHER)
    monkeypatch.setattr(passwords, "_HASHER", watched)
    return watched


def test_nobody_has_no_password_and_costs_a_real_verification(watched):
    passwords._nobodys()
    watched.asked.clear()

    assert passwords.verify_password(None, "password") is False
    assert watched.asked == [passwords._nobodys()]


@pytest.mark.parametrize("account", ["somebody", "nobody"])
def test_the_first_login_of_a_process_costs_the_same_for_everybody(watched, stored, account):
    against = {"somebody": stored, "nobody": None}[account]
    passwords._nobodys.cache_clear()

    passwords.verify_password(against, "password")

    assert watched.asked == ["hash", against or passwords._nobodys()]


def test_nobody_s_password_would_not_let_anybody_in(monkeypatch):
    known = passwords.hash_password("known")
    monkeypatch.setattr(passwords, "_nobodys", lambda: known)

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
