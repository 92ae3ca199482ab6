"""The log of one tenant: entries go in within the transaction of a commit, and now and then a signed checkpoint.

The log's row is locked first, so of routers that append to the same log at once one waits for the other; and what a
commit stands on is read anew in each.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from router.core.merkle import read_frontier
from router.core.tiles import WIDTH, Load, Tile, hash_reader
from router.ports import LedgerUnavailable, TenantGone
from router.store.faults import changed
from router.store.growth import grown, root_of
from router.store.notary import Notary
from router.store.postgres import statements
from router.store.postgres.pool import Connection
from router.store.records import AnyEntry
from router.store.sealing import Seal
from router.store.subjects import sealed
from router.store.whose import columns

SIGN_EVERY = 1.0
"""Seconds between two checkpoints of a log that grows."""

T = TypeVar("T")


class State(NamedTuple):
    """Of a log within a transaction that holds its row."""

    size: int
    frontier: bytes
    signed: int
    signed_at: float


class LogGoneError(TenantGone):
    """Nothing will ever be recorded in it again."""


@dataclass(frozen=True, slots=True)
class Logbook:
    """What is done to a log, within a transaction of its tenant that is the caller's."""

    tenant_id: str
    seal: Seal
    notary: Notary

    async def lock(self, connection: Connection) -> State:
        """Raises `LogGoneError`; `LedgerUnavailable` where what is written might not last."""
        row = await connection.fetchrow(statements.LOCK, self.tenant_id)
        if row is None:
            raise LogGoneError("there is no such tenant, or it was erased")
        if row["forgets"]:
            raise LedgerUnavailable("synchronous_commit is off, so nothing is durable: set it on for this role")
        return State(row["size"], row["frontier"], row["signed"], row["signed_at"])

    async def append(self, connection: Connection, state: State, entries: Sequence[AnyEntry]) -> State:
        """All of them or, where one is refused (there is one of its name), none. Raises what asyncpg raises."""
        if not entries:
            return state
        leaves = [entry.leaf for entry in entries]
        size, frontier, subtrees = grown(state.size, state.frontier, leaves)
        await connection.execute(
            statements.APPEND,
            self.tenant_id,
            list(range(state.size, size)),
            *(list(column) for column in zip(*(columns(self.seal, entry) for entry in entries), strict=True)),
            leaves,
            [sealed(self.seal, entry) for entry in entries],
            [entry.subject and entry.subject.id for entry in entries],
            *_pending(entries),
            size,
            frontier,
        )
        if subtrees:
            await connection.executemany(statements.ADD_SUBTREE, [(self.tenant_id, *subtree) for subtree in subtrees])
        return state._replace(size=size, frontier=frontier)

    async def sign(self, connection: Connection, state: State, *, now: bool = False) -> bool:
        """A checkpoint of what there is, if it grew since the last one and that is SIGN_EVERY ago, or `now`.

        Whether all of the log is signed.
        """
        at = time.time()
        if state.size == state.signed:
            return True
        if not now and 0 <= at - state.signed_at < SIGN_EVERY:
            return False
        note = self.notary.checkpoint(state.size, root_of(state.size, state.frontier))
        await connection.execute(statements.SIGN, self.tenant_id, state.size, at, note)
        return True

    async def with_tiles(self, connection: Connection, work: Callable[[Load], T]) -> T:
        """What `work` makes of the log's tiles: it is begun anew with each tile that it turns out to need."""
        tiles: dict[Tile, bytes] = {}

        def load(tile: Tile) -> bytes:
            if tile not in tiles:
                raise _WantedError(tile)
            return tiles[tile]

        while True:
            try:
                return work(load)
            except _WantedError as wanted:
                tiles[wanted.tile] = await self.tile(connection, wanted.tile)

    async def root_at(self, connection: Connection, size: int) -> bytes | None:
        """Of the tree of the first `size` entries; None where there is no such tree."""
        try:
            return await self.with_tiles(connection, lambda load: read_frontier(size, hash_reader(size, load)).root())
        except ValueError:
            return None

    async def check(self, connection: Connection, name: str) -> None:
        """Whether the log still is what was signed last. Raises `StoreError`: nothing may be added to one that is not.

        Reads what is kept of the tree alone; `sovereign audit verify` reads every entry.
        """
        fault = await self._fault(connection)
        if fault:
            raise changed(name, fault)

    async def _fault(self, connection: Connection) -> str | None:
        state = await self.lock(connection)
        size, frontier, signed = state[:3]
        count = await connection.fetchval(statements.COUNT, self.tenant_id)
        if count != size:
            return f"it has {count} entries where {size} were appended"
        note = await connection.fetchval(statements.CHECKPOINT, self.tenant_id, signed)
        if signed and note is None:
            return f"its checkpoint of {signed} entries is gone"

        def fault(load: Load) -> str | None:
            read = hash_reader(size, load)
            if b"".join(read_frontier(size, read).peaks) != frontier:
                return "the hashes of its entries do not lead to its root"
            if signed and not self.notary.has_signed(note, signed, read_frontier(signed, read).root()):
                return f"its checkpoint of {signed} entries does not fit"
            return None

        try:
            return await self.with_tiles(connection, fault)
        except ValueError as error:
            return str(error)

    async def tile(self, connection: Connection, tile: Tile) -> bytes:
        """Its hashes; of a log that is shorter, as many as there are."""
        first = tile.index * WIDTH
        bounds = (self.tenant_id, first, first + tile.width)
        if tile.level == 0:
            rows = await connection.fetch(statements.LEAVES, *bounds)
        else:
            rows = await connection.fetch(statements.HASHES, *bounds, tile.level)
        return b"".join(row["hash"] for row in rows)


class _WantedError(Exception):
    """A tile is needed that was not read yet."""

    def __init__(self, tile: Tile) -> None:
        super().__init__(tile.path)
        self.tile = tile


def _pending(entries: Sequence[AnyEntry]) -> tuple[list[object], ...]:
    """What becomes pending and what no longer is. An intent that these entries themselves end never was."""
    opened: dict[tuple[str, int], float] = {}
    ended: list[tuple[str, int]] = []
    concluded: list[str] = []
    for entry in entries:
        if entry.kind == "intent":
            opened[entry.id, entry.attempt] = entry.at
        elif entry.kind in {"attempt", "orphan"} and opened.pop((entry.id, entry.attempt), None) is None:
            ended.append((entry.id, entry.attempt))
        elif entry.kind == "receipt":
            concluded.append(entry.id)
    gone = set(concluded)
    kept = [(receipt, attempt, at) for (receipt, attempt), at in opened.items() if receipt not in gone]
    return (*_columns(kept, 3), *_columns(ended, 2), list(concluded))


def _columns(rows: Sequence[Sequence[object]], width: int) -> list[list[object]]:
    return [[row[at] for row in rows] for at in range(width)]
