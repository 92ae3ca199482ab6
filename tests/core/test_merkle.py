"""The tree against RFC 9162 section 2.1 as it is written there, recursively; and against the known answers."""

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from router.core.merkle import (
    EMPTY_ROOT,
    Frontier,
    Read,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    read_frontier,
    root_from_inclusion,
    verify_consistency,
    verify_inclusion,
)

Hashes = Sequence[bytes]

# The leaves that the tests of Certificate Transparency, Trillian and Go have in common, and the roots of their trees.
KNOWN_ENTRIES = [
    bytes.fromhex(entry)
    for entry in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
KNOWN_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LARGEST = 70
LEAVES = [leaf_hash(b"entry %d" % number) for number in range(LARGEST)]
OTHER = leaf_hash(b"another")


def split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    k = 1
    while 2 * k < size:
        k *= 2
    return k


def mth(leaves: Hashes) -> bytes:
    """Section 2.1.1."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m: int, leaves: Hashes) -> list[bytes]:
    """Section 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    return [*path(m, leaves[:k]), mth(leaves[k:])] if m < k else [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: Hashes, is_whole: bool) -> list[bytes]:
    """Section 2.1.4.1."""
    if m == len(leaves):
        return [] if is_whole else [mth(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], is_whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


def reader(leaves: Hashes) -> Read:
    """Reads only what a stored log has: complete subtrees."""

    def read(level: int, index: int) -> bytes:
        subtree = leaves[index << level : (index + 1) << level]
        assert len(subtree) == 1 << level
        return mth(subtree)

    return read


def test_leaves_and_nodes_are_hashed_as_the_known_answers_are() -> None:
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert node_hash(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"


def test_the_roots_of_the_known_leaves_are_the_known_roots() -> None:
    frontier = Frontier()
    assert frontier.root().hex() == KNOWN_ROOTS[0]
    for entry, root in zip(KNOWN_ENTRIES, KNOWN_ROOTS[1:], strict=True):
        frontier.append(leaf_hash(entry))
        assert frontier.root().hex() == root


def test_the_example_of_rfc_9162_has_the_proofs_that_are_drawn_there() -> None:
    """Section 2.1.5: seven leaves; the names are those of its drawing."""
    leaves = LEAVES[:7]
    a, b, c, d, e, f, j = leaves
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, l = node_hash(g, h), node_hash(i, j)  # noqa: E741 - the name in the drawing
    read = reader(leaves)
    assert inclusion_proof(0, 7, read) == [b, h, l]
    assert inclusion_proof(3, 7, read) == [c, g, l]
    assert inclusion_proof(4, 7, read) == [f, j, k]
    assert inclusion_proof(6, 7, read) == [i, k]
    assert consistency_proof(3, 7, read) == [c, d, g, l]
    assert consistency_proof(4, 7, read) == [l]
    assert consistency_proof(6, 7, read) == [i, j, k]


def test_every_root_up_to_seventy_leaves_is_that_of_the_recursive_definition() -> None:
    frontier = Frontier()
    for size in range(LARGEST):
        assert frontier.size == size
        assert frontier.root() == mth(LEAVES[:size])
        assert read_frontier(size, reader(LEAVES)).peaks == frontier.peaks
        frontier.append(LEAVES[size])


def test_appending_tells_every_subtree_that_the_leaf_completes() -> None:
    frontier = Frontier()
    for number, leaf in enumerate(LEAVES):
        end = number + 1
        levels = [level for level in range(8) if end % (1 << level) == 0]
        assert frontier.append(leaf) == [mth(LEAVES[end - (1 << level) : end]) for level in levels]


def test_every_inclusion_proof_up_to_seventy_leaves_is_that_of_the_definition_and_verifies() -> None:
    for size in range(1, LARGEST + 1):
        root, read = mth(LEAVES[:size]), reader(LEAVES[:size])
        for index in range(size):
            proof = inclusion_proof(index, size, read)
            assert proof == path(index, LEAVES[:size])
            assert root_from_inclusion(LEAVES[index], index, size, proof) == root


def test_every_consistency_proof_up_to_seventy_leaves_is_that_of_the_definition_and_verifies() -> None:
    roots = [mth(LEAVES[:size]) for size in range(LARGEST + 1)]
    for new in range(1, LARGEST + 1):
        read = reader(LEAVES[:new])
        for old in range(1, new + 1):
            proof = consistency_proof(old, new, read)
            assert proof == subproof(old, LEAVES[:new], True)
            assert verify_consistency(old, new, proof, roots[old], roots[new])


def test_every_wrong_inclusion_proof_of_a_small_tree_is_refused() -> None:
    for size in range(1, 18):
        root = mth(LEAVES[:size])
        for index in range(size):
            proof, leaf = path(index, LEAVES[:size]), LEAVES[index]
            for wrong in damaged(proof):
                assert not verify_inclusion(leaf, index, size, wrong, root)
            assert not verify_inclusion(OTHER, index, size, proof, root)
            assert not verify_inclusion(leaf, index, size, proof, OTHER)
            for other in range(-1, size + 1):
                assert verify_inclusion(leaf, other, size, proof, root) == (other == index)


def test_every_wrong_consistency_proof_of_a_small_tree_is_refused() -> None:
    roots = [mth(LEAVES[:size]) for size in range(18)]
    for new in range(1, 18):
        for old in range(1, new + 1):
            proof = subproof(old, LEAVES[:new], True)
            for wrong in damaged(proof):
                assert not verify_consistency(old, new, wrong, roots[old], roots[new])
            assert not verify_consistency(old, new, proof, OTHER, roots[new])
            assert not verify_consistency(old, new, proof, roots[old], OTHER)
            for other in range(1, 18):
                assert verify_consistency(other, new, proof, roots[other], roots[new]) == (other == old)


def test_a_proof_that_ends_above_or_below_the_root_is_refused_though_the_hashes_agree() -> None:
    for new in range(1, 18):
        read, higher = reader(LEAVES[:new]), 2 << new.bit_length()
        root = mth(LEAVES[:new])
        for old in range(1, new):
            proof = consistency_proof(old, new, read)
            old_root = mth(LEAVES[:old])
            forged = (node_hash(OTHER, old_root), node_hash(OTHER, root))
            assert not verify_consistency(old, new, [*proof, OTHER], *forged)
            assert not verify_consistency(old, higher, proof, old_root, root)
        for index in range(new):
            proof = inclusion_proof(index, new, read)
            assert not verify_inclusion(LEAVES[index], index, new, [*proof, OTHER], node_hash(OTHER, root))
            assert not verify_inclusion(LEAVES[index], index, higher, proof, root)


def damaged(proof: Sequence[bytes]) -> list[list[bytes]]:
    """Longer, shorter, one hash changed, two swapped, one of another length."""
    found = [[*proof, OTHER], [OTHER, *proof]]
    for place in range(len(proof)):
        before, after = list(proof[:place]), list(proof[place + 1 :])
        found += [[*before, *after], [*before, OTHER, *after], [*before, proof[place][:31], *after]]
        if after:
            found.append([*before, after[0], proof[place], *after[1:]])
    return found


def test_the_empty_tree_is_the_start_of_every_tree_and_needs_no_proof() -> None:
    root = mth(LEAVES[:5])
    assert consistency_proof(0, 5, reader(LEAVES)) == []
    assert verify_consistency(0, 5, [], EMPTY_ROOT, root)
    assert verify_consistency(0, 0, [], EMPTY_ROOT, EMPTY_ROOT)
    assert not verify_consistency(0, 5, [OTHER], EMPTY_ROOT, root)
    assert not verify_consistency(0, 5, [], OTHER, root)
    assert not verify_consistency(0, 0, [], EMPTY_ROOT, OTHER)


def test_a_tree_that_became_smaller_is_not_consistent() -> None:
    roots = [mth(LEAVES[:size]) for size in range(9)]
    assert not verify_consistency(8, 5, subproof(5, LEAVES[:8], True), roots[8], roots[5])
    with pytest.raises(ValueError, match="8 leaves is not the start of a tree of 5"):
        consistency_proof(8, 5, reader(LEAVES))


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 5), (6, 5)])
def test_a_leaf_that_is_not_there_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(ValueError, match=f"has no leaf {index}"):
        inclusion_proof(index, size, reader(LEAVES))
    with pytest.raises(ValueError, match=f"has no leaf {index}"):
        root_from_inclusion(OTHER, index, size, [])


