"""A receipt as JSON, and back: what the ledger keeps, and what a decision is replayed from.

Encoding is written out field by field: it runs once a request, in a fixed order, and a test compares the keys with
the fields so that none is forgotten. Decoding takes what encoding wrote; a field that an older receipt does not have
takes the default of its type. `decide(decode_facts(r["facts"]), rules) == decode_decision(r["decision"])` is the
audit promise.
"""

import hmac
from collections.abc import Mapping
from datetime import date
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

VERSION = 1

Json = Mapping[str, Any]


def commitment(key: bytes, data: bytes) -> str:
    """HMAC-SHA-256 (RFC 2104) in hex. Keyed, so that a short text cannot be found by trying.

    Not `hmac.digest`: that lets go of the interpreter for the shortest text, and waits to have it back.
    """
    return hmac.new(key, data, "sha256").hexdigest()


def encode_receipt(receipt: Receipt) -> dict[str, Any]:
    return {
        "id": receipt.id,
        "facts": encode_facts(receipt.facts),
        "decision": encode_decision(receipt.decision),
        "attempts": [encode_attempt(attempt) for attempt in receipt.attempts],
        "redactions": [list(kind) for kind in receipt.redactions],
        "outcome": receipt.outcome.value,
        "code": receipt.code,
        "stopped": list(receipt.stopped),
        "version": receipt.version,
    }


def encode_facts(facts: Facts) -> dict[str, Any]:
    return {
        "request": facts.request,
        "tenant": facts.tenant,
        "key": facts.key,
        "agent": facts.agent,
        "dialect": facts.dialect,
        "model": facts.model,
        "stream": facts.stream,
        "day": facts.day.isoformat(),
        "effective": facts.effective,
        "raised_by": [list(source) for source in facts.raised_by],
        "labels": list(facts.labels),
        "kinds": [list(kind) for kind in facts.kinds],
        "needs": list(facts.needs),
        "size": facts.size,
        "scope": list(facts.scope),
        "closed": list(facts.closed),
        "owner": facts.owner,
        "team": facts.team,
        "ceiling": facts.ceiling,
    }


def encode_decision(decision: Decision) -> dict[str, Any]:
    return {
        "candidates": [_encode_candidate(candidate) for candidate in decision.candidates],
        "verdicts": [_encode_verdict(verdict) for verdict in decision.verdicts],
        "digest": decision.digest,
    }


def encode_attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        "number": attempt.number,
        "candidate": _encode_candidate(attempt.candidate),
        "started": attempt.started,
        "ended": attempt.ended,
        "outcome": attempt.outcome.value,
        "failure": attempt.failure,
        "status": attempt.status,
        "first_token": attempt.first_token,
        "usage": _encode_usage(attempt.usage),
        "finish_reasons": list(attempt.finish_reasons),
        "response_model": attempt.response_model,
        "cost": attempt.cost,
        "continued_from": attempt.continued_from,
    }


def decode_receipt(data: Json) -> Receipt:
    """Raises KeyError, ValueError or TypeError for what `encode_receipt` did not write."""
    if data["version"] != VERSION:
        raise ValueError(f"receipt version {data['version']!r} is not {VERSION}: read it with the router that wrote it")
    return Receipt(
        id=data["id"],
        facts=decode_facts(data["facts"]),
        decision=decode_decision(data["decision"]),
        attempts=tuple(decode_attempt(attempt) for attempt in data["attempts"]),
        redactions=tuple((kind, count) for kind, count in data["redactions"]),
        outcome=Outcome(data["outcome"]),
        code=data["code"],
        stopped=tuple(data["stopped"]),
        version=data["version"],
    )


def decode_facts(data: Json) -> Facts:
    """Raises KeyError, ValueError or TypeError for what `encode_facts` did not write."""
    return Facts(
        request=data["request"],
        tenant=data["tenant"],
        key=data["key"],
        agent=data["agent"],
        dialect=data["dialect"],
        model=data["model"],
        stream=data["stream"],
        day=date.fromisoformat(data["day"]),
        effective=data["effective"],
        raised_by=tuple((source, klass) for source, klass in data["raised_by"]),
        labels=tuple(data["labels"]),
        kinds=tuple((kind, count) for kind, count in data["kinds"]),
        needs=tuple(data["needs"]),
        size=data["size"],
        scope=tuple(data["scope"]),
        closed=tuple(data.get("closed", ())),
        owner=data.get("owner"),
        team=data.get("team"),
        ceiling=data.get("ceiling"),
    )


def decode_decision(data: Json) -> Decision:
    """Raises KeyError, ValueError or TypeError for what `encode_decision` did not write."""
    return Decision(
        candidates=tuple(_decode_candidate(candidate) for candidate in data["candidates"]),
        verdicts=tuple(_decode_verdict(verdict) for verdict in data["verdicts"]),
        digest=data["digest"],
    )


def decode_attempt(data: Json) -> Attempt:
    """Raises KeyError, ValueError or TypeError for what `encode_attempt` did not write."""
    return Attempt(
        number=data["number"],
        candidate=_decode_candidate(data["candidate"]),
        started=data["started"],
        ended=data["ended"],
        outcome=Outcome(data["outcome"]),
        failure=data["failure"],
        status=data["status"],
        first_token=data["first_token"],
        usage=None if data["usage"] is None else Usage(**data["usage"]),
        finish_reasons=tuple(data["finish_reasons"]),
        response_model=data["response_model"],
        cost=data.get("cost"),
        continued_from=data.get("continued_from"),
    )


def _encode_candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "provider": candidate.provider,
        "model": candidate.model,
        "zone": candidate.zone.value,
        "treatment": candidate.treatment.value,
        "context": candidate.context,
        "retries": candidate.retries,
    }


def _decode_candidate(data: Json) -> Candidate:
    return Candidate(**{**data, "zone": Zone(data["zone"]), "treatment": Treatment(data["treatment"])})


def _encode_verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "rule": verdict.rule,
        "effect": verdict.effect.value,
        "reason": verdict.reason.value,
        "dropped": [_encode_drop(drop) for drop in verdict.dropped],
    }


def _decode_verdict(data: Json) -> Verdict:
    dropped = tuple(_decode_drop(drop) for drop in data["dropped"])
    return Verdict(data["rule"], Effect(data["effect"]), Reason(data["reason"]), dropped)


def _encode_drop(drop: Drop) -> dict[str, Any]:
    return {
        "provider": drop.provider,
        "model": drop.model,
        "zone": drop.zone.value,
        "reason": drop.reason.value,
        "detail": drop.detail,
    }


def _decode_drop(data: Json) -> Drop:
    return Drop(**{**data, "zone": Zone(data["zone"]), "reason": Reason(data["reason"])})


def _encode_usage(usage: Usage | None) -> dict[str, int | bool] | None:
    if usage is None:
        return None
    return {
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "cached_tokens": usage.cached_tokens,
        "reasoning_tokens": usage.reasoning_tokens,
        "estimated": usage.estimated,
    }
