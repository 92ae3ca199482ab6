"""How a log grows: hashes of new entries in, and out comes what is kept so that nothing need be computed twice.

Beside the frontier, the hashes of complete subtrees of 256**level leaves are kept: what the tiles above the lowest are
made of (C2SP tlog-tiles). Any proof is made of them and of at most 256 leaves.
"""

from collections.abc import Iterable
from typing import NamedTuple

from router.core.merkle import HASH_SIZE, Frontier
from router.core.tiles import HEIGHT


class Subtree(NamedTuple):
    """The hash of the leaves [number * 256**level, (number + 1) * 256**level)."""

    level: int
    number: int
    hash: bytes


class Growth(NamedTuple):
    """`frontier`: the hashes of a `merkle.Frontier` in one piece."""

    size: int
    frontier: bytes
    subtrees: list[Subtree]


def grown(size: int, frontier: bytes, leaves: Iterable[bytes]) -> Growth:
    """A log of `size` and `frontier` after these leaf hashes were appended, with the subtrees that became complete."""
    tree, subtrees = _tree(size, frontier), list[Subtree]()
    for leaf in leaves:
        completed = tree.append(leaf)
        for height in range(HEIGHT, len(completed), HEIGHT):
            subtrees.append(Subtree(height // HEIGHT, (tree.size >> height) - 1, completed[height]))
    return Growth(tree.size, b"".join(tree.peaks), subtrees)


def root_of(size: int, frontier: bytes) -> bytes:
    return _tree(size, frontier).root()


def _tree(size: int, frontier: bytes) -> Frontier:
    return Frontier(size, (frontier[at : at + HASH_SIZE] for at in range(0, len(frontier), HASH_SIZE)))
