"""A store and real witnesses: what is cosigned, what is carried on, and what is an alarm."""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import TCPServer
from threading import Thread

import pytest
from ledger_records import make_act, make_intent, opened
from witnesses import RunningWitness, running

from router.auditing import receipt_file, verify
from router.core.checkpoints import parse_checkpoint, parse_tlog_proof
from router.core.signed_notes import parse_note, verify_note
from router.core.witnesses import Witness
from router.signing import verify as verify_signature
from router.store.sqlite import SqliteStore
from router.witnessing import Witnessing


class Time:
    """Moves when it is told to."""

    def __init__(self) -> None:
        self.at = 0.0

    def now(self) -> float:
        return self.at

    def monotonic(self) -> float:
        return self.at


@pytest.fixture
def one(tmp_path: Path) -> Iterator[RunningWitness]:
    with running(tmp_path / "witness") as started:
        yield started


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with opened(tmp_path / "data") as store:
        yield store


async def fill(store: SqliteStore, count: int, name: str = "r") -> int:
    """The size that is signed then."""
    await asyncio.gather(*(store.intend(make_intent(f"{name}{number}")) for number in range(count)))
    return (await store.log_head("acme")).size


async def introduce(store: SqliteStore, one: RunningWitness) -> None:
    one.know((await store.log_head("acme")).key, (await store.log_head(None)).key)


def asked(store: SqliteStore, *all_: RunningWitness) -> Witnessing:
    return Witnessing(store, [one.witness for one in all_], Time())


async def signers(store: SqliteStore, tenant: str | None = "acme") -> tuple[int, list[str]]:
    """Size of the newest checkpoint, and who signed it."""
    note = parse_note((await store.log_checkpoint(tenant) or "").encode())
    return parse_checkpoint(note.text).size, [one.name for one in note.signatures[1:]]


async def test_what_grew_is_cosigned_at_most_once_a_minute(store: SqliteStore, one: RunningWitness) -> None:
    await introduce(store, one)
    clock = Time()
    witnessing = Witnessing(store, [one.witness], clock)
    first = await fill(store, 300)
    await witnessing.look()
    assert await signers(store) == (first, [one.key.name])
    assert await signers(store, None) == (1, [one.key.name])
    second = await fill(store, 300, "s")
    clock.at = 59.0
    await witnessing.look()
    assert await signers(store) == (second, [])
    clock.at = 60.0
    await witnessing.look()
    assert await signers(store) == (second, [one.key.name])
    assert witnessing.troubles() == []
    assert (await verify(store, "acme")).fault is None


async def test_a_log_that_did_not_grow_is_not_offered_again(store: SqliteStore, one: RunningWitness) -> None:
    await introduce(store, one)
    await fill(store, 3)
    witnessing = asked(store, one)
    for _ in range(3):
        await witnessing.now("acme")
    assert one.said().count("POST") == 1


async def test_receipts_carry_the_cosignature_and_verify_with_it(store: SqliteStore, one: RunningWitness) -> None:
    await introduce(store, one)
    size = await fill(store, 300)
    await asked(store, one).now("acme")
    await fill(store, 10, "later")
    proof = await store.prove("acme", "r7")
    assert proof is not None
    told = parse_tlog_proof(receipt_file(proof))
    note = parse_note(told.checkpoint)
    assert parse_checkpoint(note.text).size == size
    assert verify_note(note, one.key, verify_signature)
    newest = await store.prove("acme", "later3")
    assert newest is not None
    assert verify_note(parse_note(newest.checkpoint.encode()), one.key, verify_signature) is None


async def test_several_witnesses_sign_the_same_checkpoint(
    store: SqliteStore, one: RunningWitness, tmp_path: Path
) -> None:
    with running(tmp_path / "second", "witness.example/w2") as two:
        for each in (one, two):
            await introduce(store, each)
        await fill(store, 5)
        await asked(store, one, two).now("acme")
    assert await signers(store) == (5, ["witness.example/w1", "witness.example/w2"])


async def test_signing_again_takes_the_place_of_what_the_same_witness_signed(
    store: SqliteStore, one: RunningWitness
) -> None:
    await introduce(store, one)
    await fill(store, 5)
    for _ in range(3):
        await asked(store, one).now("acme")
    assert await signers(store) == (5, [one.key.name])


async def test_a_router_that_starts_anew_learns_the_size_from_the_witness(
    store: SqliteStore, one: RunningWitness
) -> None:
    await introduce(store, one)
    await fill(store, 300)
    await asked(store, one).now("acme")
    await fill(store, 400, "s")
    witnessing = asked(store, one)
    await witnessing.now("acme")
    assert (await signers(store), witnessing.troubles()) == ((700, [one.key.name]), [])


