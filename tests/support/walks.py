"""A walk in the test's own process: real rules, dialect, redaction, failover and state; a provider that records.

`world(...)` gives everything; `World.answer(body)` walks one request and returns what the client saw. The detector here
finds e-mail addresses and the word SECRET-nnn with two patterns, so that a property test needs no processes; the real
one has tests of its own.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

from router import config
from router.core.kept_rules import KeptRules
from router.core.lexicons import NO_LEXICON, Lexicon
from router.core.policy import remembering
from router.core.problems import FailureKind, UpstreamFailure
from router.core.rules import BreakerRule, ProviderRule, Ruleset
from router.core.types import Attempt, Body, Caller, Candidate, Dialect, Envelope, Finding, Receipt, Slot
from router.dialects.chat import CHAT
from router.pipeline import Engine, Head, Surroundings, Walk
from router.ports import Act as LedgerAct
from router.ports import Crowded, Health, Intent, KeyRecord, LedgerUnavailable, Reply, Scan, Store, Subject, Viewer
from router.state.health import MemoryHealth
from router.state.memory import MemoryState
from router.state.sightings import SightingsMemory
from router.telemetry import NullTelemetry

NOW = 1_790_000_000.0

RULES = """
version: 1
classes: [public, internal, confidential, restricted]
detection:
  languages: [en]
  raise: {EMAIL_ADDRESS: internal, SECRET: restricted}
  unscanned: restricted
  keep: []
providers:
  own: {kind: scripted, hosting: self, script: [{text: hello}], retries: 0}
  home: &eu
    kind: scripted
    script: [{text: hello}]
    retries: 0
    entity: {name: Home, seat: FR, parent: FR}
    location: {inference: [FR], storage: [FR]}
    contract: {training: prohibited, retention_days: 0, expires: 2099-01-01}
  near: *eu
  far:
    kind: scripted
    script: [{text: hello}]
    retries: 0
    entity: {name: Far, seat: US, parent: US}
    location: {inference: [US], storage: [US]}
    contract: {training: prohibited, retention_days: 0, expires: 2099-01-01}
models:
  m:
    - {provider: home, model: a}
    - {provider: far, model: b}
    - {provider: near, model: c}
    - {provider: own, model: d}
tenants:
  default:
    floor: public
    models: [m]
    require: {training: prohibited}
    rules:
      restricted: {zones: [self_hosted]}
      confidential: {zones: [self_hosted, eu], redact: true}
      internal: {zones: [self_hosted, eu], redact: true}
      public: {zones: [self_hosted, eu, elsewhere], redact: true}
