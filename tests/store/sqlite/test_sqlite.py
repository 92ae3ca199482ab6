import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from ledger_records import (
    MASTER,
    entries_of,
    file_of,
    locked,
    make_act,
    make_attempt,
    make_intent,
    make_receipt,
    opened,
    rows_of,
)
from traffic import THEN

from router.auditing import verify
from router.core.ledger import decode_receipt, encode_attempt
from router.ports import LedgerUnavailable
from router.store.sealing import Safe
from router.store.sqlite import SqliteStore
from router.store.sqlite import batch as batches
from router.store.sqlite.database import Database
from router.store.sqlite.logbook import Logbook
from router.store.sqlite.schema import CONTROL
from router.store.sqlite.writer import Writer


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with opened(tmp_path / "data") as store:
        yield store


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def busy(store: SqliteStore) -> Iterator[None]:
    """Another process writes to the tenant's file, for as long as this lasts."""
    with locked(file_of(store.folder)):
        yield


async def refused(store: SqliteStore, receipt: str) -> str:
    with pytest.raises(LedgerUnavailable) as raised:
        await store.intend(make_intent(receipt))
    return str(raised.value)


# --------------------------------------------------------------------------------------------------- durable


async def test_an_intent_is_in_the_file_when_intend_returns(store: SqliteStore) -> None:
    for number in range(50):
        await store.intend(make_intent(f"r{number}"))
        assert len(entries_of(store.folder, "intent")) == number + 1


async def test_intend_does_not_return_before_the_commit(store: SqliteStore) -> None:
    with busy(store):
        waiting = asyncio.ensure_future(store.intend(make_intent("r1")))
        await asyncio.sleep(0.1)
        assert not waiting.done()
    await waiting
    assert entries_of(store.folder, "intent") == ["r1"]


async def test_the_writing_connection_syncs_each_commit_to_the_disk(store: SqliteStore) -> None:
    await store.intend(make_intent("r1"))
    (writer,) = store._writers.values()
    connection = writer._link._connection
    assert connection is not None
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.execute("PRAGMA fullfsync").fetchone() == (1,)


async def test_a_hundred_intents_at_once_take_a_few_commits(store: SqliteStore) -> None:
    before = store.commits
    await asyncio.gather(*(store.intend(make_intent(f"r{number}")) for number in range(100)))
    assert store.commits - before <= 10
    assert len(entries_of(store.folder, "intent")) == 100


