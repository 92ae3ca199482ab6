"""What the running router kept of its requests: enough to replay every decision, and no word of anybody."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

from ledger_records import file_of, pending_of
from product import Product

from router import config
from router.auditing import entries, verify
from router.core.kept_rules import KeptRules
from router.core.ledger import decode_decision, decode_facts
from router.core.policy import decide
from router.store.sqlite import SqliteStore

T = TypeVar("T")

EMAIL = "anna.record@example.org"


def beside(product: Product, work: Callable[[SqliteStore], Awaitable[T]]) -> T:
    """What a command finds that reads the store of the running router."""
    master = bytes.fromhex((product.router.data / "master.key").read_text())

    async def look() -> T:
        store = SqliteStore(product.router.data, master=master)
        await store.start()
        try:
            return await work(store)
        finally:
            await store.aclose()

    return asyncio.run(look())


def receipt_of(product: Product, receipt_id: str) -> dict[str, Any]:
    """What is known of a request once its receipt is written: within a moment."""

    async def wait(store: SqliteStore) -> dict[str, Any]:
        deadline = time.monotonic() + 3
        while True:
            known = await store.receipt("default", receipt_id)
            if known is not None and known["receipt"] is not None:
                return dict(known)
            assert time.monotonic() < deadline, "a receipt is written within a moment"
            await asyncio.sleep(0.05)

    return beside(product, wait)


def receipts(product: Product) -> list[dict[str, Any]]:
    async def read(store: SqliteStore) -> list[dict[str, Any]]:
        size = (await store.log_tree("default")).size
        told = [json.loads(entry.body or b"{}") async for entry in entries(store, "default", size)]
        return [entry["receipt"] for entry in told if entry["kind"] == "receipt"]

    return beside(product, read)


def test_every_decision_replays_from_what_was_kept(product: Product) -> None:
    product.ask("echo", f"mail {EMAIL}")
    product.ask("closed")
    product.ask("echo", headers={"x-data-class": "restricted"})
    receipt_of(product, product.ask("mirror").headers["x-sovereign-receipt"])
    kept = receipts(product)
    assert len(kept) >= 4
    digests = {receipt["decision"]["digest"] for receipt in kept}

    async def read(store: SqliteStore) -> dict[str, KeptRules | None]:
        return {digest: await store.rules(digest, "default") for digest in digests}

    rules = {digest: config.recall(kept) for digest, kept in beside(product, read).items() if kept is not None}
    for receipt in kept:
        decision = decode_decision(receipt["decision"])
        assert rules[decision.digest].digest == decision.digest
        assert decide(decode_facts(receipt["facts"]), rules[decision.digest]) == decision


def test_an_intent_is_kept_for_each_attempt_and_no_word_of_the_request(product: Product) -> None:
    answer = product.ask("both", f"mail {EMAIL} zebra-canary")
    known = receipt_of(product, answer.headers["x-sovereign-receipt"])
    assert [(intent["attempt"], intent["provider"]) for intent in known["intents"]] == [(1, "first"), (2, "second")]
    receipt = known["receipt"]
    assert [attempt["failure"] for attempt in receipt["attempts"]] == ["refused", "refused"]
    assert receipt["facts"]["kinds"] == [["EMAIL_ADDRESS", 1]]
    files = [path for path in product.router.data.rglob("*") if ".db" in path.name]
    assert len(files) >= 2
    stored = json.dumps(known).encode() + b"".join(path.read_bytes() for path in files)
    for word in (EMAIL, "zebra-canary", product.router.key):
        assert word.encode() not in stored
        assert word not in product.router.logged()


def test_no_name_of_a_provider_or_an_agent_is_readable_in_the_files_of_a_tenant(product: Product) -> None:
    receipt_of(product, product.ask("echo").headers["x-sovereign-receipt"])
    folder = file_of(product.router.data, "default").parent
    stored = b"".join(path.read_bytes() for path in folder.iterdir())
    for word in (b"echo", b"scripted", b"EMAIL_ADDRESS", b"internal", b"abstain"):
        assert word not in stored


def test_the_log_of_the_running_router_is_whole_and_signed(product: Product) -> None:
    receipt_of(product, product.ask("echo").headers["x-sovereign-receipt"])
    for tenant in ("default", None):
        found = beside(product, partial(verify, tenant=tenant))
        assert found.fault is None
        assert found.size > 0
        assert found.checkpoints > 0


def test_nothing_stays_open_that_was_answered(product: Product) -> None:
    product.ask("echo")
    deadline = time.monotonic() + 3
    while pending_of(product.router.data, "default"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