"""

EMAIL = re.compile(r"[a-z0-9.]+@[a-z0-9]+\.[a-z]{2,}")
SECRET = re.compile(r"SECRET-\d+")


@dataclass
class PatternDetector:
    """Finds two kinds. `broken` counts every slot as unread, as a detector that is late does."""

    broken: bool = False
    late: int = 0
    """How many slots it does not read in time."""
    ready: bool = True
    asked: list[tuple[str, Lexicon]] = field(default_factory=list)
    """For whom, and by what besides, slots were read."""

    def trouble(self) -> str | None:
        return None

    async def detect(self, tenant: str, slots: Sequence[Slot], lexicon: Lexicon = NO_LEXICON) -> Scan:
        self.asked.append((tenant, lexicon))
        if self.broken:
            return Scan((), failed=len(slots))
        kinds = (("EMAIL_ADDRESS", EMAIL), ("SECRET", SECRET))
        found = [
            Finding(slot.path, match.start(), match.end(), kind, 1.0, "test")
            for slot in slots
            for kind, pattern in kinds
            for match in pattern.finditer(slot.text)
        ]
        return Scan(tuple(found), self.late)

    async def start(self) -> None: ...

    async def aclose(self) -> None: ...


@dataclass
class Notebook:
    """A store in a list, with the order of events that others write into it as well."""

    events: list[tuple[str, Any]] = field(default_factory=list)
    broken: bool = False
    about: list[Subject | None] = field(default_factory=list)
    """Whom each entry is about."""

    async def start(self) -> None: ...

    async def admit(self, tenants: Collection[str]) -> None: ...

    async def tenants(self) -> list[str]:
        return ["default"]

    async def record(self, act: LedgerAct) -> None: ...

    def commitment_key(self, tenant: str) -> bytes:
        return tenant.encode()

    async def subject(self, tenant: str, user: str) -> Subject:
        return Subject(f"{user} of {tenant}", b"", b"", user.encode())

    async def intend(self, intent: Intent, subject: Subject | None = None) -> None:
        await asyncio.sleep(0)
        if self.broken:
            raise LedgerUnavailable("the disk is full")
        self.events.append(("intent", intent))
        self.about.append(subject)

    def attempted(self, tenant: str, receipt: str, attempt: Attempt, subject: Subject | None = None) -> None:
        del tenant
        self.about.append(subject)
        self.events.append(("attempted", (receipt, attempt)))

    def concluded(self, receipt: Receipt, subject: Subject | None = None) -> None:
        self.about.append(subject)
        self.events.append(("concluded", receipt))

    async def settled(self) -> None: ...

    def keep_rules(self, rules: KeptRules, since: float) -> None: ...

    async def rules(self, digest: str, tenant: str | None = None) -> KeptRules | None:
        del digest, tenant
        return None

    def trouble(self) -> str | None:
        return None

    async def receipt(self, tenant: str, receipt_id: str, viewer: Viewer | None = None) -> Mapping[str, Any] | None:
        del tenant, receipt_id, viewer
        return None

    async def add_key(self, key: KeyRecord, act: LedgerAct) -> None: ...

    async def keys(self, tenant: str | None = None) -> list[KeyRecord]:
        del tenant
        return []

    async def keys_shown(self, tenant: str, viewer: Viewer) -> frozenset[str]:
        del tenant, viewer
        return frozenset()

    def doubts(self) -> list[str]:
        return []

    async def revoke_key(self, key_id: str, act: LedgerAct) -> bool:
        del key_id, act
        return False

    async def keys_version(self) -> int:
        return 0

    async def aclose(self) -> None: ...

    @property
    def receipts(self) -> list[Receipt]:
        return [value for name, value in self.events if name == "concluded"]


@dataclass(frozen=True)
class Act:
    """What a recording provider does with one call: fails before, after some bytes, or answers `text`."""

    text: str = "fine"
    fails: FailureKind | None = None
    after: int | None = None
    """With `fails`: how many bytes of the answer come first. None: the call itself fails."""
    answer: bytes | None = None
    """These bytes instead of `text`."""
    delay: float = 0.0
    """Seconds before the answer."""


@dataclass
class Recorder:
    """A provider that keeps every byte it was sent, and acts as told: by a function of the call's number."""

    name: str
    act: Callable[[int], Act]
    events: list[tuple[str, Any]]
    sent: list[bytes] = field(default_factory=list)
    puts_back: bytes = b""
    """A faulty provider: what it adds to the bytes after redaction."""
    restores: bool = True
    under_way: int = 0
    """Calls that wait for the first byte."""
    dialects: frozenset[Dialect] = frozenset({"chat"})

    def encode(self, envelope: Envelope, body: Body, candidate: Candidate) -> bytes:
        del envelope
        return json.dumps({**body, "model": candidate.model}, ensure_ascii=False).encode() + self.puts_back

    async def send(
        self, dialect: Dialect, body: bytes, *, model: str, stream: bool, features: tuple[str, ...] = ()
    ) -> Reply:
        del dialect, model, features
        self.sent.append(body)
        self.events.append(("egress", (self.name, body)))
        act = self.act(len(self.sent))
        self.under_way += 1
        try:
            await asyncio.sleep(act.delay)
        finally:
            self.under_way -= 1
        if act.fails is not None and act.after is None:
            raise UpstreamFailure(act.fails, status=500 if act.fails is FailureKind.SERVER else None)
        answer = act.answer or (streamed(act.text) if stream else whole(act.text))
        return Reply(200, {}, self._chunks(act, answer))

    async def _chunks(self, act: Act, answer: bytes) -> AsyncIterator[bytes]:
        until = len(answer) if act.after is None else min(act.after, len(answer))
        for start in range(0, until, 50):
            await asyncio.sleep(0)
            yield answer[start : min(start + 50, until)]
        if act.fails is not None:
            raise UpstreamFailure(act.fails)

    async def aclose(self) -> None: ...


def whole(text: str) -> bytes:
    message = {"role": "assistant", "content": text}
    choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
    return json.dumps({"id": "c1", "object": "chat.completion", "model": "x", "choices": choices}).encode()


def streamed(text: str) -> bytes:
    def event(delta: dict[str, str], finish: str | None = None) -> bytes:
        choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
        return b"data: " + json.dumps({"id": "c1", "model": "x", "choices": choices}).encode() + b"\n\n"

    pieces = [text[i : i + 4] for i in range(0, len(text), 4)]
    parts = [event({"role": "assistant"}), *(event({"content": piece}) for piece in pieces), event({}, "stop")]
    return b"".join(parts) + b"data: [DONE]\n\n"