async def test_entries_that_came_together_are_one_commit_and_one_wake_up(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with busy(store):
        first = asyncio.ensure_future(store.intend(make_intent("first")))
        await asyncio.sleep(0.05)  # the thread has taken it, and waits for the lock
        rest = asyncio.gather(*(store.intend(make_intent(f"r{number}")) for number in range(64)))
        await asyncio.sleep(0)
    await first
    loop, before = asyncio.get_running_loop(), store.commits
    wake = Mock(wraps=loop.call_soon_threadsafe)
    monkeypatch.setattr(loop, "call_soon_threadsafe", wake)
    await rest
    assert store.commits - before <= 1
    assert wake.call_count <= 1


async def test_an_entry_whose_caller_was_cancelled_is_still_written(store: SqliteStore) -> None:
    with busy(store):
        waiting = asyncio.ensure_future(store.intend(make_intent("r1")))
        await asyncio.sleep(0.05)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    await store.intend(make_intent("r2"))
    assert entries_of(store.folder, "intent") == ["r1", "r2"]


async def test_a_receipt_stands_behind_the_intent_whose_caller_was_cancelled(store: SqliteStore) -> None:
    """Before it, the intent would stay open, and be an orphan at the next start."""
    with busy(store):
        first = asyncio.ensure_future(store.intend(make_intent("first")))
        await asyncio.sleep(0.05)  # the thread has taken it, and waits for the lock
        waiting = asyncio.ensure_future(store.intend(make_intent("r1")))
        await asyncio.sleep(0)
        waiting.cancel()
        store.concluded(make_receipt("r1"))
        await asyncio.sleep(0)
    await first
    await store.settled()
    written = rows_of(file_of(store.folder), "SELECT kind, id FROM entries WHERE id = 'r1' ORDER BY seq")
    assert written == [("intent", "r1"), ("receipt", "r1")]
    assert {left.receipt for left in await store.left_open()} == {"first"}


async def test_what_nobody_waits_for_is_written_in_order_all_the_same(store: SqliteStore) -> None:
    store.attempted("acme", "r1", make_attempt())
    store.concluded(make_receipt("r1"))
    await store.settled()
    written = rows_of(file_of(store.folder), "SELECT kind, id, attempt FROM entries ORDER BY seq")
    assert written == [("attempt", "r1", 1), ("receipt", "r1", 0)]


async def test_a_store_that_is_closed_says_in_the_log_what_it_did_not_record(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path) as store:
        pass
    store.concluded(make_receipt("r1"))
    assert "not recorded" in caplog.text


async def test_closing_writes_what_is_queued_and_leaves_no_journal(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        waiting = [asyncio.ensure_future(store.intend(make_intent(f"r{number}"))) for number in range(50)]
        await asyncio.sleep(0)
    await asyncio.gather(*waiting)
    assert names(tmp_path) == ["router.lock", "sovereign.db", "tenants"]
    assert names(file_of(tmp_path).parent) == ["tenant.db"]
    assert len(entries_of(tmp_path, "intent")) == 50


async def test_a_store_that_is_closed_or_was_never_opened_refuses_everything(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path, master=MASTER)
    assert "closed" in await refused(store, "r1")
    await store.start()
    await store.admit(["acme"])
    await store.aclose()
    await store.aclose()
    assert "closed" in await refused(store, "r1")
    with pytest.raises(LedgerUnavailable, match="closed"):
        await store.keys()
    with pytest.raises(LedgerUnavailable, match="closed"):
        await store.record(make_act(tenant=None))


async def test_of_a_tenant_that_was_not_admitted_nothing_is_taken(store: SqliteStore) -> None:
    with pytest.raises(LedgerUnavailable, match="no tenant 'globex'"):
        await store.intend(make_intent("r1", tenant="globex"))
    with pytest.raises(LedgerUnavailable, match="no tenant 'globex'"):
        store.commitment_key("globex")
    with pytest.raises(LedgerUnavailable, match="no tenant 'globex'"):
        await store.receipt("globex", "r1")


async def test_a_full_queue_refuses_at_once(store: SqliteStore) -> None:
    safe = Safe(MASTER)
    writer = Writer(Database(store.path, CONTROL, 2.0), Logbook(safe.own("none"), safe.notary("none")), limit=2)
    statement = "INSERT INTO meta VALUES (?, 0)"
    with locked(store.path):
        waiting = [asyncio.ensure_future(writer.write(None, statement, ("first",)))]
        await asyncio.sleep(0.05)
        waiting += [asyncio.ensure_future(writer.write(None, statement, (name,))) for name in "ab"]
        await asyncio.sleep(0)
        with pytest.raises(LedgerUnavailable, match="2 entries wait"):
            await asyncio.wait_for(writer.write(None, statement, ("c",)), 0.05)
    assert await asyncio.gather(*waiting) == [1, 1, 1]
    await asyncio.to_thread(writer.close)


# ------------------------------------------------------------------------------------------- faults of an entry


async def test_a_repeated_intent_is_refused_and_the_others_of_its_batch_stand(store: SqliteStore) -> None:
    await store.intend(make_intent("twice"))
    with busy(store):
        batch = [store.intend(make_intent(receipt)) for receipt in ("r1", "twice", "r2")]
        answers = asyncio.gather(*batch, return_exceptions=True)
        await asyncio.sleep(0.05)
    first, second, third = await answers
    assert first is None
    assert third is None
    assert isinstance(second, LedgerUnavailable)
    assert "UNIQUE" in str(second)
    assert "twice" not in str(second)
    assert entries_of(store.folder, "intent") == ["twice", "r1", "r2"]


@pytest.mark.parametrize("place", range(7))
async def test_wherever_in_its_batch_it_stands_the_others_keep_their_order(store: SqliteStore, place: int) -> None:
    """A batch of seven is written by three statements: of four rows, of two, and of one."""
    await store.intend(make_intent("twice"))
    asked = [f"r{number}" for number in range(6)]
    asked.insert(place, "twice")
    with busy(store):
        answers = asyncio.gather(*(store.intend(make_intent(one)) for one in asked), return_exceptions=True)
        await asyncio.sleep(0.05)
    assert [answer is None for answer in await answers] == [one != "twice" for one in asked]
    assert entries_of(store.folder, "intent") == ["twice", *(one for one in asked if one != "twice")]
    assert (await verify(store, "acme")).fault is None


@pytest.mark.parametrize("wrong", [{"receipt": "\ud800"}, {"attempt": 2**70}, {"zone": 1j}, {"at": "noon"}])
async def test_an_entry_that_cannot_be_kept_is_refused_alone(store: SqliteStore, wrong: dict[str, Any]) -> None:
    with busy(store):
        batch = [make_intent("r1"), make_intent("wrong")._replace(**wrong), make_intent("r2")]
        answers = asyncio.gather(*map(store.intend, batch), return_exceptions=True)
        await asyncio.sleep(0.05)
    first, second, third = await answers
    assert isinstance(second, LedgerUnavailable)
    assert "an entry was refused" in str(second)
    assert (first, third) == (None, None)
    assert entries_of(store.folder, "intent") == ["r1", "r2"]
    assert store.trouble() is None


async def test_a_fault_that_nobody_foresaw_is_answered_and_the_thread_lives_on(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("hunter2")

    with monkeypatch.context() as patch:
        patch.setattr(batches, "_change", fail)
        told = await refused(store, "r1")
    assert "ZeroDivisionError" in told
    assert "hunter2" not in told
    await store.intend(make_intent("r1"))


# ------------------------------------------------------------------------------------------------ what is kept


async def test_a_receipt_comes_back_with_its_intents_and_attempts(store: SqliteStore) -> None:
    receipt, second = make_receipt("r1"), make_attempt(2)
    await store.intend(make_intent("r1", 1))
    await store.intend(make_intent("r1", 2))
    store.attempted("acme", "r1", make_attempt(1))
    store.attempted("acme", "r1", second)
    store.concluded(receipt)
    await store.settled()
    known = await store.receipt("acme", "r1")
    assert known is not None
    assert decode_receipt(known["receipt"]) == receipt
    assert [intent["attempt"] for intent in known["intents"]] == [1, 2]
    assert known["attempts"][1] == encode_attempt(second)
    json.dumps(known)


async def test_the_rules_of_a_decision_are_kept_by_their_digest(store: SqliteStore) -> None:
    store.keep_rules(THEN.parts, 1.0)
    store.keep_rules(THEN.parts, 2.0)
    await store.settled()
    assert await store.rules(THEN.ruleset.digest) == THEN.parts.without_parts()
    assert await store.rules("f" * 64) is None


async def test_of_an_unknown_receipt_nothing_is_known(store: SqliteStore) -> None:
    assert await store.receipt("acme", "nobody") is None


async def test_what_was_recorded_first_stands(store: SqliteStore) -> None:
    store.attempted("acme", "r1", make_attempt())
    store.attempted("acme", "r1", replace(make_attempt(), status=500))
    store.concluded(make_receipt("r1"))
    store.concluded(replace(make_receipt("r1"), code="stopped"))
    await store.settled()
    known = await store.receipt("acme", "r1")
    assert known is not None
    assert known["attempts"][0]["status"] is None
    assert known["receipt"]["code"] is None


async def test_a_providers_broken_text_does_not_lose_the_outcome(store: SqliteStore) -> None:
    store.attempted("acme", "r1", make_attempt(model="half a pair: \ud83d"))
    await store.settled()
    known = await store.receipt("acme", "r1")
    assert known is not None
    assert known["attempts"][0]["response_model"] == "half a pair: \ud83d"


# ---------------------------------------------------------------------------------------------------- orphans


async def test_the_next_start_marks_what_was_left_open_and_nothing_else(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        for receipt in ("ended", "concluded", "open"):
            await store.intend(make_intent(receipt))
        store.attempted("acme", "ended", make_attempt())
        store.concluded(make_receipt("concluded"))
    async with opened(tmp_path) as store:
        assert store.orphans == 1
        known = await store.receipt("acme", "open")
        assert known is not None
        assert known["receipt"] is None
        assert known["attempts"][0]["outcome"] == "orphaned"
        assert known["attempts"][0]["number"] == 1
        assert entries_of(tmp_path, "orphan") == ["open"]
    async with opened(tmp_path) as store:
        assert store.orphans == 0


async def test_a_command_beside_the_router_marks_nothing(store: SqliteStore) -> None:
    await store.intend(make_intent("open"))
    async with opened(store.folder, serving=False) as command:
        assert command.orphans == 0
    store.attempted("acme", "open", make_attempt())
    await store.settled()
    known = await store.receipt("acme", "open")
    assert known is not None
    assert known["attempts"][0]["outcome"] == "ok"
