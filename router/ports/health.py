"""How the routes fare, and leave to ask one of them."""

from types import TracebackType
from typing import Any, NamedTuple, Protocol, Self

from router.core.problems import UpstreamFailure
from router.core.quota import Allotment
from router.core.rules import Ruleset, Timeouts

LONGEST_LINE = 30.0
"""Seconds that a request waits for room, at one server or at several."""


class Crowded(NamedTuple):
    """A server has no room. `wait`: seconds until it may have."""

    wait: float


class Permit(Protocol):
    """Leave to ask one route once, with the key that it has now. A context: what it holds is given back at its end."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...

    @property
    def route(self) -> str: ...

    def sent(self) -> None:
        """From now on it is waited for. Where this is not said, the route was not asked after all."""
        ...

    def began(self) -> None:
        """The first content of a stream has come."""
        ...

    def answered(self, quota: tuple[Allotment, ...] = ()) -> None: ...

    def failed(self, failure: UpstreamFailure) -> None:
        """Of what is no fault of the route nothing is remembered."""
        ...

    def told_nothing(self) -> None:
        """A probe of the router's own could not be sent, or its answer says nothing: the next request is the probe."""
        ...


class Health(Protocol):
    """How the routes fare, as this process sees it and others tell it: nothing in it must survive.

    Everything is of a route and the key that its provider is asked with now: a successor begins with a clean record.
    Times are of the clock that `Clock.monotonic` is.
    """

    def is_spent(self, route: str) -> bool:
        """Its quota is used up. Asking changes nothing."""
        ...

    def breaker_open(self, route: str) -> bool:
        """No attempt may start now. False promises one: of a half-open breaker the asker is the probe."""
        ...

    def is_free(self, route: str) -> bool:
        """An attempt could start at once. Asking changes nothing."""
        ...

    def reopens_at(self, route: str) -> float | None:
        """When a route that is closed off, or out of quota, may be tried again; None while nothing is wrong with it."""
        ...

    async def enter(self, route: str, tenant: str, patience: float) -> Permit | Crowded:
        """What follows `breaker_open`. Where its server has no room, waits in line for at most `patience` seconds.

        If it is cancelled, or there was no room, nothing is left behind.
        """
        ...

    def quota(self, route: str) -> float:
        """What is left of its quota: 0 nothing, 1 all, or nobody knows."""
        ...

    def timeouts(self, route: str, rule: Timeouts) -> Timeouts:
        """`rule`, with what was learned of the route in it where the rule asks for that."""
        ...

    def due(self) -> list[Permit]:
        """Routes that a probe of the router's own shall be sent to now."""
        ...

    def listen(self) -> None:
        """Takes over what other processes tell. Called each second or so."""
        ...

    def told(self, rules: Ruleset) -> dict[str, dict[str, Any]]:
        """For a person: how each of the `routes` fares that was asked, and the `servers` whose load is bounded."""
        ...
