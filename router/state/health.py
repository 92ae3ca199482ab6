"""How the routes fare, as one process sees it and others tell it: breakers, quotas, learned deadlines, doors.

Everything of a route is kept with the key that its provider is asked with: what a withdrawn key ran into is not held
against its successor, and what comes late of a request that was sent with the old one is not either. What other
processes tell only ever closes a route, for MAX_OPEN at most, and what this one sees itself is believed more: an answer
opens it again here.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from types import TracebackType
from typing import Any, Self

from router.core.breaker import MAX_OPEN, Breaker, State
from router.core.failover import counts_for_breaker
from router.core.patience import Patience
from router.core.problems import FailureKind, UpstreamFailure
from router.core.quota import Allotment, Gauge
from router.core.rules import BreakerRule, Concurrency, ProviderRule, Ruleset, Timeouts
from router.ports import Clock, Crowded, Exchange, Permit
from router.state.doors import Door

TOPIC = "breaker"

DEFAULT = BreakerRule()

MOST_RECORDS = 4096
"""Routes, with each of their keys, of which something is remembered; the least recently asked is forgotten first."""

JITTER = 0.2
"""How far open times are spread, so that replicas do not all come back at once."""

NEWS = 5.0
"""Seconds longer that others leave a route alone, for whoever opened the breaker to tell what its probe found."""

OF_THE_KEY = frozenset({401})
"""Statuses that speak of the key, whatever was asked with it. 402 may speak of one request that is too dear
(OpenRouter), 403 of one model, or of one request's words: whoever asks so must not close the key for others."""

KEY_PAUSE = 5.0
"""Seconds until the router's own probe asks with a key that was refused: if it is refused again, as after any probe."""

OVERLOADED = frozenset({429, 503, 529})
"""Statuses by which a server says that it has too much to do (529: Anthropic)."""


class Record:
    """What is known of one route with one key."""

    __slots__ = ("breaker", "gauge", "heard", "key", "name", "patience", "route", "shut_until")

    def __init__(self, route: str, key: str, breaker: Breaker) -> None:
        self.route = route
        self.key = key
        self.name = hashlib.blake2b(f"{key} {route}".encode(), digest_size=16).hexdigest()
        """What other processes call it."""
        self.breaker = breaker
        self.gauge = Gauge()
        self.patience = Patience()
        self.shut_until: float | None = None
        """So long others say that it is open."""
        self.heard = ""
        """The newest that others said: believed once, and not again after this process saw better."""

    def is_shut(self, now: float) -> bool:
        return self.shut_until is not None and now < self.shut_until

    def is_open(self, now: float) -> bool:
        return self.is_shut(now) or self.breaker.is_open(now)


class Admission:
    """Implements `ports.Permit`."""

    __slots__ = ("_began", "_door", "_entered", "_health", "_record", "_sent")

    def __init__(self, health: "MemoryHealth", record: Record, door: Door | None) -> None:
        self._health = health
        self._record = record
        self._door = door
        self._entered = health.now()
        self._sent: float | None = None
        self._began = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._sent is None:
            self._record.breaker.not_asked()
        if self._door is not None:
            self._door.leave(self._health.now() - self._entered)

    @property
    def route(self) -> str:
        return self._record.route

    def sent(self) -> None:
        self._sent = self._health.now()

    def began(self) -> None:
        self._began = True
        took = self._waited()
        self._record.patience.took(took)
        if self._door is not None:
            self._door.took(took)

    def answered(self, quota: tuple[Allotment, ...] = ()) -> None:
        record, now = self._record, self._health.now()
        record.gauge.answered(quota, now)
        record.shut_until = None
        was_closed = record.breaker.state(now) is State.CLOSED
        record.breaker.succeeded(now)
        if not was_closed:
            self._health.tell(record)

    def failed(self, failure: UpstreamFailure) -> None:
        record, now = self._record, self._health.now()
        late = failure.kind is FailureKind.TIMEOUT and not self._began
        if late and self._sent is not None:
            record.patience.gave_up(self._waited())
        if self._door is not None and (late or failure.status in OVERLOADED):
            self._door.overloaded()
        if failure.kind is FailureKind.RATE:
            record.gauge.refused(failure.retry_after, failure.quota, now)
        elif failure.kind is FailureKind.CREDENTIAL and failure.status in OF_THE_KEY:
            self._health.close_key(record, failure)
        elif counts_for_breaker(failure.kind):
            self._health.count(record, failure.retry_after)

    def told_nothing(self) -> None:
        self._record.breaker.told_nothing()

    def _waited(self) -> float:
        return self._health.now() - (self._entered if self._sent is None else self._sent)


