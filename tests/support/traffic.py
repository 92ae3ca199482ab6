"""Requests as a router records them, decided by real rules and kept by a real store, without anybody to answer them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from routes_files import load

from router.core.policy import decide
from router.core.types import Attempt, Candidate, Facts, Outcome, Receipt, Treatment
from router.ports import Act, Intent, KeyRecord, Store

RULES = """
version: 1
classes: [public, internal, restricted]
providers:
  own: {kind: openai_compatible, base_url: "http://127.0.0.1:8000/v1", hosting: self}
  paris:
    kind: openai_compatible
    base_url: https://api.paris.example/v1
    entity: {name: Paris SA, seat: FR, parent: FR}
    location: {inference: [FR, SE], storage: [FR]}
    contract: {training: prohibited, retention_days: 30, reference: DPA-1, evidence: c/paris.pdf, expires: 2030-01-01}
  ohio:
    kind: openai_compatible
    base_url: https://api.ohio.example/v1
    entity: {name: Ohio Inc, seat: US, parent: US}
    location: {inference: [US], storage: [US]}
    contract: {training: prohibited, retention_days: 0, reference: DPA-9, transfer_basis: scc, expires: 2029-01-01}
models:
  assistant: [{provider: own, model: small}, {provider: paris, model: large}, {provider: ohio, model: huge}]
  writer: [{provider: paris, model: large}]
tenants:
  acme:
    floor: public
    models: ["*"]
    rules:
      public: {zones: [self_hosted, eu, elsewhere], redact: false}
      internal: {zones: [self_hosted, eu], redact: true}
      restricted: {zones: [self_hosted]}
  beta: {floor: public, models: [writer], rules: {public: {zones: [eu], redact: true}}}
"""
THEN = load(RULES)
NOW = load(RULES.replace("DPA-1,", "DPA-2,").replace("2030-01-01", "2031-01-01"))
"""The contract with Paris was made anew."""

DAY = 86_400.0
START = datetime(2026, 3, 1, tzinfo=UTC).timestamp()


def key_of(key_id: str, parent: str | None = None, **more: Any) -> KeyRecord:
    told: dict[str, Any] = {
        "tenant": "acme",
        "agent": "mailer",
        "models": ("*",),
        "tools": ("all",),
        "floor": None,
        "digest": key_id.encode(),
        "created": START,
        "expires": None,
        "revoked": None,
    }
    return KeyRecord(id=key_id, parent=parent, **{**told, **more})


async def add_key(store: Store, key: KeyRecord) -> None:
    await store.add_key(key, Act("keys.issue", "cli:anna", key.created, key.tenant, key.id))


class Traffic:
    """`ask` records one request on day `day` after START: its tries end as `ends` says, each at the next candidate."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def ask(
        self,
        name: str,
        ends: Sequence[Outcome],
        klass: str = "public",
        kinds: Sequence[str] = (),
        day: float = 0.0,
        **more: Any,
    ) -> Receipt:
        rules = more.pop("rules", THEN).ruleset
        at, has_receipt, names_key = START + day * DAY, more.pop("has_receipt", True), more.pop("names_key", True)
        redactions = tuple((kind, 1) for kind in more.pop("replaced", kinds))
        facts = _facts(name, klass, kinds, at, **more)
        decision = decide(facts, rules)
        attempts = []
        for number, (end, candidate) in enumerate(zip(ends, decision.candidates, strict=False), start=1):
            intent = _intent(facts, number, candidate, rules.digest, at + number)
            await self.store.intend(intent if names_key else intent._replace(key=None))
            attempts.append(Attempt(number, candidate, at + number, at + number + 0.5, end))
        is_redacted = any(candidate.treatment is Treatment.REDACTED for candidate in decision.candidates)
        outcome = ends[-1] if ends else Outcome.FAILED
        receipt = Receipt(name, facts, decision, tuple(attempts), redactions if is_redacted else (), outcome)
        if has_receipt:
            self.store.concluded(receipt)
        await self.store.settled()
        return receipt


def _facts(name: str, klass: str, kinds: Sequence[str], at: float, **more: Any) -> Facts:
    told: dict[str, Any] = {
        "tenant": "acme",
        "key": "k1",
        "agent": "mailer",
        "dialect": "chat",
        "model": "assistant",
        "stream": False,
        "raised_by": (),
        "labels": (),
        "needs": (),
        "size": 64,
        "scope": ("*",),
    }
    day = datetime.fromtimestamp(at, UTC).date()
    found = tuple((kind, 1) for kind in sorted(kinds))
    return Facts(request=name, day=day, effective=klass, kinds=found, **{**told, **more})


def _intent(facts: Facts, number: int, candidate: Candidate, digest: str, at: float) -> Intent:
    return Intent(
        receipt=facts.request,
        attempt=number,
        tenant=facts.tenant,
        at=at,
        provider=candidate.provider,
        model=candidate.model,
        zone=candidate.zone,
        effective=facts.effective,
        treatment=candidate.treatment,
        ruleset=digest,
        commitment="e" * 64,
        key=facts.key,
    )
