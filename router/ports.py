"""What the walk needs from the rooms around it: Protocols, and the values that cross them.

Rooms on the floor above core implement these; `router.wiring` alone knows which.
"""

from collections.abc import AsyncIterator, Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, runtime_checkable

from router.core.limits import Claim, Cost, Grant, Holder, Moment, Refusal
from router.core.problems import Problem, UpstreamFailure
from router.core.redact import Vault
from router.core.roles import Role, RoleAt
from router.core.rules import NO_LEXICON, Lexicon, Ruleset
from router.core.tiles import Tile
from router.core.types import Attempt, Body, Candidate, Dialect, Envelope, Finding, KeyLimit, Path, Receipt, Slot, Usage


@dataclass(frozen=True, slots=True)
class Reply:
    """A provider's answer, its status already known to be 2xx. `chunks` must be closed with `aclose`."""

    status: int
    headers: Mapping[str, str]
    chunks: AsyncIterator[bytes]
    """The body as it arrives, split anywhere. Raises `UpstreamFailure`, nothing else."""

    async def aclose(self) -> None:
        """Closes the connection if the body was not read to its end. Never raises."""
        close = getattr(self.chunks, "aclose", None)
        if close is not None:
            await close()


class Reader(Protocol):
    """Reads one provider answer, whole or streamed, and gives what the client may see: restored, tool calls withheld.

    Pure: fed with bytes split anywhere. What precedes a failure is returned first; after it nothing more is.
    """

    @property
    def committed(self) -> bool:
        """Content (text, reasoning, refusal, tool delta) was in what was returned so far."""
        ...

    @property
    def complete(self) -> bool:
        """Everything was read that belongs to the answer."""
        ...

    @property
    def failure(self) -> UpstreamFailure | None: ...

    @property
    def usage(self) -> Usage | None: ...

    @property
    def finish_reasons(self) -> tuple[str, ...]: ...

    @property
    def response_model(self) -> str | None: ...

    def feed(self, data: bytes) -> bytes: ...

    def finish(self, broken: UpstreamFailure | None = None) -> bytes:
        """The provider's answer ended, or broke off: what is left. Sets `failure` when it is not complete."""
        ...


class DialectPort(Protocol):
    """One endpoint language. Pure: bytes and values in, bytes and values out."""

    @property
    def name(self) -> Dialect: ...

    def parse(self, raw: bytes) -> Body:
        """Raises `Problem` (invalid_request)."""
        ...

    def slots(self, body: Body) -> tuple[Slot, ...]: ...

    def rewrite(self, body: Body, replacements: Mapping[Path, str]) -> Body: ...

    def instruct(self, body: Body, text: str) -> Body:
        """`body` with one more instruction from the system, always in the same place: in front, or behind the first."""
        ...

    def has_media(self, body: Body, raw: bytes) -> bool:
        """Whether it holds what detection cannot read. `raw` are the bytes that `body` was parsed from."""
        ...

    def needs(self, body: Body) -> tuple[str, ...]: ...

    def turns(self, body: Body) -> tuple[bytes, ...]:
        """Canonical bytes of each message, in order: what the conversation's high-water mark is keyed by."""
        ...

    def reader(self, *, body: Body, stream: bool, vault: Vault | None, refusal: Callable[[str], str | None]) -> Reader:
        """`refusal(tool name)` is None for a call that may reach the agent, else the text it reads instead."""
        ...

    def problem(self, problem: Problem, request_id: str) -> bytes: ...

    def problem_event(self, problem: Problem, request_id: str) -> bytes: ...


class Provider(Protocol):
    """One provider of `routes.yaml`. Knows its wire; knows nothing of policy."""

    @property
    def dialects(self) -> frozenset[Dialect]: ...

    @property
    def restores(self) -> bool:
        """False where the answer must be shown as it came: the mirror exists to show placeholders."""
        ...

    def encode(self, envelope: Envelope, body: Body, candidate: Candidate) -> bytes:
        """The exact bytes that would leave: model set, wire switches forced, fields dropped. Pure.

        `body` is what may leave: the envelope's own, or a copy with what was redacted. What is the same object in both
        may leave in the client's own bytes.
        """
        ...

    async def send(self, dialect: Dialect, body: bytes, *, model: str, stream: bool) -> Reply:
        """Sends; returns once the status line says 2xx. Raises `UpstreamFailure`, nothing else.

        Keeps the route's timeouts: `first_token` until a stream's first bytes, `stall` between two pieces after them,
        `total` in any case.
        """
        ...

    async def aclose(self) -> None: ...


@runtime_checkable
class Probing(Protocol):
    """A provider that can say whether it takes a key. Where it cannot, a new key counts untried."""

    async def probe(self, key: str) -> None:
        """Sends one cheap request that carries nothing but `key`; returns if it is answered 2xx.

        Raises `UpstreamFailure`, nothing else.
        """
        ...


@dataclass(frozen=True, slots=True)
class Scan:
    """What detection says of one request's slots.

    `failed` counts slots that could not be read (late, crashed), `files` what in them is a file and no words.
    """

    findings: tuple[Finding, ...]
    failed: int = 0
    files: int = 0


