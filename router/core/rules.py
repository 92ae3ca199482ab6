"""What `routes.yaml` means, compiled: immutable values that policy and the walk read.

`router.config.load` makes a `Ruleset`; nothing changes one. A reload makes another and swaps it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from router.core.lexicons import NO_LEXICON, Lexicon
from router.core.types import Dialect, Treatment, Zone


@dataclass(frozen=True, slots=True)
class Entity:
    """Who runs a provider. Countries are ISO 3166-1 alpha-2; None is a fact that nobody wrote down."""

    name: str
    seat: str | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class Location:
    """Where a provider computes and keeps: ISO 3166-1 alpha-2 codes, or `EU` for somewhere in the EU."""

    inference: tuple[str, ...]
    storage: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contract:
    training: str
    """`prohibited` or `allowed`."""
    retention_days: int | None
    expires: date | None
    """The last day on which it holds is the day before: it closes at 00:00 UTC of the day named."""
    reference: str | None = None
    transfer_basis: str | None = None
    """`none`, `adequacy`, `dpf` or `scc`: what carries the data out of the EU/EEA, if it leaves."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds."""

    connect: float = 5.0
    first_token: float = 30.0
    stall: float = 30.0
    total: float = 600.0
    least_first_token: float | None = None
    """Where it is learned from what the route does, it is never shorter than this, nor longer than `first_token`."""


@dataclass(frozen=True, slots=True)
class BreakerRule:
    """Opens after `failures` within `within` seconds, for `open_for` seconds.

    Also where `share` of at least `volume` requests within that time failed, if it says so.
    """

    failures: int = 5
    within: float = 30.0
    open_for: float = 30.0
    share: float | None = None
    volume: int = 20


@dataclass(frozen=True, slots=True)
class Concurrency:
    """How many requests a provider is sent at once; `adaptive`: as many as it answers without getting slower."""

    most: int
    adaptive: bool = False


@dataclass(frozen=True, slots=True)
class ProviderRule:
    name: str
    kind: str
    zone: Zone
    base_url: str | None
    key: str | None
    """A secret reference such as `env:MISTRAL_API_KEY`; never a secret."""
    private: bool
    """May reach loopback and private ranges, and plain http."""
    contract: Contract | None
    entity: Entity | None
    timeouts: Timeouts
    breaker: BreakerRule
    retries: int
    forward: frozenset[str]
    """Of `user`, `metadata` and `hosted_tools` (those the provider runs): what may pass to this provider."""
    script: tuple[Mapping[str, Any], ...] = ()
    """`kind: scripted` alone: what it answers, in turn."""
    location: Location | None = None
    concurrency: Concurrency | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """Nano-euro for a million tokens."""

    input: int
    output: int
    cached: int
    """Of the input, what the provider remembered from an earlier request."""


@dataclass(frozen=True, slots=True)
class Route:
    provider: str
    model: str
    serves: frozenset[Dialect] | None
    """None: all that the kind speaks."""
    context: int | None
    lacks: frozenset[str]
    """Of `Facts.needs`: what this model cannot do."""


@dataclass(frozen=True, slots=True)
class Hedge:
    """When the one that was asked first has no content after so many seconds, the next permitted one is asked too."""

    after: float
    up_to: str
    """The highest class for which two may see what one could have answered."""


@dataclass(frozen=True, slots=True)
class Serving:
    """How the permitted candidates of one model are asked. It never says who is permitted. Mappings are by route."""

    rank: str = "listed"
    """`listed`, `weighted`, `fastest` or `cheapest`."""
    sticky: bool = False
    """With `weighted`: a conversation stays where it began."""
    hedge: Hedge | None = None
    weights: Mapping[str, int] = field(default_factory=dict)
    continues: Mapping[str, str] = field(default_factory=dict)
    """How a route is asked to go on with what another began: `prefix`, `final_message` or `prefill`."""
    sized: bool = False
    """Of some route it is known how long a request it takes."""

    @property
    def orders(self) -> bool:
        """There is another order than the listed one."""
        return self.sized or self.rank != "listed"


LISTED = Serving()


@dataclass(frozen=True, slots=True)
class ClassRule:
    """Where words of a class may go; `redact`: replaced by placeholders outside `self_hosted`."""

    zones: frozenset[Zone]
    redact: bool


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a tenant asks of a contract. Nothing is asked of a self-hosted route: there the operator is the evidence."""

    training: str = "prohibited"
    """`prohibited`, or `allowed` where the tenant does not mind."""
    max_retention_days: int | None = None
    transfer_basis: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    concurrent_requests: int | None = None
    budget_eur_per_month: float | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What the tenant as a whole may use, each of its agents, and each of its keys. None: as much as it likes."""

    tenant: Quota | None = None
    per_agent: Quota | None = None
    per_key: Quota | None = None


UNLIMITED = Limits()


@dataclass(frozen=True, slots=True)
class ToolRule:
    """Patterns are shell-style. `default` is `allow`, `hold` or `deny`, for a tool that no line names."""

    default: str
    read: tuple[str, ...]
    write: tuple[tuple[str, str], ...]
    irreversible: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Placeholders:
    """What stands in a redacted request for what was found."""

    style: str = "tags"
    """`tags`, such as `[[PERSON_1]]`; or `surrogates`: realistic values that are nobody's."""
    note: bool = False
    """A system note asks the model to keep them as they are."""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long the ledger keeps what it tells of each request; its hashes stay."""

    keep_days: int | None = None
    """None: for ever."""
    hold: bool = False
    """Nothing is removed, however old."""


@dataclass(frozen=True, slots=True)
class Tenant:
    name: str
    floor: str
    models: tuple[str, ...]
    require: Requirement
    rules: Mapping[str, ClassRule]
    limits: Limits
    tools: ToolRule | None
    placeholders: Placeholders = Placeholders()
    lexicon: Lexicon = NO_LEXICON
    record: Retention = Retention()


@dataclass(frozen=True, slots=True)
class Detection:
    enabled: bool
    languages: tuple[str, ...]
    raises: Mapping[str, str]
    """Kind to class."""
    unscanned: str
    keep: frozenset[str]


@dataclass(frozen=True, slots=True)
class Promise:
    """What shall hold whatever the rules say, of one class. Read and kept; this version does not prove it."""

    klass: str
    never: frozenset[Zone] = frozenset()
    always: Treatment | None = None
    outside: frozenset[Zone] = frozenset()
    require: Requirement | None = None


@dataclass(frozen=True, slots=True)
class Ruleset:
    """`digest` is that of the validated file in canonical form, free of comments and order (`core.kept_rules`)."""

    classes: tuple[str, ...]
    detection: Detection
    providers: Mapping[str, ProviderRule]
    models: Mapping[str, tuple[Route, ...]]
    tenants: Mapping[str, Tenant]
    digest: str
    promises: tuple[Promise, ...] = ()
    prices: Mapping[str, Price] = field(default_factory=dict)
    """By route, `provider/model`. What has none is counted as free."""
    cheapest: Mapping[str, Price] = field(default_factory=dict)
    """By model: no route of it costs less, whatever is asked of it. What may cost nothing is not in it."""
    serving: Mapping[str, Serving] = field(default_factory=dict)
    """By model. Where there is nothing, `LISTED`."""

    def rank(self, klass: str) -> int:
        """The place of a class in the order, 0 is lowest. Raises ValueError for a name that is no class."""
        return self.classes.index(klass)

    def highest(self, *classes: str) -> str:
        return max(classes, key=self.classes.index)
