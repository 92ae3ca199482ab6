"""What the tables hold, as SQL and as values. Only statements with parameters; never text put together."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from router.core.ledger import encode_attempt, encode_receipt
from router.core.types import Attempt, Receipt
from router.ports import Intent, KeyRecord
from router.store.statements import Insert, Row

Record = TypeVar("Record", Attempt, Receipt)

INSERT_INTENT = Insert(
    """INSERT INTO intents
(receipt, attempt, tenant, at, provider, model, zone, effective, treatment, ruleset, commitment)""",
    11,
)
SELECT_INTENTS = """
SELECT receipt, attempt, tenant, at, provider, model, zone, effective, treatment, ruleset, commitment
FROM intents WHERE receipt = ? ORDER BY attempt"""

INSERT_OUTCOME = Insert("INSERT INTO outcomes", 4, "ON CONFLICT DO NOTHING")
SELECT_OUTCOMES = "SELECT body FROM outcomes WHERE receipt = ? ORDER BY attempt"

INSERT_RECEIPT = Insert("INSERT INTO receipts (id, tenant, outcome, body)", 4, "ON CONFLICT DO NOTHING")
SELECT_RECEIPT = "SELECT body FROM receipts WHERE id = ?"

INSERT_RULES = "INSERT INTO rulesets VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
SELECT_RULES = "SELECT canonical FROM rulesets WHERE digest = ?"

INSERT_KEY = "INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
SELECT_KEYS = """SELECT id, tenant, agent, models, tools, floor, digest, created, expires, revoked
FROM keys ORDER BY created, id"""
REVOKE_KEY = "UPDATE keys SET revoked = coalesce(revoked, ?) WHERE id = ?"
KEYS_VERSION = "SELECT value FROM meta WHERE name = 'keys_version'"

INSERT_FINGERPRINT = "INSERT INTO meta VALUES ('fingerprint', ?) ON CONFLICT DO NOTHING"
SELECT_FINGERPRINT = "SELECT value FROM meta WHERE name = 'fingerprint'"

MARK_ORPHANS = """INSERT INTO outcomes
SELECT receipt, attempt, 'orphaned', json_object('number', attempt, 'outcome', 'orphaned', 'marked', ?) FROM pending"""
EMPTY_PENDING = "DELETE FROM pending"

NOTHING = "SELECT 1"
"""Changes nothing; it is written when all before it is."""


def intent_row(intent: Intent) -> Row:
    return (
        intent.receipt,
        intent.attempt,
        intent.tenant,
        intent.at,
        intent.provider,
        intent.model,
        intent.zone,
        intent.effective,
        intent.treatment,
        intent.ruleset,
        intent.commitment,
    )


def intent_of(row: Row) -> Intent:
    return Intent(*row)


def outcome_row(receipt: str, attempt: Attempt) -> Row:
    return receipt, attempt.number, attempt.outcome.value, _text(attempt, encode_attempt)


def receipt_row(receipt: Receipt) -> Row:
    return receipt.id, receipt.facts.tenant, receipt.outcome.value, _text(receipt, encode_receipt)


def key_row(key: KeyRecord) -> Row:
    return (
        key.id,
        key.tenant,
        key.agent,
        json.dumps(key.models),
        json.dumps(key.tools),
        key.floor,
        key.digest,
        key.created,
        key.expires,
        key.revoked,
    )


def key_of(row: Row) -> KeyRecord:
    key_id, tenant, agent, models, tools, floor, digest, created, expires, revoked = row
    patterns = tuple(json.loads(models)), tuple(json.loads(tools))
    return KeyRecord(key_id, tenant, agent, *patterns, floor, digest, created, expires, revoked)


def _text(record: Record, encode: Callable[[Record], dict[str, Any]]) -> str:
    """`encode(record)` as JSON. The fast way writes the same: the fields of the records are the words of the format."""
    try:
        return msgspec.json.encode(record).decode()
    except UnicodeEncodeError:  # a provider's model name with half a surrogate pair is recorded like any other
        return json.dumps(encode(record))