class Detector(Protocol):
    async def detect(self, tenant: str, slots: Sequence[Slot], lexicon: Lexicon = NO_LEXICON) -> Scan:
        """Reads every slot, by the tenant's own terms and patterns too. Findings may overlap.

        Never raises for what a text holds: a slot that cannot be read, or not in time, is counted in `failed`.
        """
        ...

    @property
    def ready(self) -> bool: ...

    def trouble(self) -> str | None:
        """Why nothing can be read and will not be without help, as far as is known; None otherwise."""
        ...

    async def start(self) -> None:
        """Starts to warm up; returns at once. A `detect` meanwhile waits."""
        ...

    async def aclose(self) -> None: ...


class LedgerUnavailable(Exception):  # noqa: N818 - a state of the world
    """The record could not be made durable."""


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
    """None once it was pruned."""


class Pruned(NamedTuple):
    """What is left of an entry whose body was pruned elsewhere. `leaf`: its hash, which keeps its place in the tree."""

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


class Store(Protocol):
    """Durable rows, each tenant's apart from all others'. All methods are safe to call concurrently.

    What is awaited raises `LedgerUnavailable`, nothing else.
    """

    async def start(self) -> None: ...

    async def admit(self, tenants: Collection[str]) -> None:
        """Gives an id and a key to those that have none. Before anything else is asked of a tenant."""
        ...

    def commitment_key(self, tenant: str) -> bytes:
        """What commitments to a tenant's words are keyed with. Raises `LedgerUnavailable` when it was erased."""
        ...

    async def intend(self, intent: Intent) -> None:
        """Returns once the intent is on disk (group commit, full fsync)."""
        ...

    def attempted(self, tenant: str, receipt: str, attempt: Attempt) -> None:
        """Records how an attempt failed, while others are tried. Written soon, in order; nobody waits for it."""
        ...

    def concluded(self, receipt: Receipt) -> None:
        """Records the receipt, and with it how each of its intents ended. As `attempted`."""
        ...

    async def record(self, act: Act) -> None:
        """Returns once the act stands in the log."""
        ...

    def keep_rules(self, digest: str, canonical: str, since: float) -> None:
        """Keeps the rules that decisions are made by, so that any of them can be replayed. As `attempted`."""
        ...

    async def rules(self, digest: str) -> str | None:
        """The canonical file with this digest; None when no decision was made by it here."""
        ...

    def trouble(self) -> str | None:
        """Why nothing can be recorded now; None when it can, as far as is known."""
        ...

    async def settled(self) -> None:
        """Returns once all that was recorded so far is on disk."""
        ...

    async def tenants(self) -> list[str]:
        """All that were admitted and not erased, by whichever process."""
        ...

    async def receipt(self, tenant: str, receipt_id: str) -> Mapping[str, Any] | None:
        """What is known of a request; None when nothing is.

        `receipt`: as `core.ledger.encode_receipt` tells it, None when the request was never concluded. `intents`: the
        fields of `Intent`. `attempts`: as `encode_attempt` tells them, or `{number, outcome: orphaned, marked}`.
        `index`: of the entry that proves it, the receipt's if there is one, else the first intent's. `pruned`: how many
        of its entries have lost their bodies; what those told is not in it.
        """
        ...

    async def log_head(self, tenant: str | None) -> LogHead:
        """Signs first what is not signed yet. None: the router's own log."""
        ...

    async def log_tree(self, tenant: str | None) -> LogTree: ...

    async def log_entries(self, tenant: str | None, start: int, stop: int) -> list[Kept]:
        """Those with an index in [start, stop), in order; where one is missing there is a gap.

        Raises `StoreError` for a body that does not open.
        """
        ...

    async def sign_note(self, tenant: str | None, text: str) -> str:
        """A note of it (C2SP signed-note) by the key of this log, such as whoever verifies the log knows.

        Raises ValueError for a text that could be taken for a checkpoint.
        """
        ...

    async def prove(self, tenant: str | None, entry_id: str) -> Proof | None:
        """Of a receipt, or of its first intent where there is none, or of an act. None if unknown, or pruned.

        To the newest checkpoint that a witness signed too and that holds the entry, else to the newest of all.
        """
        ...

    async def add_key(self, key: KeyRecord, act: Act) -> None: ...

    async def keys(self, tenant: str | None = None) -> list[KeyRecord]:
        """All keys, revoked and expired ones too, oldest first."""
        ...

    async def revoke_key(self, key_id: str, act: Act) -> bool:
        """False when there is no such key. Revoking twice keeps the first time."""
        ...

    async def rotate_key(self, old: KeyRecord, new: KeyRecord, until: float, act: Act) -> bool:
        """Adds `new` and lets `old` expire at `until`, both or neither.

        False when `old` was revoked, or its expiry changed, since it was read: then nothing was done.
        """
        ...

    async def keys_version(self) -> Hashable:
        """Changes whenever any process changed the keys."""
        ...

    async def restore(
        self,
        tenant: str,
        entries: Iterable[bytes | Pruned],
        keys: Sequence[KeyRecord],
        rules: Mapping[str, str],
        act: Act,
    ) -> None:
        """Makes a tenant of what another was: its entries, byte for byte and in order, its keys, then the act.

        All of it or nothing. `entries` are bodies, as `Kept` has them, behind those that were pruned; `keys` become
        this tenant's; `rules` by digest. Refuses a tenant that is there, and what is no entry.
        """
        ...

    async def erase(self, tenant: str, act: Act) -> str:
        """Destroys a tenant's key, and with it all that was recorded of it; returns its id."""
        ...

    async def aclose(self) -> None: ...


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
    more: tuple[RoleAt, ...] = ()
    """Roles at single tenants besides, as a provider's claims give them."""

    @property
    def grants(self) -> tuple[RoleAt, ...]:
        """All that they may, and where. What is asked of `core.roles.may_at`."""
        return *(RoleAt(role, tenant) for role in self.roles for tenant in self.tenants), *self.more


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


