"""A seeded world around the real data plane: clients, providers, admins, clocks and disks that misbehave as told.

Real are the ASGI application, keys, dialect, policy, redaction, failover, restoration, state and the HTTP client; time
and network are simulated, the store is a list, and the detector two patterns (tests/support/walks.py). `run` lets a
`Scenario` happen and checks the invariants of DESIGN 7 at each egress, at each byte that a client gets, and at the end.
"""

import asyncio
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

from simulated_loop import SimulatedLoop, simulate
from simulated_network import Network, Play, Sent, SimulatedHttp, said
from walks import NOW, Notebook, PatternDetector

from router import config, wiring
from router.core.ledger import commitment, decode_decision, decode_facts, encode_receipt
from router.core.lexicons import NO_LEXICON, Lexicon
from router.core.policy import decide
from router.core.rules import Ruleset
from router.core.types import Outcome, Slot
from router.dialects.chat import CHAT
from router.http.app import DataPlane
from router.http.auth import Keyring
from router.http.gateway import Gateway
from router.http.key_watch import KeyWatch
from router.issuing import Scope, new_key
from router.pipeline import Engine, Surroundings
from router.pipeline.probing import GRACE, PING, Prober
from router.ports import Intent, KeyRecord, LedgerUnavailable, Scan, Store, Subject
from router.secrets import Secrets, derive
from router.state.health import MemoryHealth
from router.state.memory import MemoryState
from router.state.sightings import SightingsMemory
from router.telemetry import NullTelemetry

MASTER = bytes(range(32))
REVOKED_WITHIN = 5.0
"""Seconds, as DESIGN 7 promises."""
LONGEST = 600.0
"""Seconds in which every request has ended: four candidates, one of them repeated, each for 60 at most; and more."""

PROVIDERS = ("own", "home", "near", "far")

RULES = """
version: 1
classes: [public, internal, confidential, restricted]
detection:
  languages: [en]
  raise: {EMAIL_ADDRESS: internal, SECRET: restricted}
  unscanned: restricted
  keep: []
providers:
  home: &eu
    kind: openai_compatible
    base_url: http://home.test/v1
    network: private
    retries: 1
    timeouts: {connect: 3, first_token: 8, stall: 8, total: 60}
    breaker: {failures: 3, within: 30, open_for: 10}
    entity: {name: Home, seat: FR, parent: FR}
    location: {inference: [FR], storage: [FR]}
    contract: {training: prohibited, retention_days: 0, expires: 2099-01-01}
  near:
    <<: *eu
    base_url: http://near.test/v1
  far:
    <<: *eu
    base_url: http://far.test/v1
    entity: {name: Far, seat: US, parent: US}
    location: {inference: [US], storage: [US]}
  own:
    kind: openai_compatible
    base_url: http://own.test/v1
    hosting: self
    retries: 1
    timeouts: {connect: 3, first_token: 8, stall: 8, total: 60}
    breaker: {failures: 3, within: 30, open_for: 10}
models:
  m:
    - {provider: home, model: a, continues: prefix}
    - {provider: far, model: b, continues: prefix}
    - {provider: near, model: c}
    - {provider: own, model: d, continues: prefix}
serving:
  m: {hedge: {after: 2, up_to: internal}}
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
    limits: {requests_per_minute: 1000, tokens_per_minute: 1000000, concurrent_requests: 100}
"""

NARROWER = RULES.replace("[self_hosted, eu]", "[self_hosted]").replace(
    "[self_hosted, eu, elsewhere]", "[self_hosted, eu]"
)
"""What an admin swaps in."""

EU = frozenset({"own", "home", "near"})
MAY_SEE: Mapping[str, Mapping[str, frozenset[str]]] = {
    RULES: {"public": EU | {"far"}, "internal": EU, "confidential": EU, "restricted": frozenset({"own"})},
    NARROWER: {
        "public": EU,
        "internal": frozenset({"own"}),
        "confidential": frozenset({"own"}),
        "restricted": frozenset({"own"}),
    },
}
"""Said here once more by hand: the rules are compiled, this table is read."""

RULESETS = {text: config.load(text, today=date(2026, 9, 21)).ruleset for text in (RULES, NARROWER)}
CLASSES = RULESETS[RULES].classes

MINE = re.compile(r"talk(\d+)x|mail(\d+)@|SECRET-(\d+)9")
"""Words that only one request has, with its number."""


HALF = re.compile(r"\[(\[[A-Z_\d]*\]?)?$")
"""A placeholder that the provider did not finish: where nobody goes on, its beginning is given as it came."""


