"""A kept form opens with the browser's cookie, the door's key and the account, never with two."""

from uuid import UUID

import pytest

from mcollector.vault.kept_forms import open_form, seal_form
from mcollector.vault.keys import CannotOpen, new_key

DEVICE, DOOR = new_key(), new_key()
ACCOUNT = UUID("018f0000-0000-7000-8000-000000000001")
OTHER = UUID("018f0000-0000-7000-8000-000000000002")


def test_what_was_sealed_opens_and_cannot_be_read():
    sealed = seal_form(DEVICE, DOOR, ACCOUNT, "髙﨑町".encode())

    assert open_form(DEVICE, DOOR, ACCOUNT, sealed) == "髙﨑町".encode()
    assert "髙﨑町".encode() not in sealed


@pytest.mark.parametrize(
    ("device", "door", "account"),
    [
        (new_key(), DOOR, ACCOUNT),
        (DEVICE, new_key(), ACCOUNT),
        (DEVICE, DOOR, OTHER),
        (DOOR, DEVICE, ACCOUNT),
    ],
)
def test_with_one_of_them_changed_it_stays_closed(device, door, account):
    sealed = seal_form(DEVICE, DOOR, ACCOUNT, b"typed")

    with pytest.raises(CannotOpen):
        open_form(device, door, account, sealed)
