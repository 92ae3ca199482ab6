"""What a request asks for, as the scripts read it; and what they answer, as `core.limits` reads it.

Redis decides whether a request is over a limit. Why, and how long, is told by the same code as for one process: what
Redis counted is put into an `Account`, and that is asked.
"""

from collections.abc import Mapping, Sequence
from math import floor
from typing import Any, NamedTuple

from router.core.limits import NANO, Account, Claim, Cost, Moment
from router.core.window import Minute
from router.state.redis_link import Word

MOST_TOKENS = 1 << 40
"""Of one request. More is a client that asks for the impossible: over any limit there is, and no count overflows."""

LARGEST = 1 << 52
"""A limit above this is counted exactly no more: Lua's numbers have 53 bits. It is none."""

SLOTS = 64


class Bid(NamedTuple):
    """One request, while Redis is asked. `limits`: `claims` as they hold now, each whole or a share of it."""

    tenant: str
    claims: tuple[Claim, ...]
    limits: tuple[Claim, ...]
    cost: Cost
    at: Moment

    def words(self) -> list[Word]:
        """Tokens, money, number of claims; of each its limits."""
        words: list[Word] = [self.cost.tokens, self.cost.money, len(self.limits)]
        for claim in self.limits:
            quota = claim.quota
            words += [_limit(quota.requests_per_minute), _limit(quota.tokens_per_minute)]
            words += [_limit(quota.concurrent_requests), budget(claim)]
        return words


class Answer(NamedTuple):
    """What `begin.lua` counted. `states`: of each claim requests, tokens, places, money."""

    is_held: bool
    epoch: bytes
    second: int
    now: float
    classes: list[str]
    states: Sequence[Sequence[Any]]

    @classmethod
    def of(cls, reply: Sequence[Any]) -> "Answer":
        verdict, epoch, second, micro, classes, states = reply
        water = [name.decode() for name in classes]
        return cls(verdict == b"held", epoch, second, second + micro / 1_000_000, water, states)

    def accounts(self, bid: Bid) -> list[tuple[Claim, Account]]:
        held = zip(bid.limits, self.states, strict=True)
        return [(claim, self._account(state, bid.at.month)) for claim, state in held]

    def _account(self, state: Sequence[Any], month: str) -> Account:
        requests, tokens, places, money = state
        account = Account()
        if self.is_held:
            account.minute = Minute.of([(self.second, int(requests), int(tokens))])
        else:
            account.minute = _minute(dict(zip(requests[::2], requests[1::2], strict=True)))
        account.running = places
        account.spent = {month: int(money)}
        return account


def budget(claim: Claim) -> Word:
    """Nano-euro; empty for none."""
    most = claim.quota.budget_eur_per_month
    return "" if most is None else floor(most * NANO)


def purses(claims: Sequence[Claim]) -> list[Claim]:
    """Those that limit money."""
    return [claim for claim in claims if claim.quota.budget_eur_per_month is not None]


def _limit(most: int | None) -> Word:
    return "" if most is None else min(most, LARGEST)


def _minute(fields: Mapping[bytes, bytes]) -> Minute:
    requests, tokens = _seconds(fields, b"r"), _seconds(fields, b"t")
    return Minute.of((second, requests.get(second, 0), tokens.get(second, 0)) for second in {*requests, *tokens})


def _seconds(fields: Mapping[bytes, bytes], measure: bytes) -> dict[int, int]:
    """Of the ring: where its first second is, each slot stands for one second from there on."""
    first = int(fields[measure + b"F"])
    counts: dict[int, int] = {}
    for slot in range(SLOTS):
        count = int(fields.get(b"%b%d" % (measure, slot), 0))
        if count:
            counts[first + (slot - first) % SLOTS] = count
    return counts
