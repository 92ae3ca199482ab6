"""The witness as it runs: what it answers, and what it remembers whatever happens to it."""

import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path

import pytest
from exported_logs import ExportedLog
from witnesses import Answer, RunningWitness, running, witness

from router.core.checkpoints import AddCheckpoint, Checkpoint, parse_checkpoint, sign_checkpoint
from router.core.merkle import consistency_proof, leaf_hash
from router.core.signed_notes import COSIGNATURE, ED25519, Note, VerifierKey, parse_note, parse_signatures, verify_note
from router.signing import public_key, signer, verify

ENTRIES = [b"entry %d" % number for number in range(700)]
LOGS = {size: ExportedLog(ENTRIES[:size]) for size in (300, 400, 700)}
REWRITTEN = ExportedLog([*ENTRIES[:100], b"other", *ENTRIES[101:700]])
STEPS = [ExportedLog(ENTRIES[:size]) for size in range(400)]
STRANGER = ExportedLog(ENTRIES, origin="example.com/stranger")
OTHER_KEY = ExportedLog(ENTRIES, seed=b"o" * 32)
KEY = LOGS[700].key
PLACE = f"/{sha256(KEY.name.encode()).hexdigest()}/checkpoint"
"""Where a witness shows what it signed last."""
EMPTY = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


@pytest.fixture
def one(tmp_path: Path) -> Iterator[RunningWitness]:
    with running(tmp_path / "witness") as started:
        started.know(str(KEY))
        yield started


def growth(log: ExportedLog, old: int) -> AddCheckpoint:
    proof = consistency_proof(old, len(log.entries), log.read)
    return AddCheckpoint(old, tuple(proof), log.checkpoint)


def test_a_log_that_grows_is_cosigned_and_the_signature_verifies(one: RunningWitness) -> None:
    began = int(time.time())
    for size, old in ((300, 0), (400, 300), (700, 400), (700, 700)):
        answer = one.add(growth(LOGS[size], old))
        assert answer.status == 200, answer.text
        signatures = parse_signatures(answer.text)
        at = verify_note(Note(parse_note(LOGS[size].checkpoint).text, signatures), one.key, verify)
        assert at is not None
        assert began <= at <= time.time() + 1


def test_what_was_signed_last_is_shown(one: RunningWitness) -> None:
    assert one.ask("GET", PLACE).status == 404
    one.add(growth(LOGS[300], 0))
    note = parse_note(one.ask("GET", PLACE).text.encode())
    assert note.text == parse_note(LOGS[300].checkpoint).text
    assert verify_note(note, KEY, verify) == 0
    assert verify_note(note, one.key, verify)
    assert one.ask("GET", "/../key").status == 404


def empty(root: bytes) -> bytes:
    return sign_checkpoint(Checkpoint(KEY.name, 0, root), KEY, signer(b"s" * 32))


def test_each_refusal_has_the_status_that_the_specification_says(one: RunningWitness) -> None:
    assert one.add(growth(LOGS[400], 0)).status == 200
    good, far = growth(LOGS[700], 400), growth(LOGS[700], 300)
    broken = LOGS[700].checkpoint[:-8] + b"AAAAAA=\n"
    answers = {
        "malformed": (one.ask("POST", "/add-checkpoint", b"old 1\n"), 400),
        "another origin": (one.add(growth(STRANGER, 0)), 404),
        "another key": (one.add(growth(OTHER_KEY, 0)), 403),
        "a broken signature": (one.add(AddCheckpoint(400, good.proof, broken)), 403),
        "an old size above the new one": (one.add(AddCheckpoint(701, (), LOGS[700].checkpoint)), 400),
        "an old size that is not the last": (one.add(far), 409),
        "rolled back": (one.add(growth(LOGS[300], 300)), 409),
        "no proof": (one.add(AddCheckpoint(400, (), LOGS[700].checkpoint)), 422),
        "a proof of another log": (one.add(growth(REWRITTEN, 400)), 422),
        "another root of the same size": (
            one.add(AddCheckpoint(400, (), ExportedLog([*ENTRIES[:399], b"x"]).checkpoint)),
            422,
        ),
    }
    assert {name: answer.status for name, (answer, _) in answers.items()} == {
        name: status for name, (_, status) in answers.items()
    }
    conflict = answers["rolled back"][0]
    assert conflict == Answer(409, "text/x.tlog.size", "400\n")
    assert one.add(good).status == 200
    assert "REFUSED" in one.said()


def test_an_empty_log_has_the_root_of_nothing(one: RunningWitness) -> None:
    assert one.add(AddCheckpoint(0, (), empty(leaf_hash(b"")))).status == 422
    assert one.add(AddCheckpoint(0, (leaf_hash(b""),), LOGS[300].checkpoint)).status == 422
    assert EMPTY.encode() in empty(sha256(b"").digest())
    assert one.add(AddCheckpoint(0, (), empty(sha256(b"").digest()))).status == 200
    assert one.add(growth(LOGS[300], 0)).status == 200


def test_signatures_by_keys_that_nobody_knows_are_passed_over(one: RunningWitness) -> None:
    assert one.add(AddCheckpoint(0, (), LOGS[300].cosigned)).status == 200


