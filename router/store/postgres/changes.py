"""What goes into one commit: entries of the log and changes of rows, and an answer for all who wait."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass

import asyncpg  # type: ignore[import-untyped]  # it ships no types

from router.ports import LedgerUnavailable, TenantGone
from router.store.postgres.faults import is_of_the_row
from router.store.postgres.logbook import Logbook, State
from router.store.postgres.pool import Connection, Pool, Scope
from router.store.postgres.subjects import settled
from router.store.records import Entry

log = logging.getLogger("sovereign.ledger")

Result = int | LedgerUnavailable
"""Rows that were changed, or why there are none."""

Execute = Callable[[Connection, Logbook, State, Sequence["Change"]], Coroutine[None, None, tuple[list[Result], State]]]

ROW_FAULTS = (asyncpg.PostgresError, OverflowError, UnicodeEncodeError)


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """Something to write: a statement, an entry of the log, or both, which then stand or fall together.

    The entry stands in the log only if the statement changed something. `future`: who waits for the number of rows that
    it changed, if anybody. `sign`: sign the log with this commit.
    """

    entry: Entry | None = None
    statement: str | None = None
    values: tuple[object, ...] = ()
    future: asyncio.Future[int] | None = None
    sign: bool = False


async def commit(pool: Pool, book: Logbook, changes: Sequence[Change]) -> tuple[list[Result], bool]:
    """Results in the order of the changes, and whether all of the log is signed. Raises what a transaction raises.

    At once; and where one of them is refused, all over again and each by itself, so that the others stand.
    """
    try:
        return await _commit(pool, book, changes, _together)
    except ROW_FAULTS as error:
        if not is_of_the_row(error):
            raise
    return await _commit(pool, book, changes, _each)


def answer(changes: Sequence[Change], results: Sequence[Result]) -> None:
    for change, result in zip(changes, results, strict=True):
        if change.future is None:
            if isinstance(result, LedgerUnavailable):
                log.log(logging.INFO if isinstance(result, TenantGone) else logging.ERROR, "not recorded: %s", result)
        elif change.future.done():  # its caller was cancelled
            continue
        elif isinstance(result, LedgerUnavailable):
            change.future.set_exception(result)
        else:
            change.future.set_result(result)


async def _commit(pool: Pool, book: Logbook, changes: Sequence[Change], execute: Execute) -> tuple[list[Result], bool]:
    async with pool.transaction(Scope(book.tenant_id)) as connection:
        results, state = await execute(connection, book, await book.lock(connection), changes)
        signed = await book.sign(connection, state, now=any(change.sign for change in changes))
    return results, signed


async def _together(
    connection: Connection, book: Logbook, state: State, changes: Sequence[Change]
) -> tuple[list[Result], State]:
    results: list[Result] = [await _execute(connection, change) for change in changes]
    logged = [at for at, change in enumerate(changes) if change.entry and results[at]]
    entries = [entry for at in logged if (entry := changes[at].entry)]
    standing = []
    for at, outcome in zip(logged, await settled(connection, book, entries), strict=True):
        if isinstance(outcome, LedgerUnavailable):
            results[at] = outcome
        else:
            standing.append(outcome)
    return results, await book.append(connection, state, standing)


async def _each(
    connection: Connection, book: Logbook, state: State, changes: Sequence[Change]
) -> tuple[list[Result], State]:
    results: list[Result] = []
    for change in changes:
        await connection.execute("SAVEPOINT change")
        try:
            rows: Result = await _execute(connection, change)
            for entry in await settled(connection, book, [change.entry] if change.entry and rows else []):
                if isinstance(entry, LedgerUnavailable):
                    rows = entry
                else:
                    state = await book.append(connection, state, [entry])
        except ROW_FAULTS as error:
            if not is_of_the_row(error):
                raise
            await connection.execute("ROLLBACK TO change")
            results.append(LedgerUnavailable(f"an entry was refused ({type(error).__name__})"))
        else:
            results.append(rows)
    return results, state


async def _execute(connection: Connection, change: Change) -> int:
    """Rows that its statement changed; 1 where it has none."""
    if change.statement is None:
        return 1
    tag = await connection.execute(change.statement, *change.values)
    return int(tag.rpartition(" ")[2])
