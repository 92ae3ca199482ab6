"""The parts of the witness against known answers, another library, and the router's own code."""

import ast
import sys

import pytest
from ed25519_answers import KNOWN, SEEDS
from hypothesis import given, settings
from hypothesis import strategies as st
from running import ROOT

from router.core.merkle import EMPTY_ROOT, consistency_proof, leaf_hash, read_frontier
from router.core.signed_notes import COSIGNATURE, ED25519, VerifierKey
from router.core.tiles import Tiling, hash_reader
from router.signing import public_key as public_key_by_library
from router.signing import signer, verify
from verifier import sovereign_witness
from verifier.sovereign_witness import (
    BASE,
    NEUTRAL,
    ORDER,
    RefusedError,
    decode_point,
    encode_point,
    is_grown,
    is_same,
    multiply,
    parse_key,
    parse_request,
    public_key,
    sign_ed25519,
    verify_ed25519,
)

SEED = bytes(range(32))
ROOT_LINE = "ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs="
NOTE = f"log\n1\n{ROOT_LINE}\n\n\u2014 log AAAAAAAA\n"


@pytest.mark.parametrize(("seed", "known"), list(zip(SEEDS, KNOWN, strict=True)))
def test_the_signatures_of_the_rfc_come_out(seed: str, known: tuple[str, str, str]) -> None:
    public, message, signature = map(bytes.fromhex, known)
    assert public_key(bytes.fromhex(seed)) == public
    assert sign_ed25519(bytes.fromhex(seed), message) == signature
    assert verify_ed25519(public, message, signature)


@settings(max_examples=20)
@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=200))
def test_it_signs_as_another_library_does_and_each_verifies_the_other(seed: bytes, message: bytes) -> None:
    signature = sign_ed25519(seed, message)
    assert public_key(seed) == public_key_by_library(seed)
    assert signature == signer(seed)(message)
    assert verify(public_key(seed), message, signature)
    assert not verify_ed25519(public_key(seed), message + b".", signature)


def test_the_base_point_is_on_the_curve_and_of_the_right_order() -> None:
    assert decode_point(encode_point(BASE)) == BASE
    assert is_same(multiply(ORDER, BASE), NEUTRAL)


@settings(max_examples=30)
@given(old=st.integers(0, 600), more=st.integers(0, 600))
def test_a_log_that_grew_is_told_from_one_that_was_changed(old: int, more: int) -> None:
    new = old + more
    tiling, pieces = Tiling().append(leaf_hash(b"%d" % number) for number in range(new))
    read = hash_reader(new, dict(pieces).__getitem__)
    proof = consistency_proof(old, new, read)
    before = read_frontier(old, read).root() if old else EMPTY_ROOT
    assert is_grown(old, new, proof, before, tiling.root())
    assert not is_grown(old, new, [*proof, bytes(32)], before, tiling.root())
    if old:
        assert not is_grown(old, new, proof, leaf_hash(b"another"), tiling.root())


@pytest.mark.parametrize(
    "request_body",
    [
        "",
        "old 0",
        f"old 00\n\n{NOTE}",
        f"old -1\n\n{NOTE}",
        f"old 9223372036854775808\n\n{NOTE}",
        f"new 0\n\n{NOTE}",
        f"old 0\nAAAA\n\n{NOTE}",
        "old 0\n" + f"{ROOT_LINE}\n" * 64 + f"\n{NOTE}",
        f"old 0\n\nlog\n1\n{ROOT_LINE}\n",
        "old 0\n\nlog\n1\n\n\u2014 log AAAAAAAA\n",
        f"old 0\n\nlog\n1\n{ROOT_LINE}\n\n\u2014 log AAAA\n",
        f"old 0\n\nlog\n1\n{ROOT_LINE}\n\n- log AAAAAAAA\n",
        f"old 0\n\nlog\n1\n{ROOT_LINE}\n\n\u2014 log AAAAAAAA",
        f"old 0\n\nlog\n1\t\n{ROOT_LINE}\n\n\u2014 log AAAAAAAA\n",
        f"old 0\n\nlog\n1\n{ROOT_LINE}\n\n" + "\u2014 log AAAAAAAA\n" * 101,
    ],
)
def test_what_is_no_request_is_refused(request_body: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_request(request_body.encode())
    assert refused.value.status == 400


def test_a_request_is_read_with_its_extensions() -> None:
    note = f"log\n5\n{ROOT_LINE}\nmore\n\n\u2014 log AAAAAAAA\n"
    request = parse_request(f"old 3\n{ROOT_LINE}\n\n{note}".encode())
    assert (request.old, len(request.proof), request.checkpoint.size) == (3, 1, 5)
    assert request.checkpoint.text == f"log\n5\n{ROOT_LINE}\nmore\n"


@given(st.binary(max_size=300))
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    with pytest.raises(RefusedError):
        parse_request(b"old 1\n" + data)


def test_keys_are_those_of_logs_and_whole() -> None:
    key = str(VerifierKey("example.com/log", ED25519, public_key(SEED)))
    assert str(parse_key(key)) == key
    for wrong in (key[:-2], key.replace("log", "lag"), f" {key}", "x", f"{key}="):
        assert parse_key(wrong) is None
    assert parse_key(str(VerifierKey("w", COSIGNATURE, public_key(SEED)))) is None


def test_it_imports_nothing_but_the_standard_library() -> None:
    assert sovereign_witness.__file__
    source = (ROOT / "verifier" / "sovereign_witness.py").read_text()
    names = set()
    for node in ast.walk(ast.parse(source, feature_version=(3, 9))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    assert names <= sys.stdlib_module_names