# ------------------------------------------------------------------------------------------------------- alarms


async def test_a_log_put_back_to_an_older_copy_is_an_alarm_before_and_after_it_goes_on(
    tmp_path: Path, one: RunningWitness, caplog: pytest.LogCaptureFixture
) -> None:
    data, copy = tmp_path / "data", tmp_path / "copy"
    async with opened(data) as store:
        await introduce(store, one)
        await fill(store, 300)
    shutil.copytree(data, copy)
    async with opened(data) as store:
        await fill(store, 50, "lost")
        await asked(store, one).look()
    shutil.rmtree(data)
    copy.rename(data)
    async with opened(data) as store:
        witnessing = asked(store, one)
        await witnessing.now("acme")
        assert "and there are" in told(witnessing)
        await fill(store, 5000, "new")
        await witnessing.now("acme")
        assert "do not go on from them" in told(witnessing)
        assert (await verify(store, "acme")).fault is None  # alone it cannot know
        assert (await signers(store))[1] == []
    alarms = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(alarms) == 2
    assert all("ALARM" in record.getMessage() for record in alarms)


async def test_a_rewritten_log_of_the_same_size_is_an_alarm(tmp_path: Path, one: RunningWitness) -> None:
    data, copy = tmp_path / "data", tmp_path / "copy"
    async with opened(data) as store:
        await introduce(store, one)
    shutil.copytree(data, copy)
    async with opened(data) as store:
        await fill(store, 40)
        await asked(store, one).now("acme")
    async with opened(copy) as store:
        await fill(store, 40, "other")
        witnessing = asked(store, one)
        await witnessing.now("acme")
        assert "do not go on from them" in told(witnessing)


async def test_the_tenant_that_was_erased_is_no_longer_asked_about(store: SqliteStore, one: RunningWitness) -> None:
    clock = Time()
    witnessing = Witnessing(store, [one.witness], clock)
    await fill(store, 3)
    await witnessing.look()
    assert len(witnessing.troubles()) == 2
    assert all("does not know this log" in trouble for trouble in witnessing.troubles())
    await store.erase("acme", make_act("tenant.erase", tenant=None))
    await store.log_head(None)
    clock.at = 60.0
    await witnessing.look()
    assert len(witnessing.troubles()) == 1


def told(witnessing: Witnessing) -> str:
    (trouble,) = witnessing.troubles()
    return trouble


# ------------------------------------------------------------------------------------------------------ troubles


async def test_a_witness_that_is_away_is_told_once_and_asked_again(
    store: SqliteStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Time()
    with running(tmp_path / "witness") as one:
        await introduce(store, one)
    gone = Witnessing(store, [one.witness], clock)
    await fill(store, 3)
    for clock.at in (60.0, 120.0):
        await gone.look()
        assert "cannot be asked (ConnectionRefusedError)" in told(gone)
    assert len([record for record in caplog.records if record.name == "sovereign.witness"]) == 1
    assert await signers(store) == (3, [])


class Liar(BaseHTTPRequestHandler):
    """Answers each request with the next of these."""

    answers: tuple[tuple[int, str], ...] = ()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        status, text = self.answers[0]
        self.send_response(status)
        self.send_header("Location", "http://127.0.0.1:1/add-checkpoint")
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class has
        pass


@pytest.fixture
def liar(one: RunningWitness) -> Iterator[Witness]:
    server = TCPServer(("127.0.0.1", 0), Liar)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield Witness(f"http://127.0.0.1:{server.server_address[1]}", one.key)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "text", "trouble"),
    [
        (200, "", "not signed by its key"),
        (200, "\u2014 witness.example/w1 AAAAAAAAAAAAAAAA\n", "not signed by its key"),
        (200, "nonsense\n", "not signed by its key"),
        (302, "", "it answers 302"),
        (409, "many\n", "is no size"),
        (409, "0\n", "it answers 409"),
        (403, "", "another key"),
        (500, "", "it answers 500"),
        (999, "", "it answers 999"),
    ],
)
async def test_an_answer_that_is_none_is_told_and_nothing_is_kept(
    store: SqliteStore, liar: Witness, monkeypatch: pytest.MonkeyPatch, status: int, text: str, trouble: str
) -> None:
    monkeypatch.setattr(Liar, "answers", ((status, text),))
    await fill(store, 3)
    witnessing = Witnessing(store, [liar], Time())
    await witnessing.now("acme")
    assert trouble in told(witnessing)
    assert await signers(store) == (3, [])
