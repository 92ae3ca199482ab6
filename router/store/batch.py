"""Entries of one commit: executed by as few calls into SQLite as can be, and answered by one wake-up of the loop."""

import asyncio
import logging
import sqlite3
from contextlib import suppress
from dataclasses import dataclass

from router.ports import LedgerUnavailable
from router.store.faults import is_of_the_row
from router.store.statements import Insert, Row, Statement, shares, text_of

log = logging.getLogger("sovereign.ledger")


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One statement, and who waits for the number of rows that it changed, if anybody."""

    statement: Statement
    values: Row
    future: asyncio.Future[int] | None = None


Result = int | LedgerUnavailable


def execute(connection: sqlite3.Connection, batch: list[Entry]) -> list[Result]:
    """The results in the order of the batch. Rows for the same table go together, tables in order of appearance."""
    groups: dict[Statement, list[int]] = {}
    for place, entry in enumerate(batch):
        groups.setdefault(entry.statement, []).append(place)
    results: dict[int, Result] = {}
    for statement, places in groups.items():
        entries = [batch[place] for place in places]
        results.update(zip(places, _execute_group(connection, statement, entries), strict=True))
    return [results[place] for place in range(len(batch))]


def _execute_group(connection: sqlite3.Connection, statement: Statement, entries: list[Entry]) -> list[Result]:
    if isinstance(statement, str):
        return [_execute(connection, entry) for entry in entries]
    results: list[Result] = []
    for size in shares(len(entries)):
        share = entries[len(results) : len(results) + size]
        results += _insert(connection, statement, share)
    return results


def _insert(connection: sqlite3.Connection, statement: Insert, share: list[Entry]) -> list[Result]:
    """All at once; where one of them is refused, SQLite undoes them all, and each is tried by itself."""
    try:
        connection.execute(statement.of(len(share)), [value for entry in share for value in entry.values])
    except (sqlite3.Error, OverflowError, UnicodeEncodeError) as error:
        if not is_of_the_row(error):
            raise
        return [_execute(connection, entry) for entry in share]
    return [1] * len(share)


def _execute(connection: sqlite3.Connection, entry: Entry) -> Result:
    try:
        return connection.execute(text_of(entry.statement), entry.values).rowcount
    except (sqlite3.Error, OverflowError, UnicodeEncodeError) as error:
        if not is_of_the_row(error):
            raise
        reason = str(error) if isinstance(error, sqlite3.IntegrityError) else type(error).__name__
        return LedgerUnavailable(f"an entry was refused ({reason})")


def answer(batch: list[Entry], results: list[Result]) -> None:
    """Wakes each waiting loop once. A loop that has ended has nobody who waits."""
    loops: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[int], Result]]] = {}
    for entry, result in zip(batch, results, strict=True):
        if entry.future is not None:
            loops.setdefault(entry.future.get_loop(), []).append((entry.future, result))
        elif isinstance(result, LedgerUnavailable):
            log.error("not recorded: %s", result)
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