@pytest.mark.parametrize(
    ("headers", "status"), [({"Content_Length": "70000"}, 413), ({"Transfer_Encoding": "chunked"}, 411)]
)
def test_a_body_of_unknown_or_great_length_is_not_read(
    one: RunningWitness, headers: dict[str, str], status: int
) -> None:
    assert one.ask("POST", "/add-checkpoint", None, **headers).status == status


def test_a_log_that_is_added_to_the_list_is_witnessed_at_once(one: RunningWitness) -> None:
    assert one.add(growth(STRANGER, 0)).status == 404
    one.know(str(STRANGER.key))
    assert one.add(growth(STRANGER, 0)).status == 200


def test_of_many_that_go_on_from_the_same_size_one_wins_and_none_goes_back(one: RunningWitness) -> None:
    answers: list[int] = []
    requests = [growth(LOGS[size], 0) for size in (300, 400, 700)] * 6
    threads = [threading.Thread(target=lambda r=r: answers.append(one.add(r).status)) for r in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] + [409] * 17


def test_it_remembers_when_it_was_killed(tmp_path: Path) -> None:
    with running(tmp_path) as first:
        first.know(str(KEY))
        assert first.add(growth(LOGS[400], 0)).status == 200
        first.process.send_signal(signal.SIGKILL)
    with running(tmp_path) as second:
        assert second.key == first.key
        assert second.add(growth(LOGS[300], 0)) == Answer(409, "text/x.tlog.size", "400\n")
        assert second.add(growth(REWRITTEN, 400)).status == 422
        assert second.add(growth(LOGS[700], 400)).status == 200


def submit(one: RunningWitness, size: int, signed: list[int]) -> None:
    """The log after each entry, until the witness is gone."""
    with suppress(OSError, HTTPException):
        while one.add(growth(STEPS[size + 1], size)).status == 200:
            size += 1
            signed.append(size)


def test_whenever_it_is_killed_it_knows_what_it_answered(tmp_path: Path) -> None:
    signed = [0]
    for point in range(12):
        with running(tmp_path) as one:
            if point == 0:
                one.know(str(KEY))
            note = one.ask("GET", PLACE)
            known = parse_checkpoint(parse_note(note.text.encode()).text).size if note.status == 200 else 0
            assert signed[-1] <= known <= signed[-1] + 1
            thread = threading.Thread(target=submit, args=(one, known, signed))
            thread.start()
            time.sleep(random.uniform(0.02, 0.12))
            one.process.kill()
            thread.join()
    assert len(signed) > 10


def test_nothing_is_signed_that_cannot_be_remembered(one: RunningWitness) -> None:
    one.add(growth(LOGS[300], 0))
    name = sha256(KEY.name.encode()).hexdigest()
    (one.state / f"{name}.new").mkdir()
    assert one.add(growth(LOGS[400], 300)).status == 500
    (one.state / f"{name}.new").rmdir()
    assert one.add(growth(LOGS[400], 300)).status == 200
    (one.state / name).write_bytes(b"")
    assert one.add(growth(LOGS[400], 0)).status == 500
    assert "damaged" in one.said()


def test_a_second_witness_on_the_same_folder_is_refused(one: RunningWitness) -> None:
    command = witness("serve", "--key", one.file, "--logs", one.logs, "--state", one.state, "--listen", "127.0.0.1:0")
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)
    assert (done.returncode, "another witness" in done.stderr) == (2, True)


def test_a_key_is_for_its_owner_alone_and_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "key"
    made = subprocess.run(witness("keygen", file, "--name", "w"), capture_output=True, text=True, check=True)
    assert file.stat().st_mode & 0o777 == 0o600
    private = file.read_text()
    assert private.startswith("PRIVATE+KEY+w+")
    assert private.split("+")[-1].strip() not in made.stdout
    again = subprocess.run(witness("keygen", file), capture_output=True, text=True, check=False)
    assert (again.returncode, file.read_text()) == (2, private)


@pytest.mark.parametrize("text", ["", "PRIVATE+KEY+w+00000000+BA==", "w+fdf0da3c+BDwI53ph", "PRIVATE+KEY+é"])
def test_a_file_that_is_no_key_is_told_and_not_shown(tmp_path: Path, text: str) -> None:
    (tmp_path / "key").write_text(text)
    (tmp_path / "logs").write_text("")
    command = witness("serve", "--key", tmp_path / "key", "--logs", tmp_path / "logs", "--state", tmp_path / "state")
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)
    assert done.returncode == 2
    assert "keygen" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_list_with_a_key_that_was_cut_is_told_by_its_line(tmp_path: Path, one: RunningWitness) -> None:
    logs = tmp_path / "logs"
    stranger = VerifierKey("w", COSIGNATURE, public_key(bytes(32)))
    for wrong in (str(KEY)[:-4], str(stranger)):
        logs.write_text(f"# logs\n{KEY}\n{wrong}\n")
        command = witness("serve", "--key", one.file, "--logs", logs, "--state", tmp_path / "state")
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)
        assert (done.returncode, "logs:3:" in done.stderr) == (2, True)
    assert KEY.kind == ED25519
