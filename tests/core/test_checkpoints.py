from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from router.core.checkpoints import (
    AddCheckpoint,
    Checkpoint,
    TlogProof,
    add_signatures,
    open_checkpoint,
    parse_add_checkpoint,
    parse_checkpoint,
    parse_tlog_proof,
    sign_checkpoint,
    verify_tlog_proof,
)
from router.core.merkle import (
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    read_frontier,
    verify_consistency,
)
from router.core.signed_notes import (
    COSIGNATURE,
    ED25519,
    NoteError,
    VerifierKey,
    cosign_note,
    encode_base64,
    parse_note,
    sign_note,
    verify_note,
)
from router.core.tiles import Tile, Tiling, hash_reader
from router.signing import public_key, signer, verify

ORIGIN = "example.com/log"
SEED, OTHER_SEED = b"s" * 32, b"o" * 32
KEY = VerifierKey(ORIGIN, ED25519, public_key(SEED))
WITNESS = VerifierKey("witness.example/w1", COSIGNATURE, public_key(OTHER_SEED))

ENTRIES = [b"entry %d" % number for number in range(70)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
TILES: dict[Tile, bytes] = dict(Tiling().append(LEAVES)[1])
READ = hash_reader(70, lambda _tile: TILES[Tile(0, 0, 70)])


def checkpoint_at(size: int) -> Checkpoint:
    return Checkpoint(ORIGIN, size, read_frontier(size, READ).root())


def signed(checkpoint: Checkpoint) -> bytes:
    return sign_checkpoint(checkpoint, KEY, signer(SEED))


def receipt(index: int, size: int, extra: bytes = b"") -> TlogProof:
    return TlogProof(index, tuple(inclusion_proof(index, size, READ)), signed(checkpoint_at(size)), extra)


# The example of C2SP tlog-checkpoint and tlog-witness.
KNOWN_TEXT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
KNOWN_SIGNATURES = (
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=",
    "opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=",
)
KNOWN_REQUEST = f"""old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

{KNOWN_TEXT}
\u2014 example.com/behind-the-sofa {KNOWN_SIGNATURES[0]}
\u2014 example.com/behind-the-sofa {KNOWN_SIGNATURES[1]}
"""


def test_the_request_of_the_specification_is_read_and_written_to_the_byte() -> None:
    request = parse_add_checkpoint(KNOWN_REQUEST.encode())
    checkpoint = parse_checkpoint(parse_note(request.checkpoint).text)
    assert (request.old, len(request.proof)) == (20852014, 4)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.text == KNOWN_TEXT
    assert request.encode() == KNOWN_REQUEST.encode()


def test_a_checkpoint_is_opened_by_the_key_that_signed_it() -> None:
    checkpoint = checkpoint_at(70)
    note = signed(checkpoint)
    assert note.startswith(f"{ORIGIN}\n70\n{encode_base64(checkpoint.root)}\n\n\u2014 {ORIGIN} ".encode())
    assert open_checkpoint(note, KEY, verify) == checkpoint


def test_extension_lines_are_kept_and_signed() -> None:
    checkpoint = replace(checkpoint_at(3), extensions=("one", "two words"))
    note = signed(checkpoint)
    assert open_checkpoint(note, KEY, verify) == checkpoint
    with pytest.raises(NoteError, match="does not verify"):
        open_checkpoint(note.replace(b"two words", b"two lines"), KEY, verify)


@pytest.mark.parametrize("extension", ["", "two\nlines", "x\n"])
def test_a_checkpoint_that_would_not_be_read_back_is_not_signed(extension: str) -> None:
    with pytest.raises(NoteError):
        signed(replace(checkpoint_at(3), extensions=(extension,)))


def test_a_log_is_signed_under_its_own_name_only() -> None:
    with pytest.raises(NoteError, match=r"'example.com/other' is signed by the key of that name"):
        signed(replace(checkpoint_at(3), origin="example.com/other"))


def test_a_checkpoint_of_another_log_is_refused_even_when_the_key_signed_it() -> None:
    text = replace(checkpoint_at(3), origin="example.com/other").text
    note = f"{text}\n{sign_note(text, KEY, signer(SEED))}".encode()
    with pytest.raises(NoteError, match=r"line 1: the checkpoint is of the log 'example.com/other'"):
        open_checkpoint(note, KEY, verify)


def test_a_checkpoint_signed_by_another_key_of_that_name_is_refused() -> None:
    other = VerifierKey(ORIGIN, ED25519, public_key(OTHER_SEED))
    with pytest.raises(NoteError, match=r"not signed by example.com/log\+"):
        open_checkpoint(sign_checkpoint(checkpoint_at(3), other, signer(OTHER_SEED)), KEY, verify)


def test_a_witness_signs_beside_the_log_and_once() -> None:
    note = signed(checkpoint_at(70))
    cosignature = cosign_note(checkpoint_at(70).text, WITNESS, 1_700_000_000, signer(OTHER_SEED))
    cosigned = add_signatures(note, [cosignature])
    assert cosigned == note + str(cosignature).encode()
    assert add_signatures(cosigned, [cosignature]) == cosigned
    assert verify_note(parse_note(cosigned), WITNESS, verify) == 1_700_000_000
    assert open_checkpoint(cosigned, KEY, verify) == checkpoint_at(70)


ROOT = encode_base64(bytes(32))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a\n1\n", "line 3: a checkpoint has an origin, a size and a root"),
        (f"\n1\n{ROOT}\n", "line 1: an empty line"),
        (f"a\n1\n{ROOT}\n\nx\n", "line 4: an empty line"),
        (f"a\n01\n{ROOT}\n", "line 2: not a number"),
        (f"a\n-1\n{ROOT}\n", "line 2: not a number"),
        (f"a\n+1\n{ROOT}\n", "line 2: not a number"),
        (f"a\n 1\n{ROOT}\n", "line 2: not a number"),
        (f"a\n1 \n{ROOT}\n", "line 2: not a number"),
        (f"a\n1_0\n{ROOT}\n", "line 2: not a number"),
        (f"a\n\u0661\n{ROOT}\n", "line 2: not a number"),
        (f"a\n9223372036854775808\n{ROOT}\n", "line 2: not a number"),
        (f"a\n99999999999999999999999\n{ROOT}\n", "line 2: not a number"),
        (f"a\n1\n{ROOT} \n", "line 3: not base64"),
        (f"a\n1\n{ROOT[:-1]}\n", "line 3: not base64"),
        (f"a\n1\n{ROOT[:-2]}B=\n", "line 3: not base64"),
        ("a\n1\nAAAA\n", "line 3: a hash has 32 bytes, this has 3"),
    ],
)
def test_a_checkpoint_that_is_not_of_the_form_is_refused_by_its_line(text: str, what: str) -> None:
    with pytest.raises(NoteError) as raised:
        parse_checkpoint(text)
    assert str(raised.value).startswith(what)


