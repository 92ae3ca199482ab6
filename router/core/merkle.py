"""The Merkle tree of a log (RFC 9162 section 2.1, the tree of RFC 6962): roots, proofs, and their verification.

A hash is 32 bytes of SHA-256. The complete subtree (level, index) spans the leaves [index << level, (index + 1) <<
level); a tree of any size is a row of complete subtrees, one for each 1 in the binary size, largest first, and its
root folds that row from the right. So all that a log must remember in order to grow is that row, its frontier, and
all that a proof must read are hashes of complete subtrees, which never change again.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()

Read = Callable[[int, int], bytes]
"""(level, index) -> the hash of that complete subtree."""


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that grows: its size, and the hashes of its complete subtrees from the largest to the smallest.

    Raises ValueError when the hashes are not as many as the 1s in the binary size.
    """

    __slots__ = ("_peaks", "size")

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self._peaks = list(peaks)
        if size < 0 or len(self._peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has not {len(self._peaks)} complete subtrees")

    @property
    def peaks(self) -> tuple[bytes, ...]:
        return tuple(self._peaks)

    def append(self, leaf: bytes) -> list[bytes]:
        """Takes the hash of the next leaf. The hashes of all complete subtrees that end with it, by level from 0."""
        completed = [leaf]
        size = self.size
        while size & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            completed.append(leaf)
            size >>= 1
        self._peaks.append(leaf)
        self.size += 1
        return completed

    def root(self) -> bytes:
        return _fold(self._peaks)


def read_frontier(size: int, read: Read) -> Frontier:
    """The frontier of a stored tree."""
    return Frontier(size, _peaks(0, size, read))


def inclusion_proof(index: int, size: int, read: Read) -> list[bytes]:
    """The path from leaf `index` to the root of the tree of `size` leaves (RFC 9162 section 2.1.3.1), leaf end first.

    Raises ValueError when the tree has no such leaf, and whatever `read` raises.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    path = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _left(end - start)
        if index < middle:
            path.append(_root(middle, end, read))
            end = middle
        else:
            path.append(_root(start, middle, read))
            start = middle
    return path[::-1]


def consistency_proof(old: int, new: int, read: Read) -> list[bytes]:
    """That the tree of `old` leaves is the start of the tree of `new` (RFC 9162 section 2.1.4.1).

    Empty for equal sizes and for the empty tree, which is the start of every tree (C2SP tlog-witness). Raises
    ValueError when `new` is smaller than `old`, and whatever `read` raises.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {old} leaves is not the start of a tree of {new}")
    if old == 0:
        return []
    path = []
    start, end = 0, new
    while end != old:
        middle = start + _left(end - start)
        if old <= middle:
            path.append(_root(middle, end, read))
            end = middle
        else:
            path.append(_root(start, middle, read))
            start = middle
    if start:
        path.append(_root(start, end, read))
    return path[::-1]


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root that this proof leads to from the hash of the leaf (RFC 9162 section 2.1.3.2).

    Raises ValueError when the proof is not of the shape that this leaf of a tree of this size needs.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    node, last, root = index, size - 1, leaf
    for step in proof:
        if last == 0:
            raise ValueError(f"not a path from leaf {index} of a tree of {size} leaves")
        if node & 1 or node == last:
            root = node_hash(step, root)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            root = node_hash(root, step)
        node, last = node >> 1, last >> 1
    if last:
        raise ValueError(f"too short for a path from leaf {index} of a tree of {size} leaves")
    return root


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the leaf with this hash stands at `index` in the tree of this size and root."""
    try:
        return root_from_inclusion(leaf, index, size, proof) == root
    except ValueError:
        return False


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether the tree (`old`, `old_root`) is the start of (`new`, `new_root`) (RFC 9162 section 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old == 0:
        return not proof and old_root == EMPTY_ROOT and (new > 0 or new_root == EMPTY_ROOT)
    if old == new:
        return not proof and old_root == new_root
    if not proof:
        return False
    return _roots_from_consistency(old, new, proof, old_root) == (old_root, new_root)


def _roots_from_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes) -> tuple[bytes, bytes] | None:
    """Steps 2 to 7 of RFC 9162 section 2.1.4.2; None where the proof is longer or shorter than the sizes need."""
    steps = [old_root, *proof] if old.bit_count() == 1 else list(proof)
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if node & 1 or node == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            second = node_hash(second, step)
        node, last = node >> 1, last >> 1
    return None if last else (first, second)


def _left(size: int) -> int:
    """The largest power of two below `size`, which is two or more: where the tree of that size is split."""
    return 1 << (size - 1).bit_length() - 1


def _root(start: int, end: int, read: Read) -> bytes:
    """The hash of the leaves [start, end), of which `start` is the edge of a subtree at least that large."""
    return _fold(_peaks(start, end, read))


def _peaks(start: int, end: int, read: Read) -> list[bytes]:
    peaks = []
    while start < end:
        level = (end - start).bit_length() - 1
        peaks.append(read(level, start >> level))
        start += 1 << level
    return peaks


def _fold(peaks: Sequence[bytes]) -> bytes:
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in peaks[-2::-1]:
        root = node_hash(peak, root)
    return root
