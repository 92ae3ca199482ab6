"""Records for the tests of the store, each as small as its type allows; and a store in files, open for a while."""

import sqlite3
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from router.core.types import (
    Attempt,
    Candidate,
    Decision,
    Drop,
    Effect,
    Facts,
    Outcome,
    Reason,
    Receipt,
    Treatment,
    Usage,
    Verdict,
    Zone,
)
from router.ports import Act, Intent, KeyRecord
from router.store.sqlite import SqliteStore

MASTER = bytes(range(32))
CANDIDATE = Candidate("mistral", "large", Zone.EU, Treatment.REDACTED)


def make_intent(receipt: str, attempt: int = 1, tenant: str = "acme") -> Intent:
    return Intent(
        receipt=receipt,
        attempt=attempt,
        tenant=tenant,
        at=1_800_000_000.5,
        provider="mistral",
        model="large",
        zone="eu",
        effective="internal",
        treatment="redacted",
        ruleset="f" * 64,
        commitment="e" * 64,
    )


def make_attempt(number: int = 1, model: str = "large-2") -> Attempt:
    return Attempt(number, CANDIDATE, 1.0, 2.0, Outcome.OK, usage=Usage(3, 4), response_model=model)


def make_receipt(receipt: str, tenant: str = "acme") -> Receipt:
    facts = Facts(
        request=receipt,
        tenant=tenant,
        key="key00001",
        agent="mailer",
        dialect="chat",
        model="assistant",
        stream=False,
        day=date(2026, 3, 1),
        effective="internal",
        raised_by=(("floor", "internal"),),
        labels=(),
        kinds=(("PERSON", 1),),
        needs=(),
        size=64,
        scope=("*",),
    )
    verdict = Verdict("zone", Effect.ABSTAIN, Reason.PERMITTED)
    decision = Decision((CANDIDATE,), (verdict,), "f" * 64)
    return Receipt(receipt, facts, decision, (make_attempt(),), (("PERSON", 1),), Outcome.OK)


def make_wide_receipt(routes: int) -> Receipt:
    """A request that so many routes were dropped for, with a name that takes four bytes a letter."""
    drops = tuple(
        Drop(f"provider-{number}", f'model "\U0001f600"-{number}', Zone.ELSEWHERE, Reason.PERMITTED, "é\\" * 20)
        for number in range(routes)
    )
    receipt = make_receipt("wide")
    verdict = Verdict("zone", Effect.NARROW, Reason.PERMITTED, drops)
    return replace(receipt, decision=Decision((CANDIDATE,), (verdict,), "f" * 64))


def make_key(key_id: str, created: float = 1.0, tenant: str = "acme") -> KeyRecord:
    return KeyRecord(
        id=key_id,
        tenant=tenant,
        agent="mailer",
        models=("assistant", "small-*"),
        tools=("read",),
        floor="internal",
        digest=b"\x00\xff" * 16,
        created=created,
        expires=9e9,
        revoked=None,
    )


def make_act(verb: str = "keys.issue", at: float = 1.0, tenant: str | None = "acme", target: str = "k1") -> Act:
    return Act(verb, "cli:anna", at, tenant, target)


@asynccontextmanager
async def opened(
    folder: Path, *, serving: bool = True, master: bytes = MASTER, tenants: Collection[str] = ("acme",)
) -> AsyncIterator[SqliteStore]:
    store = SqliteStore(folder, master=master, serving=serving)
    await store.start()
    try:
        await store.admit(tenants)
        yield store
    finally:
        await store.aclose()


def file_of(folder: Path, tenant: str = "acme") -> Path:
    """Where a tenant's rows lie."""
    living = f"SELECT id FROM tenants WHERE name = '{tenant}' AND erased IS NULL"
    ((tenant_id,),) = rows_of(folder / "sovereign.db", living)
    return folder / "tenants" / str(tenant_id) / "tenant.db"


def rows_of(file: Path, sql: str) -> list[tuple[Any, ...]]:
    """As another process sees the file."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)) as other:
        return other.execute(sql).fetchall()


def entries_of(folder: Path, kind: str, tenant: str = "acme") -> list[str]:
    """The ids of the entries of this kind, in order."""
    found = rows_of(file_of(folder, tenant), f"SELECT id FROM entries WHERE kind = '{kind}' ORDER BY seq")
    return [entry_id for (entry_id,) in found]


def pending_of(folder: Path, tenant: str = "acme") -> set[str]:
    """The requests that have an intent without an outcome."""
    return {receipt for (receipt,) in rows_of(file_of(folder, tenant), "SELECT receipt FROM pending")}


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another process writes, for as long as this lasts."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
