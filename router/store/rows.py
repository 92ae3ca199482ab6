"""What the tables hold, as SQL and as values. Only statements with parameters; never text put together."""

import json
from dataclasses import fields

import msgspec

from router.core.ledger import encode_attempt
from router.core.types import Attempt, Decision, Receipt
from router.ports import KeyRecord
from router.store.statements import Insert, Row

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


RECEIPT = tuple(field.name for field in fields(Receipt))

REMEMBERED = 1024
"""Decisions whose text is kept."""


def outcome_row(receipt: str, attempt: Attempt) -> Row:
    return receipt, attempt.number, attempt.outcome.value, _text(attempt)


class Scribe:
    """Writes receipts. Policy gives the same decision object again and again, so its text is made once."""

    def __init__(self) -> None:
        self._written: dict[int, tuple[Decision, msgspec.Raw]] = {}

    def receipt_row(self, receipt: Receipt) -> Row:
        return receipt.id, receipt.facts.tenant, receipt.outcome.value, self._text(receipt)

    def _text(self, receipt: Receipt) -> str:
        """As `core.ledger.encode_receipt` has it: the fields of the records are the words of the format."""
        words = {field: getattr(receipt, field) for field in RECEIPT}
        words["decision"] = self._decision(receipt.decision)
        return msgspec.json.encode(words).decode()

    def _decision(self, decision: Decision) -> msgspec.Raw:
        known = self._written.get(id(decision))
        if known is not None and known[0] is decision:
            return known[1]
        if len(self._written) >= REMEMBERED:
            self._written.clear()
        written = msgspec.Raw(msgspec.json.encode(decision))
        self._written[id(decision)] = decision, written
        return written


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


def _text(attempt: Attempt) -> str:
    try:
        return msgspec.json.encode(attempt).decode()
    except UnicodeEncodeError:  # a provider's model name with half a surrogate pair is recorded like any other
        return json.dumps(encode_attempt(attempt))
