"""What is kept, as values: of requests, of agent keys, of logs, of who runs the router and who looks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from router.core.lineage import Lineage
from router.core.roles import Role, RoleAt
from router.core.stops import Target
from router.core.types import KeyLimit


class LedgerUnavailable(Exception):  # noqa: N818 - a state of the world
    """The record could not be made durable."""


class TenantGone(LedgerUnavailable):
    """The tenant was erased, as somebody wanted: nothing will be recorded of it again, and nothing is wrong."""


class SubjectGone(LedgerUnavailable):
    """The person whom an intent is about was erased since they were asked for: ask again, they are somebody new."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A person whom requests are about (a data subject), as one tenant's records know them: never by name.

    `tag`: HMAC-SHA-256 of the name that the client has for them, under a key of the tenant's. `wrapped`: the key that
    their entries are sealed with, under the tenant's.
    """

    id: str
    tag: bytes = field(repr=False)
    wrapped: bytes = field(repr=False)
    commitments: bytes = field(repr=False)
    """What commitments to their words are keyed with: 32 bytes."""


@dataclass(frozen=True, slots=True)
class Tags:
    """Whom the entries of a log are about. `key`: what their names are tagged with."""

    key: bytes = field(repr=False)
    of_entries: Iterable[bytes | None]
    """A tag for each entry, in order; None where it is about nobody."""


@dataclass(frozen=True, slots=True)
class Erased:
    """A person who was. `id`: what the act that tells of it is found by; `entries`: how many lost their bodies."""

    id: str
    entries: int


class Intent(NamedTuple):
    """What is durable before the first byte leaves. One per attempt. `commitment` is a keyed digest of the bytes."""

    receipt: str
    attempt: int
    tenant: str
    at: float
    provider: str
    model: str
    zone: str
    effective: str
    treatment: str
    ruleset: str
    commitment: str
    owner: str | None = None
    """The person whose key asked, if one."""
    team: str | None = None
    key: str | None = None
    """The id of the key that asked. None in intents of versions that did not write it."""
    held: int | None = None
    """Nano-euro that are held for it. None where nobody is limited."""


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """An agent key as stored: never the secret, only its HMAC-SHA-256 under the master key. Times since the epoch."""

    id: str
    tenant: str
    agent: str
    models: tuple[str, ...]
    tools: tuple[str, ...]
    floor: str | None
    digest: bytes = field(repr=False)
    created: float
    expires: float | None
    revoked: float | None
    owner: str | None = None
    """The person whom it belongs to, if one."""
    team: str | None = None
    parent: str | None = None
    """The id of the key that it was derived from, and is no wider than."""
    replaces: str | None = None
    """The id of the key that it was made in place of."""
    ceiling: str | None = None
    """The highest class that a request of it may have; `floor` is the lowest."""
    networks: tuple[str, ...] = ()
    """Where it may be used from, as CIDR; none: from anywhere."""
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    budget_eur_per_month: float | None = None

    @property
    def limit(self) -> KeyLimit | None:
        """What it may use, if anything limits it."""
        if self.requests_per_minute is self.tokens_per_minute is self.budget_eur_per_month is None:
            return None
        return KeyLimit(self.id, self.requests_per_minute, self.tokens_per_minute, self.budget_eur_per_month)


def limits_of(line: Iterable[KeyRecord], keys: Lineage[KeyRecord]) -> tuple[KeyLimit, ...]:
    """What limits the keys of this line, each as it is counted: under the id of the key that it was rotated from."""
    limited = ((key, key.limit) for key in line)
    return tuple(limit._replace(key=keys.first(key)) for key, limit in limited if limit is not None)


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did that the ledger tells of: keys, tenants, rules, a reading of the ledger, an erasure."""

    verb: str
    """What was done, such as `keys.issue`."""
    actor: str
    """Who did it, such as `cli:anna` or `router`."""
    at: float
    tenant: str | None = None
    """In whose log it stands; None for the router's own."""
    target: str = ""
    """The id of what it was done to."""
    details: Mapping[str, str] = field(default_factory=dict)
    """Names and numbers. Never request text, never a secret."""
    id: str = ""
    """Its own name where it must be found again; else it gets one."""


