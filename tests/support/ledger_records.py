"""Records for the tests of the store, each as small as its type allows; and a store that is open for a while."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from router.core.types import (
    Attempt,
    Candidate,
    Decision,
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
from router.ports import Intent, KeyRecord
from router.store.sqlite import SqliteStore

CANDIDATE = Candidate("mistral", "large", Zone.EU, Treatment.REDACTED)


def make_intent(receipt: str, attempt: int = 1) -> Intent:
    return Intent(
        receipt=receipt,
        attempt=attempt,
        tenant="acme",
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


def make_receipt(receipt: str) -> Receipt:
    facts = Facts(
        request=receipt,
        tenant="acme",
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


def make_key(key_id: str, created: float = 1.0) -> KeyRecord:
    return KeyRecord(
        id=key_id,
        tenant="acme",
        agent="mailer",
        models=("assistant", "small-*"),
        tools=("read",),
        floor="internal",
        digest=b"\x00\xff" * 16,
        created=created,
        expires=9e9,
        revoked=None,
    )


@asynccontextmanager
async def opened(folder: Path, *, serving: bool = True) -> AsyncIterator[SqliteStore]:
    store = SqliteStore(folder, serving=serving)
    await store.start()
    try:
        yield store
    finally:
        await store.aclose()
