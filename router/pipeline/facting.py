"""From what came in and what was found to the `Facts`: all that policy may know, and no text."""

import hashlib
from collections.abc import Sequence
from datetime import date

from router.core.classify import classify
from router.core.problems import Code, Problem
from router.core.redact import unreplaceable
from router.core.rules import Ruleset, Tenant
from router.core.types import Envelope, Facts, Finding, Label, Slot
from router.pipeline.surroundings import Engine, Surroundings
from router.ports import DialectPort, Scan

EPOCH = date(1970, 1, 1).toordinal()
DAY = 86_400
"""Seconds; UTC has no other days."""


def tenant_of(envelope: Envelope, rules: Ruleset) -> Tenant:
    """Raises `Problem` (not_permitted) for a key whose tenant left the rules."""
    tenant = rules.tenants.get(envelope.caller.tenant)
    if tenant is None:
        message = f"the tenant of this key, {envelope.caller.tenant!r}, is not in routes.yaml; add it under `tenants`"
        raise Problem(Code.NOT_PERMITTED, message)
    return tenant


def state_facts(
    envelope: Envelope, dialect: DialectPort, engine: Engine, around: Surroundings, scan: Scan, slots: Sequence[Slot]
) -> Facts:
    """Raises the conversation's high-water mark where the request is above its tenant's floor. Raises `Problem`."""
    rules = engine.rules
    tenant = tenant_of(envelope, rules)
    labels = labels_of(rules, scan, slots, has_media=dialect.has_media(envelope.body))
    kinds = count_kinds(scan.findings)
    marks = marks_of(dialect.turns(envelope.body), around.subkey(f"turns/{tenant.name}"))
    effective, raised_by = classify(
        rules,
        tenant,
        envelope.caller,
        declared=envelope.declared,
        kinds=[kind for kind, _ in kinds],
        labels=labels,
        high_water=around.shared.high_water(tenant.name, marks, rules),
    )
    if marks and rules.rank(effective) > rules.rank(tenant.floor):
        around.shared.raise_water(tenant.name, marks[-1], effective, rules)
    return Facts(
        request=envelope.id,
        tenant=tenant.name,
        key=envelope.caller.key_id,
        agent=envelope.caller.agent,
        dialect=envelope.dialect,
        model=envelope.model,
        stream=envelope.stream,
        day=date.fromordinal(EPOCH + int(around.clock.now() // DAY)),
        effective=effective,
        raised_by=raised_by,
        labels=labels,
        kinds=kinds,
        needs=dialect.needs(envelope.body),
        size=len(envelope.raw),
        scope=envelope.caller.models,
        closed=engine.closed(),
    )


def labels_of(rules: Ruleset, scan: Scan, slots: Sequence[Slot], *, has_media: bool) -> tuple[str, ...]:
    """`unscanned` and why: what could not be read, or cannot be replaced, must not count as read."""
    why = {
        Label.DETECTION_OFF: not rules.detection.enabled,
        Label.DETECTOR_FAILED: scan.failed > 0,
        Label.MEDIA: has_media,
        Label.UNREPLACEABLE: unreplaceable(slots, scan.findings, rules.detection.keep) > 0,
    }
    found = tuple(label for label, holds in why.items() if holds)
    return (Label.UNSCANNED, *found) if found else ()


def marks_of(turns: Sequence[bytes], key: bytes) -> list[bytes]:
    """One keyed mark per prefix of the conversation: a request that holds an earlier one's turns finds its mark."""
    marks: list[bytes] = []
    mark = b""
    for turn in turns:
        mark = hashlib.blake2b(mark + turn, key=key, digest_size=16).digest()
        marks.append(mark)
    return marks


def count_kinds(findings: Sequence[Finding]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.kind] = counts.get(finding.kind, 0) + 1
    return tuple(sorted(counts.items()))
