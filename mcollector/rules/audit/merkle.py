"""The Merkle tree of RFC 6962 §2.1: the audit log's root, kept up to date leaf by leaf."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

HASH_BYTES = 32
_SIZE_BYTES = 8


def leaf_hash(body: bytes) -> bytes:
    """Return the 32 bytes that stand for one line: SHA-256(0x00 ‖ body)."""
    return sha256(b"\x00" + body).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """All a growing log must remember: the roots of its full subtrees, the largest first.

    `size` counts leaves; there is one hash for each 1 in the binary form of `size`.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise ValueError("a frontier has one hash for each 1 in its size")
        if any(len(hash_) != HASH_BYTES for hash_ in self.hashes):
            raise ValueError("a hash has 32 bytes")

    def append(self, leaf: bytes) -> "Frontier":
        """Return the frontier of the log with one more leaf hash."""
        tree = Tree(self)
        tree.append(leaf)
        return tree.frontier()

    def root(self) -> bytes:
        """Return the 32 bytes of the tree head; an empty log has SHA-256 of nothing."""
        return _root(self.hashes)

    def to_bytes(self) -> bytes:
        """Return size (8 bytes, big-endian) ‖ hashes."""
        return self.size.to_bytes(_SIZE_BYTES, "big") + b"".join(self.hashes)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Frontier":
        """Return what `to_bytes` wrote; raise ValueError for anything else."""
        if len(data) < _SIZE_BYTES:
            raise ValueError("a frontier starts with the eight bytes of its size")
        starts = range(_SIZE_BYTES, len(data), HASH_BYTES)
        hashes = tuple(data[start : start + HASH_BYTES] for start in starts)
        return cls(int.from_bytes(data[:_SIZE_BYTES], "big"), hashes)


class Tree:
    """A frontier that grows in place: for many leaves at a time."""

    __slots__ = ("_hashes", "size")

    def __init__(self, frontier: Frontier) -> None:
        self.size = frontier.size
        self._hashes = list(frontier.hashes)

    def append(self, leaf: bytes) -> None:
        """Add a leaf hash."""
        hashes, size = self._hashes, self.size
        while size & 1:
            leaf = sha256(b"\x01" + hashes.pop() + leaf).digest()
            size >>= 1
        hashes.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Return the 32 bytes of the tree head."""
        return _root(self._hashes)

    def frontier(self) -> Frontier:
        """Return the frontier as it is now."""
        return Frontier(self.size, tuple(self._hashes))


def _root(hashes: Sequence[bytes]) -> bytes:
    """Return the node above these subtrees; the hash is spelt out, for it runs at every leaf."""
    if not hashes:
        return sha256(b"").digest()
    root = hashes[-1]
    for left in hashes[-2::-1]:
        root = sha256(b"\x01" + left + root).digest()
    return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the tree head over these leaf hashes, in their order."""
    tree = Tree(Frontier())
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()