def test_the_largest_size_and_the_empty_log_are_read() -> None:
    assert parse_checkpoint(f"a\n9223372036854775807\n{ROOT}\n").size == 2**63 - 1
    assert parse_checkpoint(f"a\n0\n{encode_base64(Frontier().root())}\n").size == 0


@pytest.mark.parametrize("size", [1, 2, 7, 64, 70])
def test_every_entry_has_a_receipt_that_verifies_after_it_was_written_and_read(size: int) -> None:
    for index in range(size):
        proof = receipt(index, size, extra=ENTRIES[index])
        assert parse_tlog_proof(proof.encode()) == proof
        assert verify_tlog_proof(proof, LEAVES[index], KEY, verify) == checkpoint_at(size)


def test_a_receipt_is_written_as_the_specification_says() -> None:
    a, b = map(encode_base64, inclusion_proof(2, 4, READ))
    proof = receipt(2, 4)
    assert proof.encode() == f"c2sp.org/tlog-proof@v1\nindex 2\n{a}\n{b}\n\n".encode() + proof.checkpoint
    with_extra = replace(proof, extra=b"\x00\xff").encode()
    assert with_extra == proof.encode().replace(b"\nindex", b"\nextra AP8=\nindex")
    alone = receipt(0, 1)
    assert alone.encode() == b"c2sp.org/tlog-proof@v1\nindex 0\n\n" + alone.checkpoint


@pytest.mark.parametrize(
    "wrong",
    [
        replace(receipt(5, 70), index=6),
        replace(receipt(5, 70), index=70),
        replace(receipt(5, 70), path=receipt(6, 70).path),
        replace(receipt(5, 70), path=receipt(5, 70).path[:-1]),
        replace(receipt(5, 70), path=receipt(5, 70).path[::-1]),
        replace(receipt(5, 70), checkpoint=signed(checkpoint_at(69))),
    ],
)
def test_a_receipt_that_is_not_of_this_entry_is_refused(wrong: TlogProof) -> None:
    with pytest.raises(NoteError, match=f"the entry is not at index {wrong.index} of the tree"):
        verify_tlog_proof(wrong, LEAVES[5], KEY, verify)


