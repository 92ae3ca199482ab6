"""What a walk is given, and what it gives: values alone."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

from router.core.latency import Latencies
from router.core.problems import Problem
from router.core.rules import LISTED, Ruleset, Serving
from router.core.types import Candidate, Decision, Facts, Finding
from router.pipeline.deadlines import Deadlines
from router.pipeline.stopping import Gate
from router.ports import Clock, Detector, Health, Provider, Shared, Sightings, Store, Tracer

T = TypeVar("T")

LARGE = 1 << 18
"""Bytes of a body from which on pure work leaves the event loop."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the client is told before the first byte: the status and the headers that name the decision."""

    status: int
    headers: Mapping[str, str]
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Foresight:
    """What a request would come to. `leaving`: the exact bytes for each candidate, None if the leak check stops it."""

    facts: Facts
    decision: Decision
    leaving: tuple[tuple[Candidate, bytes | None], ...]
    findings: tuple[Finding, ...] = ()
    serving: Serving = LISTED
    passed_over: tuple[Candidate, ...] = ()
    """Permitted, and not to be asked: the request is too long for them."""


@dataclass(frozen=True, slots=True)
class Engine:
    """One ruleset and the providers built for it. A request keeps the engine it began with."""

    rules: Ruleset
    decide: Callable[[Facts], Decision]
    """`policy.decide` under these rules."""
    providers: Mapping[str, Provider]
    closed: Callable[[], tuple[str, ...]]
    """Providers whose credential is not at hand now."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lives as long as the process and is shared by all walks."""

    detector: Detector
    store: Store
    shared: Shared
    health: Health
    tracer: Tracer
    clock: Clock
    subkey: Callable[[str], bytes]
    """A key derived for a purpose and tenant, e.g. "commitment/acme"."""
    sightings: Sightings
    latencies: Latencies = field(default_factory=Latencies)
    deadlines: Deadlines = field(default_factory=Deadlines)
    gate: Gate = field(default_factory=Gate)
    chance: Callable[[], float] = Random().random  # noqa: S311 - it spreads load, and guards nothing
    """From 0 up to but not 1."""


def receipt_of(request_id: str) -> str:
    """What the receipt of a request is called."""
    return f"rcp_{request_id}"


async def off_loop(size: int, work: Callable[..., T], *args: Any) -> T:
    """Pure work on a large body runs in a thread, so that no open stream waits for it. `size` in bytes."""
    return work(*args) if size < LARGE else await asyncio.to_thread(work, *args)
