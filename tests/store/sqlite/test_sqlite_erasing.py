"""A person is erased from a file: no byte of the disk opens any more, whenever the process that does it dies."""

import os
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from ledger_records import MASTER, file_of, make_act, make_intent, make_receipt, opened, rows_of

from router.auditing import ERASE, verify
from router.ports import LedgerUnavailable
from router.store import records
from router.store.faults import StoreError
from router.store.sealing import Safe, Seal
from router.store.sqlite import SqliteStore, control, database, erasing, logbook
from router.store.sqlite.control import TenantEntry
from router.store.sqlite.schema import CONTROL, TENANT, Layout
from router.store.sqlite.statements import Insert

ANNA, BERT = "anna@example.org", "bert"
OF_ANNA = "kind IN ('intent', 'receipt') AND id LIKE 'a_'"
ERASING = make_act(ERASE, at=9.0, target="")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with opened(tmp_path / "data") as store:
        for number in range(3):
            await ask(store, f"a{number}", ANNA)
            await ask(store, f"b{number}", BERT)
        yield store


async def ask(store: SqliteStore, name: str, user: str) -> None:
    subject = await store.subject("acme", user)
    await store.intend(make_intent(name), subject)
    store.concluded(make_receipt(name), subject)
    await store.settled()


def seal_of(folder: Path) -> Seal:
    """What the master key opens of the tenant's key."""
    ((tenant_id, version, wrapped),) = rows_of(folder / "sovereign.db", "SELECT id, key_version, wrapped FROM tenants")
    return Safe(MASTER).unwrap(tenant_id, version, wrapped)


def disk(folder: Path) -> bytes:
    """All that lies in the files, journals and freed pages too."""
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


# ------------------------------------------------------------------------------------------------------- destroyed


async def test_what_was_copied_before_does_not_open_with_all_the_keys_there_are_after(store: SqliteStore) -> None:
    file = file_of(store.folder)
    found = rows_of(file, "SELECT kind, id, attempt, body, subject FROM entries ORDER BY seq")
    keys = dict(rows_of(file, "SELECT id, wrapped FROM subjects"))
    seal = seal_of(store.folder)
    copies = [(records.place(kind, name, attempt), body, who) for kind, name, attempt, body, who in found]
    for place, body, who in copies:
        assert seal.cipher_of(who, keys[who]).open(place, body)
    await store.erase_subject("acme", ANNA, ERASING)
    left = {name: key for name, key in rows_of(file, "SELECT id, wrapped FROM subjects") if key is not None}
    opens = []
    for place, body, who in copies:
        for every in [seal, seal_of(store.folder), *(seal.cipher_of(*one) for one in left.items())]:
            with suppress(StoreError):
                opens.append((place, every.open(place, body), who))
    assert {place.split("/")[2][0] for place, *_ in opens} == {"b"}
    assert len(left) == 1


async def test_neither_key_nor_ciphertext_is_anywhere_on_the_disk_though_the_router_goes_on(store: SqliteStore) -> None:
    file = file_of(store.folder)
    ((anna,),) = rows_of(file, "SELECT DISTINCT subject FROM entries WHERE id = 'a0'")
    ((wrapped, tag),) = rows_of(file, f"SELECT wrapped, tag FROM subjects WHERE id = '{anna}'")
    bodies = [body for (body,) in rows_of(file, f"SELECT body FROM entries WHERE subject = '{anna}'")]
    assert len(bodies) == 6
    before = disk(store.folder)
    assert all(part in before for part in (wrapped, tag, *bodies))
    async with opened(store.folder, serving=False) as command:
        await command.erase_subject("acme", ANNA, ERASING)
        after = disk(store.folder)
    assert not any(part in after for part in (wrapped, tag, *bodies))
    assert ANNA.encode() not in before + after
    assert rows_of(file, f"SELECT count(*) FROM entries WHERE subject = '{anna}'") == [(0,)]
    await store.keys_version()
    await ask(store, "a9", ANNA)
    assert (await verify(store, "acme")).fault is None


async def test_while_somebody_reads_the_journal_it_is_told_and_the_next_erasure_empties_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("router.store.sqlite.store.PATIENCE_COMMAND", 0.2)
    async with opened(tmp_path, serving=False) as store:
        await ask(store, "a0", ANNA)
        ((wrapped,),) = rows_of(file_of(tmp_path), "SELECT wrapped FROM subjects")
        with reading(file_of(tmp_path)), pytest.raises(LedgerUnavailable, match="end what reads it, and erase them"):
            await store.erase_subject("acme", ANNA, ERASING)
        assert (await verify(store, "acme")).erased == 2
        assert wrapped in disk(tmp_path)
        assert await store.erase_subject("acme", ANNA, ERASING) is None
        assert wrapped not in disk(tmp_path)