def test_a_receipt_of_another_entry_is_refused() -> None:
    with pytest.raises(NoteError, match="the entry is not at index 5"):
        verify_tlog_proof(receipt(5, 70), leaf_hash(b"entry 5, edited"), KEY, verify)


def test_what_is_wrong_in_the_checkpoint_of_a_receipt_is_told_by_the_line_of_the_receipt() -> None:
    for extra in (b"", b"x"):
        proof = receipt(5, 70, extra)
        wrong = parse_tlog_proof(proof.encode().replace(b"\n70\n", b"\n070\n"))
        line = proof.encode().split(b"\n").index(b"70") + 1
        with pytest.raises(NoteError, match=f"^line {line}: not a number"):
            verify_tlog_proof(wrong, LEAVES[5], KEY, verify)


HASH = encode_base64(b"h" * 32)


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ("", "line 1: not a receipt"),
        ("c2sp.org/tlog-proof@v2\nindex 0\n", "line 1: not a receipt"),
        ("c2sp.org/tlog-proof@v1\n", "line 2: a line with 'index'"),
        ("c2sp.org/tlog-proof@v1\nindex\n", "line 2: a line with 'index'"),
        ("c2sp.org/tlog-proof@v1\nindex 00\n", "line 2: not a number"),
        ("c2sp.org/tlog-proof@v1\nindex  1\n", "line 2: not a number"),
        ("c2sp.org/tlog-proof@v1\nindex 1 \n", "line 2: not a number"),
        ("c2sp.org/tlog-proof@v1\nextra \nindex 1\n", "line 2: an extra line without"),
        ("c2sp.org/tlog-proof@v1\nextra AA\nindex 1\n", "line 2: not base64"),
        ("c2sp.org/tlog-proof@v1\nextra AAAA\n", "line 3: a line with 'index'"),
        (f"c2sp.org/tlog-proof@v1\nindex 1\n{HASH}\nAAAA\n", "line 4: a hash has 32 bytes"),
        (f"c2sp.org/tlog-proof@v1\nindex 1\n{HASH} \n", "line 3: not base64"),
        ("c2sp.org/tlog-proof@v1\nindex 1\n" + f"{HASH}\n" * 64, "line 66: more than 63 hashes"),
    ],
)
def test_a_receipt_that_is_not_of_the_form_is_refused_by_its_line(head: str, what: str) -> None:
    with pytest.raises(NoteError) as raised:
        parse_tlog_proof(f"{head}\n".encode() + signed(checkpoint_at(3)))
    assert str(raised.value).startswith(what)


def test_a_receipt_without_a_checkpoint_is_refused() -> None:
    with pytest.raises(NoteError, match="an empty line and a checkpoint are missing"):
        parse_tlog_proof(b"c2sp.org/tlog-proof@v1\nindex 1\n")


@pytest.mark.parametrize(("old", "new"), [(0, 7), (7, 7), (3, 7), (64, 70)])
def test_a_witness_reads_what_the_log_wrote_and_can_verify_it(old: int, new: int) -> None:
    request = AddCheckpoint(old, tuple(consistency_proof(old, new, READ)), signed(checkpoint_at(new)))
    read = parse_add_checkpoint(request.encode())
    assert read == request
    newer, older = open_checkpoint(read.checkpoint, KEY, verify), checkpoint_at(old)
    assert verify_consistency(old, newer.size, read.proof, older.root, newer.root)


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ("", "line 1: a line with 'old'"),
        ("size 3\n", "line 1: a line with 'old'"),
        ("old 03\n", "line 1: not a number"),
        ("old 3\nx\n", "line 2: not base64"),
        ("old 3\n" + f"{HASH}\n" * 64, "line 65: more than 63 hashes"),
    ],
)
def test_a_request_to_a_witness_that_is_not_of_the_form_is_refused_by_its_line(head: str, what: str) -> None:
    with pytest.raises(NoteError) as raised:
        parse_add_checkpoint(f"{head}\n".encode() + signed(checkpoint_at(3)))
    assert str(raised.value).startswith(what)


@given(st.data())
@settings(deadline=None, max_examples=200)
def test_any_changed_byte_of_a_receipt_without_extra_is_noticed(data: st.DataObject) -> None:
    whole = receipt(5, 7).encode()
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]))
    with pytest.raises(NoteError):
        verify_tlog_proof(parse_tlog_proof(whole[:place] + bytes([other]) + whole[place + 1 :]), LEAVES[5], KEY, verify)
