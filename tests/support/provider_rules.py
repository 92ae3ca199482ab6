"""What a provider is given, for tests: a `ProviderRule` as `routes.yaml` would give it, an envelope, a candidate."""

import json
from typing import Any

from router.core.rules import BreakerRule, ProviderRule, Timeouts
from router.core.types import Body, Caller, Candidate, Dialect, Envelope, Treatment, Zone

PATIENT = Timeouts(connect=5.0, first_token=5.0, stall=5.0, total=10.0)


def provider_rule(base_url: str | None = None, **changes: Any) -> ProviderRule:
    """Private, keyless, with time-outs of seconds; `timeouts` may be a mapping of the ones to change."""
    fields: dict[str, Any] = {
        "name": "p",
        "kind": "openai_compatible",
        "zone": Zone.SELF_HOSTED,
        "base_url": base_url,
        "key": None,
        "private": True,
        "contract": None,
        "entity": None,
        "timeouts": PATIENT,
        "breaker": BreakerRule(),
        "retries": 0,
        "forward": frozenset(),
    }
    return ProviderRule(**(fields | changes))


def candidate(model: str = "m", zone: Zone = Zone.EU) -> Candidate:
    return Candidate("p", model, zone, Treatment.REDACTED)


def envelope(body: Body, dialect: Dialect = "chat", raw: bytes | None = None) -> Envelope:
    """`raw` is compact unless given."""
    caller = Caller(key_id="k", tenant="t", agent="a", models=("*",), tools=("all",))
    raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode() if raw is None else raw
    return Envelope("1", caller, dialect, str(body.get("model")), body.get("stream") is True, body, raw)