def numbers_in(text: str) -> set[int]:
    """Of the requests whose words these are."""
    return {int(next(filter(None, found))) for found in MINE.findall(text)}


@dataclass(frozen=True)
class Ask:
    """One request. `leaves`: seconds after which its client hangs up; `pause`: seconds it takes to read each piece."""

    at: float = 0.0
    mail: bool = False
    secret: bool = False
    declared: str | None = None
    stream: bool = True
    key: int = 0
    leaves: float | None = None
    pause: float = 0.0


@dataclass(frozen=True)
class Event:
    """`swap` and `swap_back` the rules; `revoke` the first key; `jump` the clock by `by` seconds; for `by` seconds the
    disk is `full`, the detector `blind`, the keys `unread`."""

    what: str
    at: float
    by: float = 0.0


@dataclass(frozen=True)
class Scenario:
    asks: Sequence[Ask]
    plays: Mapping[str, Sequence[Play]]
    events: Sequence[Event] = ()


@dataclass
class Told:
    """What one client got."""

    ask: Ask
    number: int
    text: str
    klass: str
    """At least."""
    rules: int
    """How many swaps there were before it."""
    began: float = 0.0
    ended: float | None = None
    left: float | None = None
    last: float = 0.0
    """When the last bytes came."""
    status: int = 0
    headers: dict[bytes, bytes] = field(default_factory=dict)
    body: bytes = b""

    @property
    def events(self) -> list[dict[str, Any]]:
        if not self.body.startswith(b"data:"):
            return [json.loads(self.body)] if self.body else []
        lines = self.body.decode().split("\n")[:-1]
        return [json.loads(line[6:]) for line in lines if line.startswith("data: ") and line != "data: [DONE]"]

    @property
    def words(self) -> str:
        choices = [choice for event in self.events for choice in event.get("choices", [])]
        return "".join((one.get("delta") or one.get("message") or {}).get("content") or "" for one in choices)

    @property
    def finishes(self) -> int:
        return sum(bool(one["finish_reason"]) for event in self.events for one in event.get("choices", []))

    @property
    def errors(self) -> int:
        return sum("error" in event for event in self.events)


@dataclass
class SimulatedClock:
    loop: SimulatedLoop
    ahead: float = 0.0

    def now(self) -> float:
        return NOW + self.loop.time() + self.ahead

    def monotonic(self) -> float:
        return self.loop.time()


@dataclass
class SlowNotebook(Notebook):
    """Takes a moment to be durable."""

    async def intend(self, intent: Intent, subject: Subject | None = None) -> None:
        await asyncio.sleep(0.003)
        await super().intend(intent, subject)


@dataclass
class SlowDetector(PatternDetector):
    async def detect(self, tenant: str, slots: Sequence[Slot], lexicon: Lexicon = NO_LEXICON) -> Scan:
        await asyncio.sleep(0.002)
        return await super().detect(tenant, slots, lexicon)


@dataclass
class Keys:
    """The store of keys, as the watch asks it."""

    records: list[KeyRecord]
    version: int = 0
    unread: bool = False

    async def keys_version(self) -> int:
        if self.unread:
            raise LedgerUnavailable("gone")
        return self.version

    async def keys(self) -> Collection[KeyRecord]:
        return list(self.records)


