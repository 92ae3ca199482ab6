"""In which order the permitted are asked. Pure: chance is an argument, and nothing is added.

Every function gives the candidates that it was given, each once, in another order; `sift` alone leaves some out. It is
asked between the Decision and `core.failover`: who may see a request is settled by then, and a receipt replays without
it. The attempts in the receipt tell the order that was taken.

    listed     as `routes.yaml` has them
    weighted   by chance, each candidate first as often as its weight says; with the mark of a conversation in the place
               of chance, the same conversation has the same order, and only what is out moves (weighted rendezvous
               hashing: Schindelhauer and Schomaker, "Weighted distributed hash tables", 2005; the order of all is
               Efraimidis and Spirakis, "Weighted random sampling with a reservoir", 2006)
    fastest    of two picked by chance the one with the lower score goes first, the others behind it by score
               (Mitzenmacher, "The power of two choices", 2001): not everybody storms the very fastest at once
    cheapest   by price, in the listed order where it is the same; a price that nobody knows is the highest

Whatever the rank but the listed, whose quota is nearly used up comes last (`spare`).
"""

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence

from router.core.estimates import Estimate
from router.core.types import Candidate

Candidates = Sequence[Candidate]

SCARCE = 0.1
"""Of a quota: what is under way already may use up so much."""

SPARSEST = 4
"""Estimates count four bytes to a token. Hardly a text has less than one token in four times as many, escapes of JSON
counted in: what is beyond the context by this factor is surely too long."""


def weighted(candidates: Candidates, weights: Mapping[str, int], mark: bytes) -> tuple[Candidate, ...]:
    """`weights` by route, 1 where it is not there. The same `mark` (64 bytes at most) gives the same order."""
    return _by(candidates, lambda one: _draw(mark, one.route) / weights.get(one.route, 1))


def fastest(candidates: Candidates, score: Callable[[str], float], chance: float) -> tuple[Candidate, ...]:
    """`score` of a route: seconds, less is better. `chance` from 0 up to but not 1."""
    scores = {one.route: score(one.route) for one in candidates}
    ranked = _by(candidates, lambda one: scores[one.route])
    if len(ranked) < 3:  # noqa: PLR2004 - of two, both are picked
        return ranked
    first, second = _pair(len(ranked), chance)
    best = min(first, second)
    return (ranked[best], *ranked[:best], *ranked[best + 1 :])


def cheapest(candidates: Candidates, price: Callable[[Candidate], int | None]) -> tuple[Candidate, ...]:
    """`price` of this request there, None where nobody knows it."""
    return _by(candidates, lambda one: math.inf if (cost := price(one)) is None else cost)


def spare(candidates: Candidates, left: Callable[[str], float]) -> tuple[Candidate, ...]:
    """`left` of a route's quota: 0 nothing, 1 all. Who has hardly any comes after its peers, and is kept for need."""
    return _by(candidates, lambda one: left(one.route) < SCARCE)


def sift(candidates: Candidates, tokens: Estimate) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """Who may have room for the request, those last that probably have not; and whose context is surely too small."""
    small = tuple(one for one in candidates if one.context is not None and tokens.input // SPARSEST > one.context)
    left = [one for one in candidates if one not in small]
    return _by(left, lambda one: one.context is not None and sum(tokens) > one.context), small


def _by(candidates: Candidates, key: Callable[[Candidate], float]) -> tuple[Candidate, ...]:
    """Stable: the listed order decides where the keys are the same."""
    return tuple(sorted(candidates, key=key))


def _draw(mark: bytes, route: str) -> float:
    """Exponentially distributed over routes and marks: the least of several, each over its weight, is fairly drawn."""
    digest = hashlib.blake2b(route.encode(), key=mark, digest_size=8).digest()
    return -math.log((int.from_bytes(digest) + 1) / (2**64 + 1))


def _pair(count: int, chance: float) -> tuple[int, int]:
    """Two different places below `count`, every pair as likely."""
    first, second = divmod(min(int(chance * count * (count - 1)), count * (count - 1) - 1), count - 1)
    return first, second + (second >= first)
