"""What is kept of a tree that grows equals what is computed of all its leaves at once."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.merkle import EMPTY_ROOT, leaf_hash
from router.store.growth import Subtree, grown, root_of


def root_of_all(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word by word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + root_of_all(leaves[:split]) + root_of_all(leaves[split:])).digest()


def subtrees_of_all(leaves: list[bytes]) -> set[Subtree]:
    found = set()
    for level in (1, 2):
        width = 256**level
        for number in range(len(leaves) // width):
            found.add(Subtree(level, number, root_of_all(leaves[number * width : (number + 1) * width])))
    return found


LEAVES = [leaf_hash(str(number).encode()) for number in range(65_800)]


@pytest.mark.parametrize("size", [0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 65_792])
def test_root_and_subtrees_are_those_of_all_leaves(size: int) -> None:
    growth = grown(0, b"", LEAVES[:size])
    assert growth.size == size
    assert root_of(size, growth.frontier) == root_of_all(LEAVES[:size])
    assert set(growth.subtrees) == subtrees_of_all(LEAVES[:size])


@given(st.lists(st.integers(0, 300), max_size=6))
def test_it_is_the_same_tree_in_however_many_pieces_it_grew(pieces: list[int]) -> None:
    size, frontier, subtrees = 0, b"", list[Subtree]()
    for piece in pieces:
        growth = grown(size, frontier, LEAVES[size : size + piece])
        size, frontier = growth.size, growth.frontier
        subtrees += growth.subtrees
    assert (size, frontier, subtrees) == grown(0, b"", LEAVES[: sum(pieces)])


def test_where_nothing_was_appended_nothing_changed() -> None:
    assert root_of(0, b"") == EMPTY_ROOT
    growth = grown(0, b"", LEAVES[:300])
    assert grown(300, growth.frontier, []) == (300, growth.frontier, [])


def test_a_frontier_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="complete subtrees"):
        grown(3, LEAVES[0], [LEAVES[1]])
