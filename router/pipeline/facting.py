"""From what came in and what was found to the `Facts`: all that policy may know, and no text."""

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from router.core.classify import classify
from router.core.problems import Code, Problem
from router.core.redact import unreplaceable
from router.core.rules import Ruleset, Tenant
from router.core.types import SIGNALS, Envelope, Facts, Finding, Label, Slot
from router.pipeline.surroundings import Engine, Surroundings
from router.ports import DialectPort, Scan

UNKNOWN_MODEL = "(unknown)"
"""What a client called a model that the rules do not have may be anything: its words are not kept."""

MOST = 10_000
"""Findings that are replaced in one request. More is a data base and no question: replacing takes time that grows with
their square, so it counts as what cannot be replaced."""

TELLING = 80
"""Bytes of a message from which on it is hardly said twice by chance."""

UNREAD = frozenset({Label.MEDIA, Label.UNREPLACEABLE, Label.TOO_MANY})
"""Labels of words that nobody can read, this time or the next."""

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


class Past(NamedTuple):
    """What the conversation brings: the marks of its turns, and the class that other replicas know of them."""

    latest: Sequence[bytes] = ()
    """Of the last turn."""
    marks: Sequence[bytes] = ()
    """Of all turns."""
    water: str | None = None


NO_PAST = Past()


def state_facts(
    envelope: Envelope,
    dialect: DialectPort,
    engine: Engine,
    around: Surroundings,
    scan: Scan,
    slots: Sequence[Slot],
    *,
    past: Past,
) -> Facts:
    """Raises the conversation's high-water mark where the request is above its tenant's floor. Raises `Problem`."""
    rules = engine.rules
    tenant = tenant_of(envelope, rules)
    labels = labels_of(rules, scan, slots, has_media=dialect.has_media(envelope.body, envelope.raw))
    kinds = count_kinds(scan.findings)
    caller = envelope.caller
    effective, raised_by = classify(
        rules,
        tenant,
        caller,
        declared=envelope.declared,
        kinds=[kind for kind, _ in kinds],
        labels=labels,
        high_water=_high_water(past, around, tenant, rules),
    )
    if effective != tenant.floor:  # nothing lowers a class, so it is above it
        water = lasting(raised_by, labels, rules)
        if water != tenant.floor:
            for mark in past.latest:
                around.shared.raise_water(tenant.name, mark, water, rules)
    return Facts(
        request=envelope.id,
        tenant=tenant.name,
        key=caller.key_id,
        agent=caller.agent,
        dialect=envelope.dialect,
        model=envelope.model if envelope.model in rules.models else UNKNOWN_MODEL,
        stream=envelope.stream,
        day=_day(int(around.clock.now() // DAY)),
        effective=effective,
        raised_by=raised_by,
        labels=labels,
        kinds=kinds,
        needs=dialect.needs(envelope.body),
        size=len(envelope.raw),
        scope=caller.models,
        closed=engine.closed(),
        owner=caller.owner,
        team=caller.team,
        ceiling=caller.ceiling,
    )


@lru_cache(maxsize=2)
def _day(number: int) -> date:
    """Of days since the epoch."""
    return date.fromordinal(EPOCH + number)


def _high_water(past: Past, around: Surroundings, tenant: Tenant, rules: Ruleset) -> str | None:
    """What this process knows is looked up now: it may have grown while the words were read."""
    known = around.shared.high_water(tenant.name, past.marks, rules)
    if known is None or past.water is None:
        return known or past.water
    return rules.highest(known, past.water)


def past_of(envelope: Envelope, dialect: DialectPort, around: Surroundings) -> Past:
    caller = envelope.caller
    turns = marks_of(dialect.turns(envelope.body), around.subkey(f"turns/{caller.tenant}/{caller.agent}"))
    return Past(turns[-1] if turns else (), [mark for turn in turns for mark in turn])


def labels_of(rules: Ruleset, scan: Scan, slots: Sequence[Slot], *, has_media: bool) -> tuple[str, ...]:
    """`unscanned` and why: what could not be read, or cannot be replaced, must not count as read."""
    why: list[str] = []
    if not rules.detection.enabled:
        why.append(Label.DETECTION_OFF)
    if scan.failed:
        why.append(Label.DETECTOR_FAILED)
    if has_media or scan.files:
        why.append(Label.MEDIA)
    keep = rules.detection.keep
    if _are_too_many(scan.findings, keep):
        why.append(Label.TOO_MANY)
    if scan.findings and unreplaceable(slots, scan.findings, keep):
        why.append(Label.UNREPLACEABLE)
    return (Label.UNSCANNED, *why) if why else ()


def _are_too_many(findings: Sequence[Finding], keep: frozenset[str]) -> bool:
    return len(findings) > MOST and sum(one.kind not in keep | SIGNALS for one in findings) > MOST


def lasting(raised_by: Sequence[tuple[str, str]], labels: Sequence[str], rules: Ruleset) -> str:
    """The class that the conversation keeps: what its words are, not that the detectors were late for a moment."""
    unread = not UNREAD.isdisjoint(labels)
    return rules.highest(*[klass for source, klass in raised_by if unread or not source.startswith("label:")])


def marks_of(turns: Sequence[bytes], key: bytes) -> list[tuple[bytes, ...]]:
    """Keyed marks by which a later request finds the class of an earlier one, for each turn.

    One for the conversation up to this turn, so that a request which goes on from it inherits its class; and one for
    the turn alone, so that an agent which drops what came before does too. Turns that say little have only the first:
    `yes` is said in every conversation. The first is made of the second's digest, so that each turn is read once.
    """
    marks: list[tuple[bytes, ...]] = []
    keyed, so_far = hashlib.blake2b(key=key, digest_size=16), b""
    for turn in turns:
        alone = _digest(keyed, turn)
        so_far = _digest(keyed, so_far + alone)
        marks.append((so_far, alone) if len(turn) >= TELLING else (so_far,))
    return marks


def _digest(keyed: hashlib.blake2b, data: bytes) -> bytes:
    """A copy of what took the key in is cheaper than taking it in again."""
    hasher = keyed.copy()
    hasher.update(data)
    return hasher.digest()


def count_kinds(findings: Sequence[Finding]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.kind] = counts.get(finding.kind, 0) + 1
    return tuple(sorted(counts.items()))