class World:
    def __init__(self, loop: SimulatedLoop, scenario: Scenario) -> None:
        self.loop, self.scenario = loop, scenario
        self.clock = SimulatedClock(loop)
        self.network = Network({name: scenario.plays.get(name, ()) for name in PROVIDERS}, self._egress)
        self.store, self.detector = SlowNotebook(), SlowDetector()
        self.broken: list[str] = []
        """Promises that were, noted where nobody above can swallow an exception."""
        self.egresses: list[Sent] = []
        self.told: list[Told] = []
        self.in_force = [RULES]
        self.revoked: float | None = None
        scopes = [Scope(tenant="default", agent=f"agent{number}", models=("*",), tools=("all",)) for number in (0, 1)]
        made = [new_key(MASTER, scope, NOW) for scope in scopes]
        self.secrets = [key for _, key in made]
        self.keys = Keys([record for record, _ in made])
        self._http = SimulatedHttp(self.network)
        self._builder = wiring.Builder(Secrets(), self._http)
        self.engine: Engine = self._builder.build(RULESETS[RULES])
        self.shared = MemoryState()
        self.health = MemoryHealth(self.clock, lambda name: self.engine.rules.providers.get(name), grace=GRACE)  # noqa: PLW0108 - the engine changes
        self.prober = Prober(lambda: self.engine, self.health, {"chat": CHAT})
        self.around = self._surroundings()
        keyring = Keyring(derive(MASTER, "keys"))
        self.watch = KeyWatch(keyring, self.keys, self.clock, lambda: self.gateway)
        self.gateway = Gateway(lambda: self.engine, self.around, self.watch.caller)
        self.plane = DataPlane(self.gateway, {"/v1/chat/completions": CHAT}, self.watch.caller, lambda _: ["m"], {})

    def _surroundings(self) -> Surroundings:
        return Surroundings(
            detector=self.detector,
            store=cast("Store", self.store),  # all that a walk asks of one
            shared=self.shared,
            health=self.health,
            tracer=NullTelemetry(),
            clock=self.clock,
            subkey=lambda purpose: purpose.encode().ljust(32, b".")[:32],
            sightings=SightingsMemory(b"sightings"),
        )

    async def happen(self) -> None:
        await self.watch.refresh()
        each = (self.watch.refresh, self.watch.guard, self.prober.look)
        looks = [asyncio.create_task(wiring.each_tick(look)) for look in each]
        admin = [asyncio.create_task(self._befall(event)) for event in self.scenario.events]
        try:
            async with asyncio.timeout(LONGEST), asyncio.TaskGroup() as clients:
                for number, ask in enumerate(self.scenario.asks):
                    clients.create_task(self._client(number, ask))
            await asyncio.gather(*admin)
        finally:
            for task in looks:
                task.cancel()
            await self.prober.aclose()
            await self._http.aclose()
            await asyncio.sleep(1.0)
            self.network.aclose()

    # ---------------------------------------------------------------------------------------------------- clients

    async def _client(self, number: int, ask: Ask) -> None:
        await asyncio.sleep(ask.at)
        text = f"talk{number}x goes on" + f", mail{number}@home.example" * ask.mail + f", SECRET-{number}9" * ask.secret
        least = ("restricted" if ask.secret else "internal" if ask.mail else "public", ask.declared or "public")
        told = Told(ask, number, text, max(least, key=CLASSES.index), len(self.in_force) - 1, self.loop.time())
        self.told.append(told)
        wanted = {"model": "m", "stream": ask.stream, "messages": [{"role": "user", "content": text}]}
        gone = asyncio.Event()
        if ask.leaves is not None:
            self.loop.call_later(ask.leaves, gone.set)
        messages = iter([{"type": "http.request", "body": json.dumps(wanted).encode()}])

        async def receive() -> dict[str, Any]:
            if (message := next(messages, None)) is not None:
                return message
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Mapping[str, Any]) -> None:
            """As the server does it: waits until the client has room, and then writes."""
            await asyncio.sleep(ask.pause)
            if not gone.is_set():
                self._got(told, message)

        headers = [(b"authorization", b"Bearer " + self.secrets[ask.key].encode())]
        if ask.declared:
            headers.append((b"x-data-class", ask.declared.encode()))
        scope = {"type": "http", "method": "POST", "path": "/v1/chat/completions", "headers": headers, "client": None}
        await self.plane(scope, receive, send)
        told.ended = self.loop.time()
        told.left = told.began + ask.leaves if gone.is_set() and ask.leaves is not None else None

    def _got(self, told: Told, message: Mapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self._must(not told.status, "6: an answer begins once")
            told.status, told.headers = message["status"], dict(message["headers"])
            return
        body = message.get("body", b"")
        told.body += body
        told.last = self.loop.time()
        if body and told.status == 200 and told.ask.key == 0 and self.revoked is not None and b'"error"' not in body:
            self._must(told.last <= self.revoked + REVOKED_WITHIN, "9: a revoked key hears nothing more after 5 s")

    # ----------------------------------------------------------------------------------------------------- admins

    async def _befall(self, event: Event) -> None:
        await asyncio.sleep(event.at)
        match event.what:
            case "swap" | "swap_back":
                rules = NARROWER if event.what == "swap" else RULES
                self.engine = self._builder.build(RULESETS[rules])
                self.in_force.append(rules)
            case "revoke":
                self.keys.records[0] = replace(self.keys.records[0], revoked=self.clock.now())
                self.keys.version += 1
                self.revoked = self.loop.time() if self.revoked is None else self.revoked
            case "jump":
                self.clock.ahead += event.by
            case "full":
                self.store.broken = True
                await asyncio.sleep(event.by)
                self.store.broken = False
            case "blind":
                self.detector.broken = True
                await asyncio.sleep(event.by)
                self.detector.broken = False
            case "unread":
                self.keys.unread = True
                await asyncio.sleep(event.by)
                self.keys.unread = False
            case other:
                raise ValueError(other)

    # ------------------------------------------------------------------------------------------------- invariants

    def _must(self, holds: bool, promise: str) -> None:
        if not holds:
            self.broken.append(promise)

    def _egress(self, sent: Sent) -> None:
        """The moment in which a provider sees a request."""
        if json.loads(sent.body)["messages"] == PING["chat"]["messages"]:
            return  # of the router itself
        self.egresses.append(sent)
        found = numbers_in(sent.body.decode())
        self._must(len(found) == 1, "7: a request holds the words of one client")
        for told in self.told:
            if told.number in found:
                self._check_egress(sent, told)

    def _check_egress(self, sent: Sent, told: Told) -> None:
        self._must(sent.host in self._permitted(told), "1: no byte reaches a provider that may not see its class")
        original = f"mail{told.number}@".encode()
        self._must(sent.host == "own" or original not in sent.body, "2: no original leaves for a redacted route")
        committed = commitment(self.store.commitment_key("default"), sent.body)
        intents = [value for name, value in self.store.events if name == "intent"]
        due = [one for one in intents if (one.provider, one.commitment) == (sent.host, committed)]
        before = [one for one in self.egresses if (one.host, one.body) == (sent.host, sent.body)]
        self._must(len(before) <= len(due), "3: a durable intent precedes every egress")
        if told.ask.key == 0 and self.revoked is not None:
            self._must(sent.at <= self.revoked + REVOKED_WITHIN, "9: a revoked key sends nothing more after 5 s")

    def _permitted(self, told: Told) -> frozenset[str]:
        """By the rules that were in force when the request began, or were swapped in until now."""
        return frozenset().union(*(MAY_SEE[rules][told.klass] for rules in self.in_force[told.rules :]))

    def check(self) -> None:
        """At the end. Raises AssertionError."""
        assert not self.broken, self.broken
        assert len(self.told) == len(self.scenario.asks)
        for told in self.told:
            self._check_answer(told)
        by_digest: Mapping[str, Ruleset] = {rules.digest: rules for rules in RULESETS.values()}
        for receipt in self.store.receipts:
            kept = json.loads(json.dumps(encode_receipt(receipt)))
            rules = by_digest[receipt.decision.digest]
            assert decide(decode_facts(kept["facts"]), rules) == decode_decision(kept["decision"]), "10: it replays"
            assert not MINE.search(repr(receipt)), "2: nor does the receipt hold words"
            made = [one.candidate.route for one in receipt.attempts]
            assert all(made.count(route) <= 4 for route in made), "a route is repeated once, and goes on twice, at most"
        assert not self.gateway._open, "every request has ended"
        accounts = self.shared._accounts._accounts.values()
        assert all(account.running == 0 for account in accounts), "no request is counted as running for ever"
        assert all(host.open == 0 for host in self.network.hosts.values()), "no connection is left behind"

    def _check_answer(self, told: Told) -> None:
        assert numbers_in(told.words) <= {told.number}, "7: nobody sees another's words"
        expected = said({"messages": [{"role": "user", "content": told.text}]})
        if told.left is not None:
            assert told.ended is not None
            assert told.ended - told.left <= 1.0 + told.ask.pause, "who hangs up ends the request within a second"
            return
        assert told.status, "every request is answered"
        assert told.finishes + told.errors == 1, "6: exactly one finish or exactly one error"
        if told.finishes:
            assert told.words == expected, "4: what was taken out is back, and nothing is lost or doubled"
        else:
            words = HALF.sub("", told.words)
            assert expected.startswith(words), "4: what came before the error is a beginning of the answer"
        if told.body.startswith(b"data:"):
            assert told.body.endswith(b"data: [DONE]\n\n") == bool(told.finishes), "only a whole answer is done"
        if told.headers.get(b"x-sovereign-receipt", b"none") != b"none":
            receipt = next(
                one for one in self.store.receipts if one.id == told.headers[b"x-sovereign-receipt"].decode()
            )
            assert (receipt.outcome is Outcome.OK) == bool(told.finishes), "8: the record says what the client saw"


def run(scenario: Scenario) -> World:
    """Lets it happen. Raises AssertionError for a promise that was broken."""

    async def main(loop: SimulatedLoop) -> World:
        world = World(loop, scenario)
        await world.happen()
        world.check()
        return world

    return simulate(main)