def _no_key(_provider: str) -> str:
    return ""


class MemoryHealth:
    """Implements `ports.Health`. What is asked by a provider's name is asked at each use, so a reload holds at once.

    `rule`: what routes.yaml says of the provider; None once it says nothing. `key`: what tells one key of a provider
    from the next, the same in all processes, and nothing of the key itself.
    `grace`: seconds that requests wait for the router's own probe; 0 where nobody sends one.
    """

    def __init__(
        self,
        clock: Clock,
        rule: Callable[[str], ProviderRule | None],
        *,
        key: Callable[[str], str] = _no_key,
        exchange: Exchange | None = None,
        grace: float = 0.0,
        random: Random | None = None,
    ) -> None:
        self._clock = clock
        self.now = clock.monotonic
        self._rule = rule
        self._key = key
        self._exchange = exchange
        self._grace = grace
        self._random = random or Random()  # noqa: S311 - it spreads, and hides nothing
        self._own = f"{self._random.getrandbits(64):016x}"
        self._records: OrderedDict[tuple[str, str], Record] = OrderedDict()
        self._doors: dict[str, Door] = {}
        self._closed: dict[tuple[str, str], float] = {}
        """Until when nobody asks this provider with this key."""

    def jitter(self) -> float:
        return self._random.uniform(1 - JITTER, 1 + JITTER)

    # --------------------------------------------------------------------------------------------- what a walk asks

    def is_spent(self, route: str) -> bool:
        return self._record(route).gauge.is_spent(self.now())

    def breaker_open(self, route: str) -> bool:
        record, now = self._record(route), self.now()
        self._records.move_to_end((route, record.key))
        return record.is_shut(now) or not record.breaker.admits(now)

    def is_free(self, route: str) -> bool:
        record, now, door = self._record(route), self.now(), self._door(route)
        return not (record.is_open(now) or record.gauge.is_spent(now)) and (door is None or door.has_room())

    def reopens_at(self, route: str) -> float | None:
        record, now = self._record(route), self.now()
        spent = record.gauge.until if record.gauge.is_spent(now) else None
        shut = record.shut_until if record.is_shut(now) else None
        return max((at for at in (spent, shut, record.breaker.reopens_at()) if at is not None), default=None)

    async def enter(self, route: str, tenant: str, patience: float) -> Permit | Crowded:
        record, door = self._record(route), self._door(route)
        if door is None or door.step_in():
            return Admission(self, record, door)
        record.breaker.not_asked()
        if not await door.enter(tenant, patience):
            return Crowded(door.wait())
        now = self.now()
        if record.is_shut(now) or not record.breaker.admits(now):  # it opened meanwhile
            door.leave(0.0)
            return Crowded(door.wait())
        return Admission(self, record, door)

    def quota(self, route: str) -> float:
        return self._record(route).gauge.score(self.now())

    def timeouts(self, route: str, rule: Timeouts) -> Timeouts:
        least = rule.least_first_token
        if least is None:
            return rule
        return replace(rule, first_token=self._record(route).patience.deadline(least, rule.first_token))

    # ------------------------------------------------------------------------------------------- what a walk reports

    def count(self, record: Record, wait: float | None) -> None:
        """A failure that says something of the route. `wait`: seconds, where the provider asks for so long."""
        before = record.breaker.reopens_at()
        record.breaker.failed(self.now(), wait, self.jitter())
        if record.breaker.reopens_at() != before:
            self.tell(record)

    def close_key(self, refused: Record, failure: UpstreamFailure) -> None:
        """Nobody's words go out with a key that is not taken: all its routes open at once, until probes find it is."""
        now, provider = self.now(), _provider_of(refused.route)
        wait = failure.retry_after or KEY_PAUSE
        self._closed = {key: until for key, until in self._closed.items() if until > now}
        self._closed[provider, refused.key] = now + wait
        for record in self._records.values():
            if record.key == refused.key and _provider_of(record.route) == provider:
                is_closed = record.breaker.state(now) is State.CLOSED
                self.count(record, wait if is_closed else failure.retry_after)

    # ------------------------------------------------------------------------------------------------ beside walks

    def due(self) -> list[Permit]:
        now = self.now()
        current = [one for one in self._records.values() if one is self._records.get(self._place(one.route))]
        return [Admission(self, one, None) for one in current if one.breaker.wants_probe(now)]

    def tell(self, record: Record) -> None:
        """Other processes hear how the breaker stands."""
        if self._exchange is None:
            return
        reopens = record.breaker.reopens_at()
        lasting = 0.0 if reopens is None else min(reopens - self.now() + NEWS, MAX_OPEN)
        self._exchange.tell(TOPIC, record.name, f"{self._clock.now() + lasting:.0f} {self._own}", max(lasting, 1.0))

    def listen(self) -> None:
        if self._exchange is None:
            return
        heard = self._exchange.heard(TOPIC)
        for record in self._records.values():
            self._heed(record, heard)

    def _heed(self, record: Record, heard: Mapping[str, str]) -> None:
        value = heard.get(record.name, "")
        if value != record.heard:
            record.shut_until = self._shut_until(value, self.now())
        record.heard = value

    def _shut_until(self, value: str, now: float) -> float | None:
        """None where nobody else says so, or says nothing that can be read."""
        until, _, who = value.partition(" ")
        if who == self._own or not (until.isascii() and until.isdigit()):
            return None
        return now + min(max(float(until[:15]) - self._clock.now(), 0.0), MAX_OPEN)

    def told(self, rules: Ruleset) -> dict[str, dict[str, Any]]:
        routes = {f"{route.provider}/{route.model}" for listed in rules.models.values() for route in listed}
        known = {route: self._records.get(self._place(route)) for route in sorted(routes)}
        doors = {name: door for name, door in self._doors.items() if self._bound(name) is not None}
        return {
            "routes": {route: self._told_of(one, rules) for route, one in known.items() if one is not None},
            "servers": {name: door.told() for name, door in doors.items()},
        }

    def _told_of(self, record: Record, rules: Ruleset) -> dict[str, Any]:
        now, reopens = self.now(), self.reopens_at(record.route)
        limits = self.timeouts(record.route, rules.providers[_provider_of(record.route)].timeouts)
        return {
            "state": "open" if record.is_shut(now) else str(record.breaker.state(now)),
            "opens_in": None if reopens is None else round(max(reopens - now, 0.0), 1),
            "quota": round(record.gauge.score(now), 3),
            "first_token": round(limits.first_token, 3),
            "seen": record.patience.seen,
        }

    # --------------------------------------------------------------------------------------------- what there is

    def _place(self, route: str) -> tuple[str, str]:
        return route, self._key(_provider_of(route))

    def _record(self, route: str) -> Record:
        provider = _provider_of(route)
        rule = self._rule(provider)
        breaker = DEFAULT if rule is None else rule.breaker
        place = route, self._key(provider)
        record = self._records.get(place)
        if record is None:
            record = self._records[place] = Record(*place, Breaker(breaker, self._grace))
            self._close_too(record, provider)
            if self._exchange is not None:
                self._heed(record, self._exchange.heard(TOPIC))
            if len(self._records) > MOST_RECORDS:
                self._records.popitem(last=False)
        record.breaker.rule = breaker
        return record

    def _close_too(self, record: Record, provider: str) -> None:
        """A route that nobody asked before, whose key was refused for another."""
        now, until = self.now(), self._closed.get((provider, record.key), 0.0)
        if now < until:
            record.breaker.failed(now, until - now)

    def _bound(self, provider: str) -> Concurrency | None:
        rule = self._rule(provider)
        return None if rule is None else rule.concurrency

    def _door(self, route: str) -> Door | None:
        name = _provider_of(route)
        rule = self._bound(name)
        if rule is None:
            return None
        door = self._doors.get(name)
        if door is None:
            door = self._doors[name] = Door(rule)
        door.rule = rule
        return door


def _provider_of(route: str) -> str:
    return route.partition("/")[0]