@dataclass
class Clock:
    at: float = NOW

    def now(self) -> float:
        return self.at

    def monotonic(self) -> float:
        return self.at


@dataclass(frozen=True)
class Seen:
    """What the client saw."""

    head: Head
    body: bytes

    @property
    def text(self) -> str:
        """The content of the first choice, whole or streamed."""
        if self.body.startswith(b"data:"):
            return "".join(
                choice["delta"].get("content") or "" for event in self.events for choice in event.get("choices", [])
            )
        content: str = json.loads(self.body)["choices"][0]["message"]["content"]
        return content

    @property
    def events(self) -> list[dict[str, Any]]:
        lines = [line for line in self.body.decode().split("\n") if line.startswith("data: ")]
        return [json.loads(line.removeprefix("data: ")) for line in lines if line != "data: [DONE]"]

    @property
    def finishes(self) -> int:
        if not self.body.startswith(b"data:"):
            return int("choices" in json.loads(self.body))
        return sum(bool(c["finish_reason"]) for event in self.events for c in event.get("choices", []))

    @property
    def errors(self) -> int:
        if not self.body.startswith(b"data:"):
            return int("error" in json.loads(self.body))
        return sum("error" in event for event in self.events)


@dataclass
class World:
    rules: Ruleset
    providers: dict[str, Recorder]
    store: Notebook
    detector: PatternDetector
    around: Surroundings
    clock: Clock
    engine: Engine
    counter: int = 0

    def walk(self, body: Mapping[str, Any], *, declared: str | None = None, caller: Caller | None = None) -> Walk:
        self.counter += 1
        raw = json.dumps(body, ensure_ascii=False).encode()
        who = caller or Caller("k1", "default", "tests", ("*",), ("all",))
        parsed = CHAT.parse(raw)
        stream = parsed.get("stream") is True
        envelope = Envelope(f"{self.counter:08d}", who, "chat", parsed["model"], stream, parsed, raw, declared)
        return Walk(envelope, CHAT, self.engine, self.around)

    async def answer(
        self, body: Mapping[str, Any], *, declared: str | None = None, caller: Caller | None = None
    ) -> Seen:
        """Walks one request to its end, its records written."""
        async with aclosing(self.walk(body, declared=declared, caller=caller).run()) as parts:
            head = await anext(parts)
            assert isinstance(head, Head)
            body_bytes = b"".join([part async for part in parts if isinstance(part, bytes)])
        return Seen(head, body_bytes)


def world(acts: Mapping[str, Callable[[int], Act]] | None = None, *, rules: str = RULES) -> World:
    """`acts` by provider name; whoever is not named answers."""
    ruleset = config.load(rules, today=date(2026, 9, 21)).ruleset
    store = Notebook()
    providers = {
        name: Recorder(name, (acts or {}).get(name, lambda _: Act()), store.events) for name in ruleset.providers
    }
    clock, detector = Clock(), PatternDetector()
    around = Surroundings(
        detector=detector,
        store=cast("Store", store),  # all that a walk asks of one
        shared=MemoryState(),
        health=MemoryHealth(clock, {name: patient(rule) for name, rule in ruleset.providers.items()}.get),
        tracer=NullTelemetry(),
        clock=clock,
        subkey=lambda purpose: purpose.encode().ljust(32, b".")[:32],
        sightings=SightingsMemory(b"sightings"),
    )
    return World(
        ruleset, providers, store, detector, around, clock, Engine(ruleset, remembering(ruleset), providers, tuple)
    )


def patient(rule: ProviderRule) -> ProviderRule:
    """One breaker opens for a thousand failures, so that none opens by chance."""
    return replace(rule, breaker=BreakerRule(failures=1000))


async def fail(health: Health, route: str, times: int = 1, failure: UpstreamFailure | None = None) -> None:
    """As if so many requests had failed there."""
    for _ in range(times):
        permit = await health.enter(route, "nobody", 0.0)
        assert not isinstance(permit, Crowded)
        with permit:
            permit.sent()
            permit.failed(failure or UpstreamFailure(FailureKind.SERVER, status=500))


def ask(text: str = "hello", *, stream: bool = False, **more: Any) -> dict[str, Any]:
    return {"model": "m", "messages": [{"role": "user", "content": text}], "stream": stream, **more}
