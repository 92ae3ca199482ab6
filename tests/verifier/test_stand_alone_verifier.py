"""The verifier as an auditor runs it: one file, an isolated Python, files from somebody who may lie."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from exported_logs import WITNESS, ExportedLog, put
from running import ROOT

from router.core.checkpoints import Checkpoint, sign_checkpoint
from router.core.signed_notes import encode_base64
from router.core.tiles import decode_bundle, encode_bundle
from router.signing import signer

PROGRAM = ROOT / "verifier" / "sovereign_verify.py"
ENTRIES = [b'{"entry":%d}' % number for number in range(600)]
EDITED = [*ENTRIES[:300], b'{"entry":"edited"}', *ENTRIES[301:]]
LOG_SEED = b"s" * 32
LOG = ExportedLog(ENTRIES, seed=LOG_SEED)
OLDER = ExportedLog(ENTRIES[:400])
OTHER_LOG = ExportedLog(ENTRIES, origin="example.com/other")
OTHER_KEY = ExportedLog(ENTRIES, seed=b"o" * 32)
"""The same name, another key."""
LAST_BUNDLE, LAST_TILE = "tile/entries/002.p/88", "tile/0/002.p/88"


@dataclass(frozen=True)
class Verdict:
    status: int
    text: str


def verify(*arguments: str | Path) -> Verdict:
    command = [sys.executable, "-I", "-S", str(PROGRAM), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert bool(done.stdout) != bool(done.stderr)
    return Verdict(done.returncode, done.stdout or done.stderr)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    LOG.write(tmp_path / "log")
    return tmp_path / "log"


def verify_log(folder: Path, *more: str | Path) -> Verdict:
    return verify("log", folder, "--key", str(LOG.key), *more)


def verify_receipt(tmp_path: Path, receipt: bytes, *more: str | Path, key: str = str(LOG.key)) -> Verdict:
    put(tmp_path / "r.tlog-proof", receipt)
    return verify("receipt", tmp_path / "r.tlog-proof", "--key", key, *more)


def change_entries(bundle: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    bundle.write_bytes(encode_bundle(change(decode_bundle(bundle.read_bytes()))))


def refused(verdict: Verdict, *words: str) -> bool:
    return (
        verdict.status == 1 and verdict.text.startswith("does not verify: ") and all(w in verdict.text for w in words)
    )


# --- What is true verifies ---


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 600])
def test_a_log_of_any_size_verifies(tmp_path: Path, size: int) -> None:
    ExportedLog(ENTRIES[:size]).write(tmp_path)
    verdict = verify_log(tmp_path)
    assert verdict.status == 0
    assert verdict.text.startswith(f"verified: all of the log 'example.com/log' of {size} entries, root ")


def test_every_receipt_verifies_by_the_entry_it_carries_or_is_given(tmp_path: Path) -> None:
    put(tmp_path / "entry", ENTRIES[599])
    for verdict in (
        verify_receipt(tmp_path, LOG.receipt(599, carries_entry=True)),
        verify_receipt(tmp_path, LOG.receipt(599), "--entry", tmp_path / "entry"),
    ):
        assert verdict.status == 0
        assert verdict.text.startswith("verified: entry 599, leaf ")


def test_a_witness_is_told_with_its_time(tmp_path: Path) -> None:
    receipt = LOG.receipt(5, carries_entry=True, is_cosigned=True)
    verdict = verify_receipt(tmp_path, receipt, "--witness", str(WITNESS))
    assert verdict.status == 0
    assert "cosigned by witness.example/w1 at 2023-11-14T22:13:20Z" in verdict.text


def test_a_log_that_grew_is_consistent_with_what_it_was(tmp_path: Path, folder: Path) -> None:
    put(tmp_path / "old", OLDER.checkpoint)
    put(tmp_path / "proof", LOG.grown_from(400))
    arguments = ("consistency", tmp_path / "old", folder / "checkpoint", tmp_path / "proof")
    assert verify(*arguments, "--key", str(LOG.key)).status == 0
    unsigned = verify(*arguments)
    assert unsigned.status == 0
    assert "signatures were not checked: give --key" in unsigned.text
    assert verify_log(folder, "--known", tmp_path / "old", "--known", folder / "checkpoint").status == 0


def test_pruned_entries_may_be_missing_where_that_is_said_and_only_there(folder: Path) -> None:
    (folder / "tile/entries/000").unlink()
    assert refused(verify_log(folder), "tile/entries/000: entries 0 to 255: cannot be read")
    assert refused(verify_log(folder, "--pruned", "255"), "tile/entries/000: entries 0 to 255")
    assert verify_log(folder, "--pruned", "256").status == 0
    (folder / "tile/entries/001").unlink()
    assert refused(verify_log(folder, "--pruned", "256"), "tile/entries/001")


def test_erased_entries_may_be_empty_where_that_is_said_and_so_many_alone(folder: Path) -> None:
    change_entries(folder / "tile/entries/001", lambda entries: [b"", b"", *entries[2:]])
    assert refused(verify_log(folder), "tile/entries/001: entry 256 is missing")
    assert refused(verify_log(folder, "--erased", "1"), "tile/entries/001: entry 257 is missing")
    assert verify_log(folder, "--erased", "2").status == 0
    change_entries(folder / "tile/entries/000", lambda entries: [*entries[:5], b"else", *entries[6:]])
    assert refused(verify_log(folder, "--erased", "3"), "tile/entries/000: entry 5 is missing")
    (folder / "tile/entries/000").unlink()
    assert refused(verify_log(folder, "--erased", "600"), "tile/entries/000: entries 0 to 255: cannot be read")


# --- What was tampered with does not ---


def test_an_edited_entry_is_told_by_its_number(folder: Path) -> None:
    change_entries(folder / "tile/entries/001", lambda entries: [*entries[:44], b"edited", *entries[45:]])
    assert refused(verify_log(folder), "tile/entries/001: entry 300 is missing, or not that of its leaf in tile/0/001")


def test_an_entry_edited_with_its_leaf_is_found_in_the_tile_above(folder: Path) -> None:
    edited = ExportedLog(EDITED)
    put(folder / "tile/entries/001", encode_bundle(EDITED[256:512]))
    put(folder / "tile/0/001", edited.tiles[next(tile for tile in edited.tiles if tile.path == "tile/0/001")])
    assert refused(verify_log(folder), "tile/1/000.p/2: entries 256 to 511 do not hash to what it says of them")


def test_a_log_written_anew_throughout_is_not_what_was_signed(folder: Path) -> None:
    ExportedLog(EDITED).write(folder)
    put(folder / "checkpoint", LOG.checkpoint)
    assert refused(verify_log(folder), "checkpoint: the signed root is not that of these 600 entries")


def test_a_log_written_anew_and_signed_again_is_not_what_was_known(tmp_path: Path, folder: Path) -> None:
    ExportedLog(EDITED).write(folder)
    for name, size in (("250", 250), ("400", 400)):
        put(tmp_path / name, ExportedLog(ENTRIES[:size]).checkpoint)
    assert verify_log(folder, "--known", tmp_path / "250").status == 0
    verdict = verify_log(folder, "--known", tmp_path / "400", "--known", tmp_path / "250")
    assert refused(verdict, "entries 250 to 399: not what", "/400 was signed for: the log was written anew")
    put(tmp_path / "same-size", LOG.checkpoint)
    put(tmp_path / "empty", sign_checkpoint(Checkpoint(LOG.key.name, 0, bytes(32)), LOG.key, signer(LOG_SEED)))
    assert refused(verify_log(folder, "--known", tmp_path / "empty"), "/empty was signed for")
    assert refused(verify_log(folder, "--known", tmp_path / "same-size"), "the log was written anew")


def test_a_log_signed_again_lacks_the_witness(folder: Path) -> None:
    put(folder / "checkpoint", LOG.cosigned)
    assert verify_log(folder, "--witness", str(WITNESS)).status == 0
    resigned = ExportedLog(EDITED)
    resigned.write(folder)
    assert refused(verify_log(folder, "--witness", str(WITNESS)), "not signed by 'witness.example/w1'")
    cosignature = LOG.cosigned.removeprefix(LOG.checkpoint)
    put(folder / "checkpoint", resigned.checkpoint + cosignature)
    assert refused(verify_log(folder, "--witness", str(WITNESS)), "signature of 'witness.example/w1' does not verify")


def test_a_deleted_entry_is_told_by_its_number(folder: Path) -> None:
    change_entries(folder / "tile/entries/001", lambda entries: [*entries[:44], *entries[45:]])
    assert refused(verify_log(folder), "tile/entries/001: entry 300 is missing, or not that of its leaf")


def test_a_deleted_last_entry_is_told_by_its_number(folder: Path) -> None:
    change_entries(folder / LAST_BUNDLE, lambda entries: entries[:-1])
    assert refused(verify_log(folder), f"{LAST_BUNDLE}: entry 599 is missing")


def test_entries_that_changed_places_are_told_by_the_first_of_them(folder: Path) -> None:
    change_entries(folder / LAST_BUNDLE, lambda entries: [entries[0], entries[2], entries[1], *entries[3:]])
    assert refused(verify_log(folder), f"{LAST_BUNDLE}: entry 513 is missing, or not that of its leaf")


def test_an_entry_behind_the_last_is_not_signed_for(folder: Path) -> None:
    change_entries(folder / LAST_BUNDLE, lambda entries: [*entries, b"more"])
    assert refused(verify_log(folder), f"{LAST_BUNDLE}: entry 600: not signed for")


@pytest.mark.parametrize(
    ("name", "keep", "what"),
    [
        (LAST_BUNDLE, -1, "entry 599 is cut off"),
        (LAST_TILE, -1, "entries 512 to 599: 2815 bytes, not 2816"),
        ("tile/1/000.p/2", 32, "entries 0 to 511: 32 bytes, not 64"),
    ],
)
def test_a_file_that_was_cut_is_told(folder: Path, name: str, keep: int, what: str) -> None:
    put(folder / name, (folder / name).read_bytes()[:keep])
    assert refused(verify_log(folder), f"{name}: {what}")


@pytest.mark.parametrize("name", [LAST_TILE, "tile/1/000.p/2"])
def test_bytes_behind_the_hashes_of_a_tile_are_told(folder: Path, name: str) -> None:
    put(folder / name, (folder / name).read_bytes() + b"x")
    assert refused(verify_log(folder), f"{name}: entries ", "bytes, not ")


@pytest.mark.parametrize("name", [LAST_BUNDLE, LAST_TILE, "tile/0/000", "tile/1/000.p/2"])
def test_a_file_that_is_missing_is_told(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert refused(verify_log(folder), f"{name}: entries ", "cannot be read: No such file")


def test_a_log_cut_back_to_what_it_once_was_is_shorter_than_what_was_known(tmp_path: Path) -> None:
    OLDER.write(tmp_path / "cut")
    put(tmp_path / "known", LOG.checkpoint)
    assert verify_log(tmp_path / "cut").status == 0
    verdict = verify_log(tmp_path / "cut", "--known", tmp_path / "known")
    assert refused(verdict, "400 entries, but", "/known is signed for 600: it was cut")


def test_another_log_and_another_key_of_that_name_are_refused(tmp_path: Path) -> None:
    OTHER_LOG.write(tmp_path / "origin")
    OTHER_KEY.write(tmp_path / "key")
    assert refused(verify_log(tmp_path / "origin"), "checkpoint:1: of the log 'example.com/other', but the key is of")
    assert refused(
        verify_log(tmp_path / "key"), f"not signed by 'example.com/log' with the key whose id is {LOG.key.id.hex()}"
    )


def test_a_tile_far_above_the_leaves_is_compared_too(tmp_path: Path) -> None:
    entries = [b"%d" % number for number in range(66_000)]
    log = ExportedLog(entries)
    log.write(tmp_path)
    assert verify_log(tmp_path).status == 0
    for name, place, words in (
        ("tile/1/000", 32 * 3, "entries 768 to 1023 do not hash"),
        ("tile/1/001.p/1", 0, "entries 65536 to 65791 do not hash"),
        ("tile/2/000.p/1", 0, "entries 0 to 65535 do not hash"),
    ):
        data = (tmp_path / name).read_bytes()
        put(tmp_path / name, data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert refused(verify_log(tmp_path), f"{name}: {words}")
        put(tmp_path / name, data)


def test_a_receipt_with_its_entry_edited_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "entry", b"edited")
    receipt = LOG.receipt(5, carries_entry=True)
    assert refused(verify_receipt(tmp_path, receipt, "--entry", tmp_path / "entry"), "this is not entry 5 of what")
    edited = receipt.replace(encode_base64(ENTRIES[5]).encode(), encode_base64(b"edited").encode())
    assert refused(verify_receipt(tmp_path, edited), "this is not entry 5 of what 'example.com/log' signed")


def test_a_receipt_with_the_path_of_another_entry_is_refused(tmp_path: Path) -> None:
    path, other = (LOG.receipt(index).split(b"\n\n")[0].split(b"\n")[2:] for index in (5, 400))
    swapped = LOG.receipt(5, carries_entry=True).replace(b"\n".join(path), b"\n".join(other))
    assert refused(verify_receipt(tmp_path, swapped), "this is not entry 5 of what")


def test_a_receipt_under_another_index_is_refused(tmp_path: Path) -> None:
    receipt = LOG.receipt(5, carries_entry=True)
    for index in (b"4", b"6", b"599"):
        moved = receipt.replace(b"\nindex 5\n", b"\nindex " + index + b"\n")
        assert refused(verify_receipt(tmp_path, moved), f"this is not entry {index.decode()} of what")
    outside = receipt.replace(b"\nindex 5\n", b"\nindex 600\n")
    assert refused(verify_receipt(tmp_path, outside), "entry 600 of a log of 600 entries")


def test_a_receipt_on_the_checkpoint_of_another_log_key_or_size_is_refused(tmp_path: Path) -> None:
    receipt = LOG.receipt(5, carries_entry=True)
    for other, words in (
        (OTHER_LOG, ":15: of the log 'example.com/other'"),
        (OTHER_KEY, "not signed by 'example.com/log'"),
        (OLDER, "this is not entry 5 of what"),
    ):
        swapped = receipt.replace(LOG.checkpoint, other.checkpoint)
        assert refused(verify_receipt(tmp_path, swapped), words)


def test_a_receipt_whose_checkpoint_was_changed_is_refused(tmp_path: Path) -> None:
    changed = LOG.receipt(5, carries_entry=True).replace(b"\n600\n", b"\n599\n")
    assert refused(verify_receipt(tmp_path, changed), "the signature of 'example.com/log' does not verify")


def test_a_receipt_without_the_witness_that_is_asked_for_is_refused(tmp_path: Path) -> None:
    receipt = LOG.receipt(5, carries_entry=True)
    verdict = verify_receipt(tmp_path, receipt, "--witness", str(WITNESS))
    assert refused(verdict, "not signed by 'witness.example/w1'")


RECEIPT = LOG.receipt(5, carries_entry=True)


@pytest.mark.parametrize(
    ("receipt", "words"),
    [
        (b"", ":1: the header is missing"),
        (RECEIPT.replace(b"@v1", b"@v2"), ":1: not a receipt"),
        (RECEIPT.replace(b"extra ", b"extra  "), ":2: the extra data is not base64"),
        (RECEIPT.replace(b"index 5", b"index 05"), ":3: not 'index <number>', the number"),
        (RECEIPT.replace(b"index 5", b"index 99999999999999999999"), ":3: not 'index <number>', the number"),
        (RECEIPT.replace(b"index 5", b"index 9999999999999999999"), ":3: a number of 2^63 or more"),
        (RECEIPT.replace(b"=\n\nexample", b"\n\nexample"), ":13: not a hash of 32 bytes in base64"),
        (RECEIPT.replace(b"\n600\n", b"\n0600\n"), ":16: not '<number>', the number"),
        (RECEIPT.replace(b"\n\nexample.com/log\n", b"\n\n\n"), ":15: the origin is empty"),
        (RECEIPT.replace(b"\n", b"\r\n"), ":1: a control character"),
        (RECEIPT.replace(b"example", b"\xff"), "not UTF-8"),
        (RECEIPT[:-1], "the last line is cut off"),
        (RECEIPT[: RECEIPT.index(b"\xe2\x80\x94")], ":19: a signature is missing"),
        (RECEIPT + b"\xe2\x80\x94 nobody\n", ":20: not a signature line"),
        (RECEIPT + b"\xe2\x80\x94 a AAAAAAB=\n", ":20: not a signature line"),
        (RECEIPT + b"\n", ":20: not a signature line"),
        (RECEIPT + b"\xe2\x80\x94 a AAAAAAA=\n" * 100, ":119: more than 100 signatures"),
    ],
)
def test_a_receipt_that_is_not_of_the_form_is_refused_by_its_line(tmp_path: Path, receipt: bytes, words: str) -> None:
    assert refused(verify_receipt(tmp_path, receipt), f"r.tlog-proof{words}" if words[0] == ":" else words)


def test_a_consistency_proof_that_was_swapped_cut_or_lengthened_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "old", OLDER.checkpoint)
    put(tmp_path / "new", LOG.checkpoint)
    true = LOG.grown_from(400)
    for wrong in (LOG.grown_from(399), b"", true[45:], true[:-45], true + true[:45]):
        put(tmp_path / "proof", wrong)
        verdict = verify("consistency", tmp_path / "old", tmp_path / "new", tmp_path / "proof")
        assert refused(verdict, "proof: does not show that the 400 entries of", "begin the 600 of")


def test_a_log_that_was_written_anew_has_no_consistency_proof(tmp_path: Path) -> None:
    anew = ExportedLog(EDITED)
    put(tmp_path / "old", OLDER.checkpoint)
    put(tmp_path / "new", anew.checkpoint)
    put(tmp_path / "proof", anew.grown_from(400))
    verdict = verify("consistency", tmp_path / "old", tmp_path / "new", tmp_path / "proof", "--key", str(LOG.key))
    assert refused(verdict, "proof: does not show")


def test_two_checkpoints_in_the_wrong_order_or_of_two_logs_are_refused(tmp_path: Path) -> None:
    put(tmp_path / "old", OLDER.checkpoint)
    put(tmp_path / "new", LOG.checkpoint)
    put(tmp_path / "other", OTHER_LOG.checkpoint)
    put(tmp_path / "proof", LOG.grown_from(400))
    put(tmp_path / "noise", b"\n")
    backwards = verify("consistency", tmp_path / "new", tmp_path / "old", tmp_path / "proof")
    assert refused(backwards, "old: 400 entries, fewer than the 600 of")
    other = verify("consistency", tmp_path / "old", tmp_path / "other", tmp_path / "proof")
    assert refused(other, "of the log 'example.com/other'")
    noise = verify("consistency", tmp_path / "old", tmp_path / "new", tmp_path / "noise")
    assert refused(noise, "noise:1: not a hash in base64")


# --- What is not understood ---


def test_a_command_that_is_not_understood_exits_with_two(tmp_path: Path, folder: Path) -> None:
    put(tmp_path / "r", LOG.receipt(5))
    key = str(LOG.key)
    for arguments, words in (
        ((), "usage:"),
        (("verify",), "invalid choice"),
        (("receipt", tmp_path / "r"), "--key"),
        (("receipt", tmp_path / "absent", "--key", key), "absent: No such file"),
        (("receipt", tmp_path / "r", "--key", key), "does not carry its entry: give it with --entry FILE"),
        (("receipt", tmp_path / "r", "--key", key[:-1]), "is not an Ed25519 verifier key"),
        (("receipt", tmp_path / "r", "--key", key.replace("log", "lag")), "the hash in the middle does not fit"),
        (("log", folder, "--key", key, "--witness", "x"), "'x' is not an Ed25519 verifier key"),
        (("log", folder, "--key", key, "--witness", key), "is the key of a log, not of a witness"),
        (("log", tmp_path, "--key", key), "checkpoint: No such file"),
        (("log", folder, "--key", key, "--pruned", "x"), "invalid int value"),
    ):
        verdict = verify(*arguments)
        assert (verdict.status, words in verdict.text) == (2, True), verdict
