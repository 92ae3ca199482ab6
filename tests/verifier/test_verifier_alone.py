"""The parts of the verifier against known answers, against another library, and against the router's own code."""

import ast
import sys

import pytest
from ed25519_answers import KNOWN
from hypothesis import given, settings
from hypothesis import strategies as st
from running import ROOT

from router.core.merkle import consistency_proof, inclusion_proof, leaf_hash, read_frontier, verify_consistency
from router.core.tiles import Tile, Tiling, hash_reader
from router.signing import public_key, signer
from router.signing import verify as verify_by_library
from verifier.sovereign_verify import (
    ORDER,
    P,
    Tree,
    decode_point,
    hash_node,
    is_grown,
    root_of_inclusion,
    verify_ed25519,
)


@pytest.mark.parametrize(("public", "message", "signature"), KNOWN)
def test_the_signatures_of_rfc_8032_verify_and_changed_ones_do_not(public: str, message: str, signature: str) -> None:
    key, text, value = map(bytes.fromhex, (public, message, signature))
    assert verify_ed25519(key, text, value)
    assert not verify_ed25519(key, text + b"x", value)
    for place in range(64):
        assert not verify_ed25519(key, text, value[:place] + bytes([value[place] ^ 1]) + value[place + 1 :])


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=100), st.integers(0, 255), st.integers(0, 511))
@settings(deadline=None, max_examples=40)
def test_it_agrees_with_the_library_on_true_and_on_damaged_signatures(
    seed: bytes, message: bytes, key_bit: int, bit: int
) -> None:
    public, signature = public_key(seed), signer(seed)(message)
    assert verify_ed25519(public, message, signature)
    damaged = (int.from_bytes(signature, "little") ^ (1 << bit)).to_bytes(64, "little")
    other = (int.from_bytes(public, "little") ^ (1 << key_bit)).to_bytes(32, "little")
    assert verify_ed25519(public, message, damaged) == verify_by_library(public, message, damaged) is False
    assert verify_ed25519(other, message, signature) == verify_by_library(other, message, signature) is False


def test_a_second_form_of_the_same_signature_is_refused() -> None:
    """S + L solves the same equation; RFC 8032 section 5.1.7 wants S below L."""
    public, signature = public_key(b"s" * 32), signer(b"s" * 32)(b"message")
    doubled = int.from_bytes(signature[32:], "little") + ORDER
    assert not verify_ed25519(public, b"message", signature[:32] + doubled.to_bytes(32, "little"))


@pytest.mark.parametrize(
    "key",
    [
        b"",
        bytes(31),
        P.to_bytes(32, "little"),  # y = 0, written as p
        (1 | 1 << 255).to_bytes(32, "little"),  # x = 0 with a sign
        (2).to_bytes(32, "little"),  # no x at this y
    ],
)
def test_what_encodes_no_point_is_no_key(key: bytes) -> None:
    assert len(key) != 32 or decode_point(key) is None
    assert not verify_ed25519(key, b"message", signer(b"s" * 32)(b"message"))


LEAVES = [leaf_hash(b"%d" % number) for number in range(300)]
TILES = {(tile.level, tile.index): data for tile, data in Tiling().append(LEAVES)[1]}


def load(tile: Tile) -> bytes:
    return TILES[tile.level, tile.index]


def test_its_roots_are_those_of_the_router() -> None:
    tree = Tree()
    for size in range(len(LEAVES)):
        assert tree.root() == read_frontier(size, hash_reader(size, load)).root()
        assert len(list(tree.grow(LEAVES[size]))) == (size ^ (size + 1)).bit_length()


@given(st.integers(1, 300), st.data())
@settings(deadline=None)
def test_it_follows_the_proofs_of_the_router(size: int, data: st.DataObject) -> None:
    read = hash_reader(size, load)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    root = read_frontier(size, read).root()
    assert root_of_inclusion(LEAVES[index], index, size, inclusion_proof(index, size, read)) == root
    assert is_grown(old, size, consistency_proof(old, size, read), read_frontier(old, read).root(), root)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 7))
@settings(deadline=None, max_examples=300)
def test_it_refuses_what_the_router_refuses(old: int, new: int, proved_old: int, proved_new: int, cut: int) -> None:
    """Proofs for other sizes, cut or whole: two codes written apart have one opinion."""
    proved_old, proved_new = sorted((proved_old, proved_new))
    proof = consistency_proof(proved_old, proved_new, hash_reader(proved_new, load))[cut:]
    roots = [read_frontier(size, hash_reader(size, load)).root() for size in (old, new)]
    opinion = is_grown(old, new, proof, roots[0], roots[1])
    assert opinion == verify_consistency(old, new, proof, roots[0], roots[1])
    assert opinion or (old, new, cut) != (proved_old, proved_new, 0)


def test_it_refuses_a_proof_that_ends_above_or_below_the_root_though_the_hashes_agree() -> None:
    other = leaf_hash(b"other")
    for new in range(1, 18):
        read, higher = hash_reader(new, load), 2 << new.bit_length()
        root = read_frontier(new, read).root()
        for old in range(1, new):
            proof = consistency_proof(old, new, read)
            old_root = read_frontier(old, read).root()
            assert not is_grown(old, new, [*proof, other], hash_node(other, old_root), hash_node(other, root))
            assert not is_grown(old, higher, proof, old_root, root)
        for index in range(new):
            proof = inclusion_proof(index, new, read)
            assert root_of_inclusion(LEAVES[index], index, new, [*proof, other]) is None
            assert root_of_inclusion(LEAVES[index], index, higher, proof) is None


def test_the_empty_tree_begins_every_tree_and_has_one_root() -> None:
    empty, other = Tree().root(), leaf_hash(b"other")
    assert is_grown(0, 0, [], empty, empty)
    assert is_grown(0, 5, [], empty, other)
    assert not is_grown(0, 0, [], empty, other)
    assert not is_grown(0, 5, [], other, other)
    assert not is_grown(0, 5, [other], empty, other)


def test_it_is_one_file_of_the_standard_library_and_knows_no_router() -> None:
    tree = ast.parse((ROOT / "verifier" / "sovereign_verify.py").read_text())
    plain = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    named = [node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    tops = {name.partition(".")[0] for name in (*plain, *named)}
    assert tops <= sys.stdlib_module_names
    assert not tops & {"socket", "ssl", "urllib", "http", "subprocess", "ctypes", "importlib"}
