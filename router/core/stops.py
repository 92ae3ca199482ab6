"""Stop buttons: what an admin has stopped, whom that covers, and what they are told.

What is stopped stays so until somebody resumes it, whatever restarts. It stands beside policy and not in it: a decision
is a matter of facts and rules alone, so a stop refuses the caller before anything is decided, or passes over one of the
candidates as an open breaker does.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from router.core.printing import LONGEST, is_name
from router.core.problems import Code, Problem


class Reach(StrEnum):
    TENANT = "tenant"
    AGENT = "agent"
    PROVIDER = "provider"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Target:
    """What a button is for. `name`: "" for everything. `tenant`: of an agent, where not of all tenants'."""

    reach: Reach
    name: str = ""
    tenant: str | None = None

    @property
    def whose(self) -> str | None:
        """The tenant whom it is for; None where it is for more than one."""
        return self.name if self.reach is Reach.TENANT else self.tenant

    @property
    def words(self) -> tuple[str, ...]:
        """As the commands `stop` and `resume` take it."""
        named = () if self.reach is Reach.EVERYTHING else (self.name,)
        return f"--{self.reach}", *named, *(("--tenant", self.tenant) if self.tenant is not None else ())

    def covers(self, tenant: str, agent: str) -> bool:
        """Whether it is for what this agent asks."""
        return self in _over(tenant, agent)

    def covers_provider(self, name: str) -> bool:
        return self in (_EVERYTHING, Target(Reach.PROVIDER, name))

    def __str__(self) -> str:
        named = "" if self.reach is Reach.EVERYTHING else f" {self.name!r}"
        return f"{self.reach}{named}" + (f" of tenant {self.tenant!r}" if self.tenant is not None else "")


@dataclass(frozen=True, slots=True)
class Stop:
    """`since` in seconds since the epoch; `by`: who pressed it, such as `cli:anna`."""

    target: Target
    since: float
    by: str

    def problem(self) -> Problem:
        """What the client is told: its own names, and no admin's."""
        since = datetime.fromtimestamp(self.since, UTC).isoformat(timespec="seconds")
        return Problem(Code.STOPPED, f"{self.target} was stopped at {since}; an admin has to resume it")


class Stops:
    """All that is stopped at one moment."""

    def __init__(self, stops: Iterable[Stop] = ()) -> None:
        self._stops = {stop.target: stop for stop in stops}

    def __bool__(self) -> bool:
        return bool(self._stops)

    def __iter__(self) -> Iterator[Stop]:
        return iter(self._stops.values())

    def covering(self, tenant: str, agent: str) -> Stop | None:
        """Why this agent's requests are refused; None while they are not."""
        return self._first(_over(tenant, agent)) if self._stops else None

    def covering_provider(self, name: str) -> Stop | None:
        """Why nothing is sent there."""
        return self._first((_EVERYTHING, Target(Reach.PROVIDER, name))) if self._stops else None

    def counts(self) -> dict[str, int]:
        """How many of each sort, without a name."""
        found = Counter(stop.target.reach for stop in self)
        return {reach.value: found[reach] for reach in Reach}

    def _first(self, targets: Iterable[Target]) -> Stop | None:
        return next((self._stops[target] for target in targets if target in self._stops), None)


_EVERYTHING = Target(Reach.EVERYTHING)


def _over(tenant: str, agent: str) -> tuple[Target, ...]:
    """All that may stop this agent, the widest first."""
    return (
        _EVERYTHING,
        Target(Reach.TENANT, tenant),
        Target(Reach.AGENT, agent),
        Target(Reach.AGENT, agent, tenant),
    )


def target_of(tenant: str | None, agent: str | None, provider: str | None, *, everything: bool) -> Target:
    """What somebody named. Raises ValueError, with the cure, for what is not one thing."""
    named = (tenant, agent, provider)
    if any(name is not None and not is_name(name) for name in named):
        raise ValueError(f"a name is 1 to {LONGEST} printable characters")
    match (*named, everything):
        case str(), None, None, False:
            return Target(Reach.TENANT, str(tenant))
        case _, str(), None, False:
            return Target(Reach.AGENT, str(agent), tenant)
        case None, None, str(), False:
            return Target(Reach.PROVIDER, str(provider))
        case None, None, None, True:
            return _EVERYTHING
        case _:
            raise ValueError("name one of: a tenant, an agent (of a tenant, if you like), a provider, or everything")
