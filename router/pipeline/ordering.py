"""What `core.ranking` is asked with: the order in which one request's permitted candidates are tried."""

import struct

from router.core.estimates import Estimate, cost, estimate
from router.core.problems import Code, Problem
from router.core.ranking import cheapest, fastest, sift, spare, weighted
from router.core.rules import LISTED, Ruleset, Serving
from router.core.types import Candidate, Decision, Envelope, Zone
from router.pipeline.facting import marks_of
from router.pipeline.surroundings import Surroundings, off_loop
from router.ports import DialectPort


def serving_of(rules: Ruleset, model: str) -> Serving:
    return rules.serving.get(model, LISTED)


class Ordering:
    """Of one request."""

    def __init__(
        self, envelope: Envelope, dialect: DialectPort, serving: Serving, rules: Ruleset, around: Surroundings
    ) -> None:
        self._envelope = envelope
        self._dialect = dialect
        self._rules = rules
        self._around = around
        self._serving = serving

    async def of(self, decision: Decision) -> tuple[Candidate, ...]:
        """The decision's candidates, none added. Raises `Problem` (invalid_request) where none has room for it."""
        permitted = decision.candidates
        if not (self._serving.sized or self._serving.rank == "cheapest"):
            return self._ranked(permitted, Estimate(0, 0))
        tokens = await self._tokens()
        roomy, small = sift(self._ranked(permitted, tokens), tokens)
        if not roomy:
            raise _too_long(small, tokens)
        return roomy

    async def passed_over(self, decision: Decision) -> tuple[Candidate, ...]:
        """Those that `of` leaves out, or would if there were others: their context is surely too small."""
        return sift(decision.candidates, await self._tokens())[1] if self._serving.sized else ()

    async def _tokens(self) -> Estimate:
        envelope = self._envelope
        return await off_loop(len(envelope.raw), estimate, envelope.dialect, envelope.body, envelope.raw)

    def _ranked(self, permitted: tuple[Candidate, ...], tokens: Estimate) -> tuple[Candidate, ...]:
        if len(permitted) < 2 or self._serving.rank == "listed":  # noqa: PLR2004 - of one there is no order
            return permitted
        return spare(self._by_rank(permitted, tokens), self._around.health.quota)

    def _by_rank(self, permitted: tuple[Candidate, ...], tokens: Estimate) -> tuple[Candidate, ...]:
        match self._serving.rank:
            case "weighted":
                return weighted(permitted, self._serving.weights, self._mark())
            case "fastest":
                now = self._around.clock.monotonic()
                return fastest(permitted, lambda route: self._around.latencies.score(route, now), self._around.chance())
            case "cheapest":
                return cheapest(permitted, lambda one: self._cost(one, tokens))
            case _:
                return permitted

    def _mark(self) -> bytes:
        """Of the conversation, the same from its first turn on; or of nothing but chance.

        As the high-water marks are: under a key of this tenant and agent, so nobody can tell what was said by it.
        """
        if not self._serving.sticky:
            return struct.pack("d", self._around.chance())
        caller, opening = self._envelope.caller, self._dialect.opening(self._envelope.body)
        return marks_of(opening, self._around.subkey(f"turns/{caller.tenant}/{caller.agent}"))[-1][0]

    def _cost(self, candidate: Candidate, tokens: Estimate) -> int | None:
        """Nano-euro. What runs at home and has no price costs nothing."""
        price = self._rules.prices.get(candidate.route)
        if price is None:
            return 0 if candidate.zone is Zone.SELF_HOSTED else None
        return cost(price, *tokens)


def _too_long(small: tuple[Candidate, ...], tokens: Estimate) -> Problem:
    takes = ", ".join(f"{one.route} ({one.context} tokens)" for one in small)
    message = (
        f"the request is longer than the context of every permitted model: some {tokens.input} tokens, and there are"
        f" {takes}"
    )
    return Problem(Code.INVALID_REQUEST, message)
