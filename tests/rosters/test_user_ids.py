"""User IDs: eight signs of the alphabet, each as likely as any other, none of them guessable."""

from mcollector.rules.login.one_time import ALPHABET
from mcollector.services import accounts


def test_a_user_id_has_eight_signs_and_no_two_are_the_same():
    ids = [accounts.new_user_id() for _ in range(2000)]

    assert {len(one) for one in ids} == {8}
    assert len(set(ids)) == len(ids)
    assert set("".join(ids)) == set(ALPHABET)


def test_every_byte_stands_for_a_sign_and_every_sign_for_eight_bytes():
    signs = [bytes([byte]).translate(accounts._SIGNS).decode() for byte in range(256)]

    assert {sign: signs.count(sign) for sign in set(signs)} == dict.fromkeys(ALPHABET, 8)