def act_on(button: Literal["stop", "resume"], target: Target, actor: str, at: float, **details: str) -> Act:
    """What the router's own log tells of a button that was pressed."""
    told = details if target.tenant is None else {"tenant": target.tenant, **details}
    return Act(f"{target.reach}.{button}", actor, at, target=target.name, details=told)


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry of a log as it is kept. `leaf`: the hash that stands in the tree, to be compared with the body's."""

    index: int
    kind: str
    id: str
    attempt: int
    at: float
    leaf: bytes
    body: bytes | None
    """None once it was pruned, or the person whom it is about was erased."""
    subject: str | None = None
    """The id of that person, if one."""
    owner: str | None = None
    team: str | None = None
    """Whose request it was, as the row has it: tags (`core.whose`)."""


class Pruned(NamedTuple):
    """What is left of an entry whose body is gone elsewhere. `leaf`: its hash, which keeps its place in the tree."""

    kind: str
    id: str
    attempt: int
    at: float
    leaf: bytes


@dataclass(frozen=True, slots=True)
class LogHead:
    """What is signed of a log. `checkpoint` is its newest signed note, None while nothing was ever recorded."""

    key: str
    """The verifier key (C2SP signed-note): name, id and public key."""
    size: int
    checkpoint: str | None


@dataclass(frozen=True, slots=True)
class LogTree:
    """What is kept of a log's Merkle tree, to be compared with its entries."""

    size: int
    frontier: tuple[bytes, ...]
    subtrees: Mapping[tuple[int, int], bytes]
    """(level, number) -> the hash of the leaves [number * 256**level, (number + 1) * 256**level)."""
    checkpoints: Sequence[tuple[int, str]]
    """Size and signed note, by size."""


@dataclass(frozen=True, slots=True)
class Proof:
    """That an entry stands in a log: the way from its leaf to the root of the checkpoint."""

    index: int
    body: bytes
    path: tuple[bytes, ...]
    checkpoint: str
    key: str


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, and is shown only what bears their own name or their team's. An empty one is nobody's."""

    user: str
    team: str = ""


@dataclass(frozen=True, slots=True)
class AdminRecord:
    """Who may run the router, as stored. Agents have keys, and are none of these. Times since the epoch."""

    id: str
    name: str
    """A local admin's has no slash; one of an OpenID provider is called `HOST/NAME`."""
    roles: tuple[Role, ...]
    """Each at every one of `tenants`."""
    tenants: tuple[str, ...]
    """Names, or `*` for all."""
    made: float
    disabled: float | None = None
    issuer: str | None = None
    """The OpenID provider that knows them by `subject`; None for who comes with an invitation."""
    subject: str | None = None
    team: str | None = None
    """Whose requests they see beside their own."""
    more: tuple[RoleAt, ...] = ()
    """Roles at single tenants besides, as a provider's claims give them."""

    @property
    def grants(self) -> tuple[RoleAt, ...]:
        """All that they may, and where. What is asked of `core.roles.may_at`."""
        return *(RoleAt(role, tenant) for role in self.roles for tenant in self.tenants), *self.more


class Left(NamedTuple):
    """An intent without outcome: what a process that died has left, or what is under way."""

    tenant: str
    receipt: str
    attempt: int


@dataclass(frozen=True, slots=True)
class PassRecord:
    """What lets an admin in, as stored: an invitation, or the session that it was used for. Never the secret.

    `digest`: HMAC-SHA-256 of the secret, under a key of its own for each sort. `seen`: when it was last used, about.
    """

    id: str
    admin: str
    digest: bytes
    made: float
    expires: float
    seen: float
