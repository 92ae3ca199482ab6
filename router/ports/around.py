"""What else the walk has beside it: state that replicas share, traces, time."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from router.core.limits import Advance, Claim, Cost, Grant, Holder, Moment, Refusal
from router.core.recollection import Memory
from router.core.rules import Ruleset
from router.core.types import Receipt
from router.ports.kept import Act


class Begun(NamedTuple):
    """What was reserved for a request, or why not; and the highest class that replicas know of its conversation."""

    held: Grant | Refusal
    water: str | None = None


class Shared(Protocol):
    """State that replicas share: nothing in it must survive. In process for one replica.

    `now` is in seconds of one clock, the same for all calls. Where replicas share, `begin` waits for them once, and
    `advance` where there is a budget; nothing else waits, and nothing fails: who cannot reach what is shared goes on
    with what this process knows.
    """

    async def start(self) -> None:
        """Before the first use. Raises nothing for what is shared and cannot be reached yet."""
        ...

    async def aclose(self) -> None: ...

    def trouble(self) -> str | None:
        """Why replicas do not share now, without any secret; None while they do, or where there is one alone."""
        ...

    async def begin(
        self, tenant: str, marks: Sequence[bytes], claims: Sequence[Claim], cost: Cost, at: Moment, rules: Ruleset
    ) -> Begun:
        """Counts a request against every claim, or against none: looked at and counted in one step, on all replicas.

        `cost.money` is looked at alone. If it is cancelled, no tokens and no place stay reserved. `water` is what other
        replicas raised any of `marks` to, and None where nothing is shared: what this one knows, `high_water` tells.
        """
        ...

    def requested(self, tenant: str, now: float) -> None:
        """A request of this tenant began: what its retry budget is a share of."""
        ...

    def may_retry(self, tenant: str, now: float) -> bool:
        """Whether the same provider may be asked again for a request of this tenant. True takes one of its budget."""
        ...

    def high_water(self, tenant: str, marks: Sequence[bytes], rules: Ruleset) -> str | None:
        """The highest class that this process knows any of these marks to be raised to.

        A class `rules` no longer has counts as the top.
        """
        ...

    def raise_water(self, tenant: str, mark: bytes, effective: str, rules: Ruleset) -> None:
        """Never lowers."""
        ...

    def settle(self, grant: Grant, used: int, now: float) -> None:
        """Puts the tokens that were used in the place of those reserved. Once for each grant; nobody waits for it."""
        ...

    async def advance(self, claims: Sequence[Claim], money: int, at: Moment) -> Advance | Refusal:
        """Holds money, in nano-euro, for one attempt against every budget, or against none. As `begin`."""
        ...

    def pay(self, advance: Advance, money: int) -> None:
        """Puts what the attempt cost in the place of what was held. Once for each advance; nobody waits for it."""
        ...

    def prime(self, month: str, spent: Mapping[Holder, int]) -> None:
        """At least so much was spent in this month, in nano-euro: what is counted is raised to it, never lowered."""
        ...


class Exchange(Protocol):
    """Small notices between the processes of one installation: never text, never a secret, each with an end."""

    def tell(self, topic: str, name: str, value: str, lasting: float) -> None:
        """For `lasting` seconds; nobody waits."""
        ...

    def heard(self, topic: str) -> Mapping[str, str]:
        """What still holds, own notices included."""
        ...


class Sightings(Protocol):
    """What was seen in conversations before, so that a turn is not searched whole again. Holds no text."""

    def of(self, tenant: str) -> Memory: ...


class Tracer(Protocol):
    """Takes what the walk measured; turns it into spans off the path. `traceparent` is the client's own."""

    def start(self) -> None: ...

    def record(self, receipt: Receipt, traceparent: str | None, stages: Sequence[tuple[str, float, float]]) -> None: ...

    def note(self, act: Act) -> None:
        """What happened beside requests and must be seen: a span of its own, marked as an error."""
        ...

    def shutdown(self, timeout: float = 5.0) -> None:
        """Delivers what waits, for at most `timeout` seconds. Blocks."""
        ...


class Clock(Protocol):
    def now(self) -> float:
        """Seconds since the epoch."""
        ...

    def monotonic(self) -> float: ...
