"""What is read: agent keys, and of one log its entries, what is kept of their tree, and the way to its root."""

from collections.abc import Mapping

from router.core.checkpoints import parse_checkpoint
from router.core.heads import Head
from router.core.merkle import HASH_SIZE, inclusion_proof
from router.core.signed_notes import parse_note
from router.core.tiles import WIDTH, hash_reader
from router.ports import Kept, LogHead, LogTree, Proof
from router.store import records
from router.store.heads import Told, backwards
from router.store.key_records import BOUND, REVOKED, KeyRow
from router.store.postgres import statements
from router.store.postgres.logbook import Logbook, LogGoneError
from router.store.postgres.pool import Connection, Record
from router.store.postgres.subjects import keys_of
from router.store.subjects import opened


async def head(connection: Connection, book: Logbook) -> LogHead:
    note = await connection.fetchval(statements.NEWEST, book.tenant_id)
    size, _ = await _state(connection, book)
    return LogHead(str(book.notary.key), size, note)


async def tree(connection: Connection, book: Logbook) -> LogTree:
    """As of one moment: what a router adds meanwhile is left out."""
    size, frontier = await _state(connection, book)
    rows = await connection.fetch(statements.SUBTREES, book.tenant_id)
    subtrees = {
        (row["level"], row["number"]): row["hash"]
        for row in rows
        if (row["number"] + 1) * WIDTH ** row["level"] <= size
    }
    signed = await connection.fetch(statements.CHECKPOINTS, book.tenant_id, size)
    peaks = tuple(frontier[at : at + HASH_SIZE] for at in range(0, len(frontier), HASH_SIZE))
    return LogTree(size, peaks, subtrees, [(row["size"], row["note"]) for row in signed])


async def entries(connection: Connection, book: Logbook, start: int, stop: int) -> list[Kept]:
    """Raises `StoreError` for a body that does not open."""
    rows = await connection.fetch(statements.ENTRIES, book.tenant_id, start, stop)
    keys = await keys_of(connection, book, [row["subject"] for row in rows])
    return [_kept(book, row, keys) for row in rows]


async def told_heads(connection: Connection, book: Logbook) -> dict[str, Head]:
    """Of the router's own log. Raises `StoreError`."""
    told = Told()
    size, _ = await _state(connection, book)
    for piece in backwards(size):
        told.hear(piece, await entries(connection, book, piece.start, piece.stop))
        if told.is_complete:
            break
    return told.heads


async def prunable(connection: Connection, book: Logbook, before: float) -> range:
    """As `ports.LogStore.prunable`. Entries are nearly in the order of time: the first that is young ends it."""
    row = await connection.fetchrow(statements.PRUNED, book.tenant_id)
    if row is None:
        raise LogGoneError("there is no such tenant, or it was erased")
    size, pruned = row["size"], row["pruned"]
    young = await connection.fetchval(statements.FIRST_YOUNG, book.tenant_id, pruned, before)
    stop = size if young is None else young
    return range(pruned, max(pruned, stop - stop % WIDTH))


async def prove(connection: Connection, book: Logbook, name: str) -> Proof | None:
    """As `ports.Store.prove`; the newest checkpoint must cover the entry: sign before.

    Raises ValueError, `StoreError`.
    """
    found = await connection.fetch(statements.ENTRIES_OF, book.tenant_id, name)
    if not found:
        return None
    row = max(found, key=proves)
    body = _opened(book, name, row, await keys_of(connection, book, [row["subject"]]))
    cosigned = await connection.fetchval(statements.COSIGNED, book.tenant_id, row["seq"])
    note: str = cosigned or await connection.fetchval(statements.NEWEST, book.tenant_id)
    size = parse_checkpoint(parse_note(note.encode()).text).size
    path = await book.with_tiles(connection, lambda load: inclusion_proof(row["seq"], size, hash_reader(size, load)))
    return None if body is None else Proof(row["seq"], body, tuple(path), note, str(book.notary.key))


async def told(connection: Connection, book: Logbook, receipt: str) -> dict[str, object] | None:
    """What is known of a request. Raises `StoreError`."""
    found = await connection.fetch(statements.ENTRIES_OF, book.tenant_id, receipt)
    keys = await keys_of(connection, book, [row["subject"] for row in found])
    known = records.told(_opened(book, receipt, row, keys) for row in found)
    return known and {**known, "index": max(found, key=proves)["seq"]}


async def key_rows(connection: Connection, tenant_id: str) -> list[KeyRow]:
    found = await connection.fetch(statements.KEYS, tenant_id, REVOKED, BOUND)
    return [KeyRow(*row.values()) for row in found]


def proves(row: Record) -> tuple[bool, int]:
    """Which entry of a request is its proof: the receipt, else what was recorded first."""
    return row["kind"] == "receipt", -row["seq"]


async def _state(connection: Connection, book: Logbook) -> tuple[int, bytes]:
    row = await connection.fetchrow(statements.STATE, book.tenant_id)
    if row is None:
        raise LogGoneError("there is no such tenant, or it was erased")
    return row["size"], row["frontier"]


def _kept(book: Logbook, row: Record, keys: Mapping[str, bytes | None]) -> Kept:
    body = _opened(book, row["id"], row, keys)
    place = row["seq"], row["kind"], row["id"], row["attempt"], row["at"], row["leaf"]
    return Kept(*place, body, row["subject"], row["owner"], row["team"])


def _opened(book: Logbook, name: str, row: Record, keys: Mapping[str, bytes | None]) -> bytes | None:
    return opened(book.seal, records.place(row["kind"], name, row["attempt"]), row["body"], row["subject"], keys)
