"""What goes into one commit: entries of the log and changes of rows, and one wake-up of the loop for all who wait."""

import asyncio
import logging
import sqlite3
from contextlib import suppress
from dataclasses import dataclass

from router.ports import LedgerUnavailable, TenantGone
from router.store.records import Entry
from router.store.sqlite.faults import is_of_the_row
from router.store.sqlite.logbook import Logbook, Result, refused
from router.store.sqlite.statements import Row

log = logging.getLogger("sovereign.ledger")


@dataclass(slots=True, eq=False)
class Change:
    """Something to write: a statement, an entry of the log, or both, which then stand or fall together.

    `future`: who waits for the number of rows that it changed, if anybody.
    """

    statement: str | None = None
    values: Row = ()
    entry: Entry | None = None
    future: asyncio.Future[int] | None = None
    sign: bool = False
    """Sign the log with this commit."""
    place: int = 0
    """In which order it came."""


def execute(connection: sqlite3.Connection, batch: list[Change], logbook: Logbook) -> list[Result]:
    """The results in the order of the batch. A change that is refused leaves nothing behind, and the others stand."""
    results: list[Result] = [_change(connection, change) for change in batch]
    logged = [at for at, change in enumerate(batch) if change.entry is not None and _stands(results[at])]
    entries = [entry for at in logged if (entry := batch[at].entry) is not None]
    for at, result in zip(logged, logbook.append(connection, entries), strict=True):
        if isinstance(result, LedgerUnavailable):
            if batch[at].statement is not None:
                raise result
            results[at] = result
    return results


def _stands(result: Result) -> bool:
    return not isinstance(result, LedgerUnavailable) and result != 0


def _change(connection: sqlite3.Connection, change: Change) -> Result:
    if change.statement is None:
        return 1
    try:
        return connection.execute(change.statement, change.values).rowcount
    except (sqlite3.Error, OverflowError, UnicodeEncodeError) as error:
        if not is_of_the_row(error):
            raise
        return refused(error)


def answer(batch: list[Change], results: list[Result]) -> None:
    """Wakes each waiting loop once. A loop that has ended has nobody who waits."""
    loops: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[int], Result]]] = {}
    for change, result in zip(batch, results, strict=True):
        if change.future is not None:
            loops.setdefault(change.future.get_loop(), []).append((change.future, result))
        elif isinstance(result, LedgerUnavailable):
            log.log(logging.INFO if isinstance(result, TenantGone) else logging.ERROR, "not recorded: %s", result)
    for loop, answers in loops.items():
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_resolve, answers)


def _resolve(answers: list[tuple[asyncio.Future[int], Result]]) -> None:
    for future, result in answers:
        if future.done():
            continue
        if isinstance(result, LedgerUnavailable):
            future.set_exception(result)
        else:
            future.set_result(result)