class AdminStore(Protocol):
    """Who runs the router, and how they are let in. All of it belongs to no tenant. Raises `LedgerUnavailable`.

    What is changed is compared first: where another was faster nothing is changed, and its act is not recorded.
    """

    async def admins(self) -> list[AdminRecord]:
        """All, disabled ones too, oldest first."""
        ...

    async def change_admin(self, old: AdminRecord | None, new: AdminRecord, act: Act) -> bool:
        """`old` is None for a new one. False when there is one already, or it was disabled or enabled meanwhile.

        Who is shut out loses all passes in the same step.
        """
        ...

    async def find_pass(self, pass_id: str) -> PassRecord | None: ...

    async def change_pass(self, old: PassRecord | None, new: PassRecord | None, act: Act | None) -> bool:
        """Adds, changes, or (`new` is None) ends. False when the digest is not that of `old` any more."""
        ...


class LogStore(Protocol):
    """What witnesses and readers outside see of the logs, and what becomes of entries that are old.

    A log that is None is the router's own. All raise `LedgerUnavailable`, nothing else.
    """

    async def log_ids(self) -> Mapping[str, str | None]:
        """The id of every log, which is the last word of its origin, and whose it is."""
        ...

    async def log_checkpoint(self, tenant: str | None) -> str | None:
        """The newest signed note as it stands. Unlike `log_head` it signs nothing, so nothing is written."""
        ...

    async def log_tile(self, tenant: str | None, tile: Tile) -> bytes:
        """Its hashes; of a log that is shorter, as many as there are."""
        ...

    async def cosign(self, tenant: str | None, size: int, before: str, after: str) -> bool:
        """Puts the note with the signature of a witness in the place of the one without.

        False where the checkpoint of that size is no longer `before`: then nothing was done.
        """
        ...

    async def prunable(self, tenant: str, before: float) -> range:
        """The entries that have their bodies and are older than `before`, from the oldest on, in whole bundles.

        A bundle (C2SP tlog-tiles) is 256 entries. Empty where not a whole one is that old.
        """
        ...

    async def prune(self, tenant: str, stop: int) -> None:
        """Destroys the bodies of the entries before `stop`; hashes stay. Record first that it is done, and why."""
        ...


class Records(Store, LogStore, AdminStore, Protocol):
    """All that is kept, by one implementation."""


class Shared(Protocol):
    """State that replicas share: nothing in it must survive. In process for one replica.

    `now` is in seconds of one clock, the same for all calls.
    """

    def breaker_open(self, route: str, now: float) -> bool:
        """No attempt at this route may start now. False promises one: of a half-open breaker the asker is the probe."""
        ...

    def reopens_at(self, route: str) -> float | None:
        """When a closed-off route may be tried again; None while nothing is wrong with it. Asking changes nothing."""
        ...

    def succeeded(self, route: str, now: float) -> None: ...

    def failed(self, route: str, now: float, retry_after: float | None = None) -> None: ...

    def requested(self, tenant: str, now: float) -> None:
        """A request of this tenant began: what its retry budget is a share of."""
        ...

    def may_retry(self, tenant: str, now: float) -> bool:
        """Whether the same provider may be asked again for a request of this tenant. True takes one of its budget."""
        ...

    def high_water(self, tenant: str, marks: Sequence[bytes], rules: Ruleset) -> str | None:
        """The highest class that any of these marks was raised to. A class `rules` no longer has counts as the top."""
        ...

    def raise_water(self, tenant: str, mark: bytes, effective: str, rules: Ruleset) -> None:
        """Never lowers."""
        ...

    async def reserve(self, claims: Sequence[Claim], cost: Cost, at: Moment) -> Grant | Refusal:
        """Counts a request against every claim, or against none: looked at and counted in one step, on all replicas.

        If it is cancelled, nothing is reserved.
        """
        ...

    def settle(self, grant: Grant, used: Cost, now: float) -> None:
        """Puts what was used in the place of what was reserved. Once for each grant; nobody waits for it."""
        ...

    def prime(self, month: str, spent: Mapping[Holder, int]) -> None:
        """At least so much was spent in this month, in nano-euro: what is counted is raised to it, never lowered."""
        ...


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
