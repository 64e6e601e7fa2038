"""The Merkle tree: against the published test tree of RFC 6962's authors and the definition."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcollector.rules.audit.merkle import Frontier, leaf_hash, root_of

LEAVES = tuple(
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
)
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


@pytest.mark.parametrize(("size", "root"), list(enumerate(ROOTS)))
def test_root_of_the_published_tree(size, root):
    assert root_of(leaf_hash(body) for body in LEAVES[:size]).hex() == root


def node_hash(left, right):
    return sha256(b"\x01" + left + right).digest()


def by_definition(leaves):
    """Return the root as RFC 6962 §2.1 defines it, by splitting at the largest power of two."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node_hash(by_definition(leaves[:split]), by_definition(leaves[split:]))


@given(st.integers(0, 200))
def test_root_follows_the_definition(size):
    leaves = [leaf_hash(str(number).encode()) for number in range(size)]

    assert root_of(leaves) == by_definition(leaves)


@given(st.integers(0, 200))
def test_frontier_survives_bytes_and_goes_on(size):
    frontier = Frontier()
    for number in range(size):
        frontier = frontier.append(leaf_hash(bytes([number])))

    again = Frontier.from_bytes(frontier.to_bytes())

    assert again == frontier
    assert len(again.to_bytes()) == 8 + 32 * size.bit_count()
    assert again.append(leaf_hash(b"x")).root() == frontier.append(leaf_hash(b"x")).root()


def test_append_leaves_the_old_frontier_as_it_was():
    before = Frontier().append(leaf_hash(b"a"))

    before.append(leaf_hash(b"b"))

    assert before == Frontier(1, (leaf_hash(b"a"),))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(7),
        bytes(8) + bytes(32),
        (1).to_bytes(8, "big"),
        (1).to_bytes(8, "big") + bytes(31),
        (3).to_bytes(8, "big") + bytes(32 + 31),
        (1).to_bytes(8, "big") + bytes(64),
    ],
)
def test_from_bytes_refuses_a_broken_frontier(data):
    with pytest.raises(ValueError, match=r"frontier|32 bytes"):
        Frontier.from_bytes(data)