@contextmanager
def reading(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM entries").fetchone()
        yield


# ------------------------------------------------------------------------------------------------------------ killed

Connect = Callable[[database.Database], sqlite3.Connection]


def killed_before(monkeypatch: pytest.MonkeyPatch, word: str, nth: int = 1) -> None:
    """This process dies as soon as it is about to run the nth statement of an erasure with this word in it."""
    connect: Connect = database.Database.connect
    count = 0

    def trace(statement: str) -> None:
        nonlocal count
        count += word in statement
        if count == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    def traced(self: database.Database) -> sqlite3.Connection:
        connection = connect(self)
        connection.set_trace_callback(trace)
        return connection

    monkeypatch.setattr(database.Database, "connect", traced)


POINTS = {
    "before the key goes": ("UPDATE subjects", 1, False),
    "between key and act": ("INSERT INTO entries", 1, False),
    "before it is durable": ("COMMIT", 1, False),
    "before anything is cleared": ("UPDATE entries", 1, True),
    "in the middle of clearing": ("UPDATE entries", 2, True),
    "before what was cleared is durable": ("COMMIT", 2, True),
    "before the journal is emptied": ("wal_checkpoint", 1, True),
}


@pytest.mark.parametrize("point", POINTS)
async def test_who_dies_while_erasing_has_done_all_of_it_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    word, nth, is_done = POINTS[point]
    monkeypatch.setattr(erasing, "PIECE", 2)
    async with opened(tmp_path) as store:
        for number in range(3):
            await ask(store, f"a{number}", ANNA)
            await ask(store, f"b{number}", BERT)
        tag = (await store.subject("acme", ANNA)).tag
        wrapped = (await store.subject("acme", ANNA)).wrapped
        entry = store._tenants["acme"]
        book = store._control.logbook_of(entry)
    died = in_a_child(lambda: killed_before(monkeypatch, word, nth), lambda: erase(entry, book, tag))
    assert died == -signal.SIGKILL
    async with opened(tmp_path, serving=False) as command:
        found = await verify(command, "acme")
        assert (found.fault, found.erased) == (None, 6 if is_done else 0)
        assert [(await known(command, f"a{number}")) for number in range(3)] == [not is_done] * 3
        assert all([await known(command, f"b{number}") for number in range(3)])
    async with opened(tmp_path) as store:
        left = rows_of(file_of(tmp_path), f"SELECT count(*) FROM entries WHERE {OF_ANNA} AND body IS NOT NULL")
        assert left == [(0 if is_done else 6,)]
        assert (wrapped in disk(tmp_path)) != is_done
        erased = await store.erase_subject("acme", ANNA, ERASING)
        assert (erased is None) == is_done
        assert (await verify(store, "acme")).erased == 6


def erase(entry: TenantEntry, book: logbook.Logbook, tag: bytes) -> None:
    erasing.erase(entry.database, book, tag, ERASING)


def in_a_child(*steps: Callable[[], None]) -> int:
    """How the process ended that took these."""
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            for step in steps:
                step()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


async def known(store: SqliteStore, name: str) -> bool:
    told = await store.receipt("acme", name)
    assert told is not None
    return told["receipt"] is not None


# ------------------------------------------------------------------------------------------------------ behind its back

TAMPERED: dict[str, tuple[str, str]] = {
    "a body is taken away": ("UPDATE entries SET body = NULL WHERE seq = 3", "entry 3 has lost its body"),
    "an entry is said to be of one who was erased": (
        "UPDATE entries SET subject = (SELECT id FROM subjects WHERE erased IS NOT NULL) WHERE seq = 3",
        "entry 3 has lost its body",
    ),
    "a key is taken away and nothing told": (
        "UPDATE subjects SET tag = NULL, wrapped = NULL, erased = 1 WHERE erased IS NULL",
        "entry 2 has lost its body",
    ),
    "a person is deleted": ("DELETE FROM subjects WHERE erased IS NULL", "the key of the person whom it is about"),
    "a key is exchanged": ("UPDATE subjects SET wrapped = zeroblob(60) WHERE erased IS NULL", "does not open"),
    "an entry is said to be about nobody": ("UPDATE entries SET subject = NULL WHERE seq = 3", "does not open"),
}


@pytest.mark.parametrize("how", TAMPERED)
async def test_whoever_takes_bodies_away_without_the_log_is_found(store: SqliteStore, how: str) -> None:
    await store.erase_subject("acme", ANNA, ERASING)
    assert (await verify(store, "acme")).fault is None
    sql, told = TAMPERED[how]
    rows_of(file_of(store.folder), sql)
    fault = (await verify(store, "acme")).fault
    assert fault is not None
    assert told in fault


# --------------------------------------------------------------------------------------------------------- upgraded


async def test_a_file_of_the_version_before_is_brought_up_and_all_in_it_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        make_old(patch)
        async with opened(tmp_path) as store:
            await store.intend(make_intent("r1"))
            await store.intend(make_intent("r2"))
            store.concluded(make_receipt("r1"))
    assert rows_of(file_of(tmp_path), "PRAGMA user_version") == [(1,)]
    async with opened(tmp_path) as store:
        assert await known(store, "r1")
        assert (await verify(store, "acme")).fault is None
        assert (await verify(store, None)).fault is None
        await ask(store, "a0", ANNA)
        await store.erase_subject("acme", ANNA, ERASING)
        found = await verify(store, "acme")
        assert (found.fault, found.erased) == (None, 2)
    assert rows_of(file_of(tmp_path), "PRAGMA user_version") == [(TENANT.version,)]


def make_old(patch: pytest.MonkeyPatch) -> None:
    """Files are made, and written, as the version before did."""
    patch.setattr(control, "TENANT", Layout(TENANT.application, TENANT.migrations[:1]))
    patch.setattr(control, "CONTROL", Layout(CONTROL.application, CONTROL.migrations[:2]))
    patch.setattr(logbook, "_ENTRY", Insert("INSERT INTO entries", 9))
    row = logbook.Logbook._row
    patch.setattr(logbook.Logbook, "_row", lambda *values: row(*values)[:-1])
    patch.setattr(erasing, "clear_left", lambda *_: None)
