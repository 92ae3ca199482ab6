"""Probes of the router's own: when a breaker's time is over, a tiny fixed request goes to see, and no customer's.

It carries no word of anybody's, is sent as a request is, with the key that is in use, and is judged by the same reader.
It costs no tenant anything and stands in no record: nothing of a customer's left, and what comes of it is told by the
log when a breaker opens or closes. Each route is probed at most once in the time that its breaker stays open.

    what comes of it                                | what follows
    ------------------------------------------------|-------------------------------------------------------------
    an answer                                       | the breaker closes
    429                                             | the breaker closes: somebody answers; the quota hears of it
    any failure that counts                         | the breaker opens for twice as long
    400, 404, 422 and the like; the route is gone,  | nothing is learned: the next request is the probe
    or serves no language that a probe is written in|
"""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from router.core.failover import counts_for_breaker
from router.core.faults import where
from router.core.problems import FailureKind, UpstreamFailure
from router.core.rules import Route, Ruleset
from router.core.types import Caller, Candidate, Envelope, Treatment
from router.pipeline.answering import Answer, Call
from router.pipeline.deadlines import Deadlines
from router.pipeline.surroundings import Engine
from router.ports import DialectPort, Health, Permit

log = logging.getLogger("sovereign.health")

PATIENCE = 30.0
"""Seconds for a probe, or the route's `first_token` if that is shorter."""

GRACE = PATIENCE + 5.0
"""Seconds that requests wait for it: its own time, and that until somebody looks."""

PING: Mapping[str, Mapping[str, Any]] = {
    "chat": {"messages": [{"role": "user", "content": "ping"}], "max_tokens": 1},
    "messages": {"messages": [{"role": "user", "content": "ping"}], "max_tokens": 1},
    "completions": {"prompt": "ping", "max_tokens": 1},
    "embeddings": {"input": "ping"},
    "responses": {"input": "ping", "max_output_tokens": 16},
}
"""By dialect: what is asked, in the first that the route serves."""

NOBODY = Caller("probe", "", "router", (), ())


class Prober:
    """`look` is called again and again; `aclose` once."""

    def __init__(self, engine: Callable[[], Engine], health: Health, dialects: Mapping[str, DialectPort]) -> None:
        self._engine = engine
        self._health = health
        self._dialects = dialects
        self._deadlines = Deadlines()
        self._out: dict[str, asyncio.Task[None]] = {}
        """The probes under way, by route."""

    async def look(self) -> None:
        """Waits for no probe."""
        self._health.listen()
        for permit in self._health.due():
            if permit.route not in self._out:
                self._out[permit.route] = asyncio.create_task(self._probe(permit))

    async def aclose(self) -> None:
        tasks = list(self._out.values())
        self._out.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _probe(self, permit: Permit) -> None:
        engine = self._engine()
        try:
            with permit:
                answer = self._answer(engine, permit.route)
                if answer is None:
                    permit.told_nothing()
                else:
                    await _judge(permit, answer)
        except Exception as fault:  # noqa: BLE001 - the last line of a task that nobody awaits
            permit.told_nothing()
            log.warning("route %s could not be probed: %s", permit.route, where(fault))
        finally:
            self._out.pop(permit.route, None)

    def _answer(self, engine: Engine, route: str) -> Answer | None:
        """None where there is nothing to ask."""
        line = line_of(route, engine.rules)
        if line is None:
            return None
        rule, provider = engine.rules.providers[line.provider], engine.providers[line.provider]
        spoken = provider.dialects if line.serves is None else provider.dialects & line.serves
        dialect = next((self._dialects[name] for name in PING if name in spoken and name in self._dialects), None)
        if dialect is None:
            return None
        envelope = _envelope(dialect, line.model)
        candidate = Candidate(line.provider, line.model, rule.zone, Treatment.REDACTED)
        patience = min(PATIENCE, rule.timeouts.first_token)
        timeouts = replace(rule.timeouts, total=min(patience, rule.timeouts.total))
        reader = dialect.reader(body=envelope.body, stream=False, vault=None, refusal=lambda _: None)
        data = provider.encode(envelope, envelope.body, candidate)
        return Answer(Call(provider, candidate, data, envelope, timeouts), reader, self._deadlines)


async def _judge(permit: Permit, answer: Answer) -> None:
    permit.sent()
    try:
        await answer.first()
    except UpstreamFailure as failure:
        _tell(permit, failure)
    else:
        permit.answered(answer.quota)
        log.info("route %s answers again", permit.route)
    finally:
        await answer.aclose()


def _tell(permit: Permit, failure: UpstreamFailure) -> None:
    if failure.kind is FailureKind.RATE:
        permit.answered()
        permit.failed(failure)
    elif counts_for_breaker(failure.kind):
        permit.failed(failure)
    else:
        permit.told_nothing()
    log.info("route %s was probed: %s", permit.route, failure)


def line_of(route: str, rules: Ruleset) -> Route | None:
    """What routes.yaml says of it; None once it is not there any more."""
    provider, _, model = route.partition("/")
    lines = (line for listed in rules.models.values() for line in listed)
    return next((line for line in lines if (line.provider, line.model) == (provider, model)), None)


def _envelope(dialect: DialectPort, model: str) -> Envelope:
    raw = json.dumps({"model": model, **PING[dialect.name]}, separators=(",", ":")).encode()
    return Envelope("probe", NOBODY, dialect.name, model, stream=False, body=dialect.parse(raw), raw=raw)