@pytest.mark.parametrize(("size", "peaks"), [(0, 1), (3, 1), (4, 2), (-1, 0)])
def test_a_frontier_with_too_many_or_too_few_hashes_is_refused(size: int, peaks: int) -> None:
    with pytest.raises(ValueError, match=f"{size} leaves has not {peaks}"):
        Frontier(size, [OTHER] * peaks)


@given(st.integers(71, 3000), st.data())
@settings(deadline=None, max_examples=40)
def test_larger_trees_prove_their_leaves_and_their_growth(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(b"%d" % number) for number in range(size)]
    read = reader(leaves)
    old, index = data.draw(st.integers(1, size)), data.draw(st.integers(0, size - 1))
    before, after = read_frontier(old, read), read_frontier(size, read)
    assert verify_inclusion(leaves[index], index, size, inclusion_proof(index, size, read), after.root())
    proof = consistency_proof(old, size, read)
    assert verify_consistency(old, size, proof, before.root(), after.root())
    for leaf in leaves[old:]:
        before.append(leaf)
    assert before.peaks == after.peaks


@given(st.integers(2, 600), st.data())
@settings(deadline=None, max_examples=60)
def test_a_tree_with_one_entry_changed_cannot_be_proved_to_continue_the_old_one(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(b"%d" % number) for number in range(size)]
    old = data.draw(st.integers(1, size - 1))
    edited = [*leaves]
    edited[data.draw(st.integers(0, old - 1))] = OTHER
    proof = consistency_proof(old, size, reader(edited))
    assert not verify_consistency(old, size, proof, mth(leaves[:old]), mth(edited))
