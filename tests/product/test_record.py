"""What the running router kept of its requests: enough to replay every decision, and no word of anybody."""

import json
import sqlite3
import time
from contextlib import closing
from datetime import date
from typing import Any

from product import Product

from router import config
from router.core.ledger import decode_decision, decode_facts
from router.core.policy import decide

EMAIL = "anna.record@example.org"


def rows(product: Product, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{product.router.data / 'sovereign.db'}?mode=ro", uri=True)) as connection:
        found: list[tuple[Any, ...]] = connection.execute(query).fetchall()
        return found


def receipt_of(product: Product, receipt_id: str) -> dict[str, Any]:
    deadline = time.monotonic() + 3
    while not (found := rows(product, f"SELECT body FROM receipts WHERE id = '{receipt_id}'")):
        assert time.monotonic() < deadline, "a receipt is written within a moment"
        time.sleep(0.05)
    body: dict[str, Any] = json.loads(found[0][0])
    return body


def test_every_decision_replays_from_what_was_kept(product: Product) -> None:
    product.ask("echo", f"mail {EMAIL}")
    product.ask("closed")
    product.ask("echo", headers={"x-data-class": "restricted"})
    receipt_of(product, product.ask("mirror").headers["x-sovereign-receipt"])
    rules = {
        digest: config.load(canonical, today=date(2026, 1, 1)).ruleset
        for digest, canonical in rows(product, "SELECT digest, canonical FROM rulesets")
    }
    kept = [json.loads(body) for (body,) in rows(product, "SELECT body FROM receipts")]
    assert len(kept) >= 4
    for receipt in kept:
        decision = decode_decision(receipt["decision"])
        assert rules[decision.digest].digest == decision.digest
        assert decide(decode_facts(receipt["facts"]), rules[decision.digest]) == decision


def test_an_intent_is_kept_for_each_attempt_and_no_word_of_the_request(product: Product) -> None:
    answer = product.ask("both", f"mail {EMAIL} zebra-canary")
    receipt = receipt_of(product, answer.headers["x-sovereign-receipt"])
    intents = rows(product, f"SELECT attempt, provider FROM intents WHERE receipt = '{receipt['id']}' ORDER BY attempt")
    assert intents == [(1, "first"), (2, "second")]
    assert [attempt["failure"] for attempt in receipt["attempts"]] == ["refused", "refused"]
    assert receipt["facts"]["kinds"] == [["EMAIL_ADDRESS", 1]]
    stored = b"".join(path.read_bytes() for path in product.router.data.glob("sovereign.db*"))
    for word in (EMAIL, "zebra-canary", product.router.key):
        assert word.encode() not in stored
        assert word not in product.router.logged()


def test_nothing_stays_open_that_was_answered(product: Product) -> None:
    product.ask("echo")
    deadline = time.monotonic() + 3
    while rows(product, "SELECT * FROM pending"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
