"""Composition root: the only file that names concrete classes. Reload = compile, check, swap; the old keeps serving.

`Router` is the process: it starts the parts, keeps the keyring and the rules fresh, and ends what it started.
"""

import asyncio
import gc
import logging
import os
import socket
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from fastapi import FastAPI

import providers
from providers._http import Http
from router import __version__, config, telemetry
from router.core.faults import where
from router.core.openness import open_routes
from router.core.policy import remembering
from router.core.redis_address import parse_redis
from router.core.roles import parse_role_map
from router.core.rules import ProviderRule, Ruleset
from router.core.types import Caller
from router.core.witnesses import parse_witnesses
from router.detect.lodging import Landlord, Lodging
from router.detect.naming.manifest import verify
from router.detect.pool import DetectorPool, nursery_of
from router.dialects.chat import CHAT
from router.dialects.completions import COMPLETIONS
from router.dialects.count_tokens import COUNT_TOKENS
from router.dialects.embeddings import EMBEDDINGS
from router.dialects.messages import MESSAGES
from router.dialects.responses import RESPONSES
from router.heads import HeadWatch
from router.http.admin import AdminSide, admin_app
from router.http.app import DataPlane
from router.http.auth import Keyring
from router.http.gateway import Gateway
from router.http.key_watch import KeyWatch
from router.identity import Client, OpenIdProvider, Passes, People
from router.issuing import Scope, issued, new_key
from router.pipeline import Engine, Surroundings
from router.pipeline.probing import GRACE, Prober
from router.ports import AdminStore, DialectPort, Exchange, LedgerUnavailable, Left, Provider, Records, Shared, Store
from router.process import close_to_others
from router.retention import Pruner
from router.secrets import (
    KeyedProvider,
    KeyTags,
    Rotation,
    Secrets,
    SecretUnavailable,
    derive,
    key_in_use,
    master_key,
)
from router.secrets.credential import Credential
from router.settings import SQLITE, Settings
from router.spending import recall
from router.state.common_exchange import CommonExchange
from router.state.common_line import CommonLine
from router.state.common_marks import CommonMarks
from router.state.common_state import CommonState
from router.state.commons import Commons
from router.state.exchange import MemoryExchange
from router.state.health import MemoryHealth
from router.state.memory import MemoryState
from router.state.redis import RedisState
from router.state.redis_exchange import RedisExchange
from router.state.redis_keeper import Keeper
from router.state.redis_keys import Keys
from router.state.sightings import SightingsMemory
from router.store.postgres import PostgresStore
from router.store.postgres.address import Address
from router.store.sqlite import SqliteStore, store_file
from router.witnessing import Witnessing

log = logging.getLogger("sovereign.router")

ENDPOINTS: Mapping[str, DialectPort] = {
    "/v1/chat/completions": CHAT,
    "/v1/completions": COMPLETIONS,
    "/v1/embeddings": EMBEDDINGS,
    "/v1/messages": MESSAGES,
    "/v1/messages/count_tokens": COUNT_TOKENS,
    "/v1/responses": RESPONSES,
}

MISSING: Mapping[str, str] = {
    "/v1/responses/": "no provider keeps a response, so there is none to look up, cancel or delete; send the"
    " conversation in `input` of POST /v1/responses. Counting its tokens and compacting it are not served"
}
"""Why there is nothing where a client of the languages above may look."""

LANGUAGES: Mapping[str, DialectPort] = {one.name: one for one in ENDPOINTS.values()}

COLLECT = (20_000, 20, 20)
"""Objects between two collections: a request makes hundreds, nearly none in cycles, and a stop delays every stream."""

ACTOR = "router"
"""Who did what nobody asked for, in the record."""

TICK = 1.0
"""Seconds between looks at the rules file, the keys and the credentials. Revocation is promised within five."""


def read_rules(path: Path, raw: bytes | None = None) -> config.Loaded:
    """`raw`: what was fetched of it. Raises `ConfigErrors`."""
    text = config.fetch(path) if raw is None else raw
    return config.load_bytes(text, path, today=SystemClock().today(), kinds=providers.kinds())


class SystemClock:
    now = staticmethod(time.time)
    monotonic = staticmethod(time.monotonic)

    def today(self) -> date:
        return datetime.now(UTC).date()


def master_of(settings: Settings) -> bytes:
    """None is made beside a record that another one opened. Raises `SecretUnavailable`; blocks, also for a vault."""
    has_record = settings.store_url.startswith(SQLITE) and store_file(settings.store_url).exists()
    return master_key(settings, may_make=not has_record)


def open_store(
    settings: Settings, master: bytes, *, serving: bool = False, led: bool = False
) -> SqliteStore | PostgresStore:
    """For the event loop that it is made in. Raises `StoreError` for what is no address."""
    if settings.store_url.startswith(SQLITE):
        return SqliteStore(settings.store_url, master=master, serving=serving, led=led)
    return PostgresStore(settings.store_url, master=master, serving=serving)


class Orphans(Protocol):
    """What the process above all others that write can tell: which intents nobody will conclude any more."""

    async def left_open(self) -> frozenset[Left]: ...

    async def mark_orphans(self, left: Iterable[Left]) -> None: ...


def orphans_of(store: SqliteStore | PostgresStore) -> Orphans | None:
    """None where other hosts write too: there, age tells."""
    return store if isinstance(store, SqliteStore) else None


def landlord() -> Landlord:
    """The detection's parent process for several workers."""
    return Landlord(nursery_of())


def commons() -> Commons:
    """What several workers count together."""
    return Commons()


def has_store(settings: Settings) -> bool:
    """Whether there is one to look into; of a database its own start says what is missing."""
    return not settings.store_url.startswith(SQLITE) or store_file(settings.store_url).exists()


async def migrate_store(owner_url: str, store_url: str) -> list[str]:
    """Brings the database of `store_url` to this version, as its owner; the steps that ran. Raises `StoreError`."""
    from router.store.postgres.migrating import migrate  # noqa: PLC0415 - Alembic takes a third of a second to import

    return await migrate(owner_url, Address.of(store_url).role)


def store_steps(store_url: str) -> str:
    """The SQL of `migrate_store` for an empty database, for somebody who runs it by hand. Raises `StoreError`."""
    from router.store.postgres.migrating import everything  # noqa: PLC0415 - as above

    return everything(Address.of(store_url).role)


def passes_of(records: AdminStore, master: bytes) -> Passes:
    return Passes(records, derive(master, "passes"), SystemClock())


def people_of(records: AdminStore, master: bytes) -> People:
    return People(records, derive(master, "people"), SystemClock())


def openid_of(settings: Settings, secrets: Secrets) -> OpenIdProvider | None:
    """None where admins log in by invitation alone."""
    if settings.oidc_issuer is None:
        return None
    claim, roles = parse_role_map(settings.oidc_roles or "")
    reference = settings.oidc_client_secret
    return OpenIdProvider(
        Client(
            issuer=settings.oidc_issuer,
            client_id=settings.oidc_client_id or "",
            redirect_uri=f"{(settings.admin_url or '').rstrip('/')}/admin/oidc/callback",
            claim=claim,
            roles=roles,
            secret=None if reference is None else lambda: secrets.resolve(reference),
            hosts=frozenset(settings.oidc_hosts.split()),
        )
    )


def sharing(
    settings: Settings,
    master: bytes,
    secrets: Secrets,
    commons: socket.socket | None,
    rules: Callable[[], Ruleset],
) -> tuple[Shared, Exchange]:
    """What replicas share: in Redis, where SOVEREIGN_REDIS_URL says so; else with the other workers, if any.

    `rules` are those in force.
    """
    if settings.redis_url is None:
        if commons is None:
            return MemoryState(), MemoryExchange()
        line = CommonLine(commons)
        return CommonState(line, share=settings.redis_lost_share, rules=rules), CommonExchange(line)

    def password() -> str | None:
        reference = settings.redis_password
        try:
            return None if reference is None else secrets.resolve(reference)
        except SecretUnavailable as fault:
            raise OSError(str(fault)) from None

    address = parse_redis(settings.redis_url)
    keeper, keys = Keeper(address, password), Keys(address.prefix, derive(master, "redis"))
    host = None if commons is None else CommonMarks(CommonLine(commons))
    shared = RedisState(keeper, keys, share=settings.redis_lost_share, rules=rules, host=host)
    return shared, RedisExchange(keeper, keys)


def beside(settings: Settings, workers: int) -> Surroundings:
    """The surroundings of a walk that is only foreseen: nothing of them is shared with a running router, or written."""
    master = os.urandom(32)
    return Surroundings(
        detector=DetectorPool(workers=workers, key=derive(master, "detection")),
        store=open_store(settings, master),
        shared=MemoryState(),
        health=MemoryHealth(SystemClock(), lambda _: None),
        tracer=telemetry.NullTelemetry(),
        clock=SystemClock(),
        subkey=partial(derive, master),
        sightings=SightingsMemory(derive(master, "sightings")),
    )


class Builder:
    """Makes an `Engine` of a ruleset. Providers whose lines did not change are kept, with their warm connections."""

    def __init__(self, secrets: Secrets, http: Http) -> None:
        self._secrets = secrets
        self._http = http
        self.rotation = Rotation(secrets)
        self._built: dict[str, tuple[ProviderRule, Provider]] = {}

    def build(self, rules: Ruleset) -> Engine:
        """Raises `config.ConfigErrors` when a provider cannot be made of its lines."""
        built: dict[str, Provider] = {}
        faults: list[config.Fault] = []
        for name, rule in rules.providers.items():
            try:
                built[name] = self._provider(rule)
            except ValueError as fault:
                faults.append(config.Fault(f"providers.{name}", str(fault), "mend the lines of this provider"))
        if faults:
            raise config.ConfigErrors(faults)
        self._built = {name: (rules.providers[name], provider) for name, provider in built.items()}
        keyed = {name: one.credential for name, one in built.items() if isinstance(one, KeyedProvider)}
        return Engine(rules, remembering(rules), built, partial(_closed, keyed))

    def look_up(self, rules: Ruleset) -> None:
        """Every secret once, before a request asks for it: a vault may take seconds. In any thread."""
        for rule in rules.providers.values():
            if rule.key:
                with suppress(SecretUnavailable):
                    self._secrets.resolve(rule.key)

    def _provider(self, rule: ProviderRule) -> Provider:
        known = self._built.get(rule.name)
        if known is not None and known[0] == rule:
            return known[1]
        provider = providers.connect(rule, self._http, key_in_use)
        return KeyedProvider(provider, self.rotation.credential(rule.name, rule.key)) if rule.key else provider


def _closed(credentials: Mapping[str, Credential]) -> tuple[str, ...]:
    """Providers whose key is not at hand, nor one from before it."""
    return tuple([name for name, credential in credentials.items() if credential.current() is None])


async def first_key(store: Store, master: bytes, now: float) -> str | None:
    """One key for tenant `default`, made when there is no key at all. None when there is one."""
    if await store.keys() or store.doubts():
        return None
    scope = Scope(tenant="default", agent="first", models=("*",), tools=("all",))
    record, key = new_key(master, scope, now)
    await store.add_key(record, issued(record, ACTOR))
    return key


@asynccontextmanager
async def engine_of(rules: Ruleset) -> AsyncGenerator[Engine, None]:
    """An engine for a command that ends soon. Raises `config.ConfigErrors`."""
    http = Http()
    try:
        yield Builder(Secrets(), http).build(rules)
    finally:
        await http.aclose()


@dataclass(frozen=True, slots=True)
class Part:
    """What one of several workers has of the router; one that is alone has all of it to itself.

    `rules`: the file's bytes, as all have them. `place`, `commons`: lines to the supervisor, for detectors and for what
    is counted together. `detectors`: processes of its own. `is_first`: it does what is to be done once.
    """

    rules: bytes
    place: socket.socket
    commons: socket.socket
    detectors: int
    is_first: bool


class Router:
    def __init__(
        self, settings: Settings, routes: Path, *, workers: int | None = None, part: Part | None = None
    ) -> None:
        self.settings = settings
        self.routes = routes
        self._part = part
        self._loaded = read_rules(routes, part.rules if part else None)
        self._secrets = Secrets()
        self._master = master_of(settings)
        self._http = Http()
        self._builder = Builder(self._secrets, self._http)
        self.engine = self._builder.build(self._loaded.ruleset)
        self._seen = stamp(routes)
        self._rejected: list[dict[str, Any]] = []
        self._openness: tuple[object, list[str]] = None, []
        self._subkeys: dict[str, bytes] = {}
        self.clock = SystemClock()
        self._key_tags = KeyTags(derive(self._master, "key tags"))
        self._records: Records = open_store(settings, self._master, serving=True, led=part is not None)
        shared, self.exchange = sharing(
            settings, self._master, self._secrets, part.commons if part else None, lambda: self.engine.rules
        )
        self.around = Surroundings(
            detector=DetectorPool(
                workers=part.detectors if part else workers or detectors(),
                key=derive(self._master, "detection"),
                nursery=Lodging(part.place) if part else None,
            ),
            store=self._records,
            shared=shared,
            health=MemoryHealth(
                self.clock,
                lambda provider: self.engine.rules.providers.get(provider),  # noqa: PLW0108 - the engine changes
                key=lambda provider: self._key_tags.of(self.engine.providers.get(provider)),
                exchange=self.exchange,
                grace=GRACE,
            ),
            tracer=telemetry.from_environment(os.environ, __version__),
            clock=self.clock,
            subkey=self._subkey,
            sightings=SightingsMemory(derive(self._master, "sightings")),
        )
        self._prober = Prober(lambda: self.engine, self.around.health, LANGUAGES)
        self._witnessing = Witnessing(self._records, parse_witnesses(settings.witnesses), self.clock)
        self._heads = HeadWatch(self._records, self.clock)
        self._pruner = Pruner(self._records, self.clock, lambda: self.engine.rules.tenants)
        keyring = Keyring(derive(self._master, "keys"))
        self._keys = KeyWatch(keyring, self._records, self.clock, lambda: self._gateway)
        self._gateway = Gateway(lambda: self.engine, self.around, self._keys.caller)
        probes = {"/healthz": self.health, "/readyz": self.ready_in_short}
        asked = self._keys.caller, self.models_of
        self.data_plane = DataPlane(self._gateway, ENDPOINTS, *asked, probes, MISSING)
        self._tasks: list[asyncio.Task[None]] = []
        self._began = self.clock.now()
        self.is_leaving = False
        """It was told to stop: not ready any more, whatever else holds."""
        self.team: list[Mapping[str, Any]] = []
        """How all workers are, itself among them; nothing where it is alone."""

    @property
    def warnings(self) -> tuple[config.Fault, ...]:
        return self._loaded.warnings

    @property
    def admin(self) -> FastAPI:
        return admin_app(
            AdminSide(
                health=self.health,
                ready=self.ready,
                rules=lambda: {"ruleset": self.engine.rules.digest, "rejected": self._rejected},
                records=self._records,
                clock=self.clock,
                passes=passes_of(self._records, self._master),
                people=people_of(self._records, self._master),
                openid=openid_of(self.settings, self._secrets),
                secure=(self.settings.admin_url or "").startswith("https://"),
            )
        )

    async def start(self) -> None:
        """Opens the store, starts to warm the detectors and begins to watch. Raises `StoreError`, `BrokenModel`."""
        close_to_others()
        if self.engine.rules.detection.enabled:
            await asyncio.to_thread(verify)
        await asyncio.to_thread(self._builder.look_up, self.engine.rules)
        self._builder.rotation.adopt(self.engine.providers.values())
        await self.around.store.start()
        await self.around.shared.start()
        await self.around.store.admit(self.engine.rules.tenants.keys())
        self._keep_rules()
        await self._keys.refresh()
        await recall(self.around.store, self.around.shared, self.engine.rules, self.clock.now())
        if self.engine.rules.detection.enabled:
            await self.around.detector.start()
        self.around.tracer.start()
        self._tasks = [asyncio.create_task(each_tick(look)) for look in self._looks()]
        gc.collect()
        gc.freeze()
        gc.set_threshold(*COLLECT)

    async def aclose(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._prober.aclose()
        with suppress(LedgerUnavailable):
            await self.around.store.settled()
            if self._is_first:
                await self._heads.tell()
        await self.around.detector.aclose()
        await self._http.aclose()
        await self.around.shared.aclose()
        await self.around.store.aclose()
        await asyncio.to_thread(self.around.tracer.shutdown)

    async def first_key(self) -> str | None:
        """See `first_key`. None, too, where there is no tenant `default`."""
        if "default" not in self.engine.rules.tenants:
            return None
        key = await first_key(self.around.store, self._master, self.clock.now())
        await self._keys.refresh()
        return key

    # ------------------------------------------------------------------------------------------ what others ask

    def models_of(self, caller: Caller) -> list[str]:
        tenant = self.engine.rules.tenants.get(caller.tenant)
        if tenant is None:
            return []
        return [
            name
            for name in self.engine.rules.models
            if any(p in ("*", name) for p in tenant.models) and any(fnmatchcase(name, p) for p in caller.models)
        ]

    def health(self) -> tuple[int, dict[str, Any]]:
        return 200, {"status": "ok", "version": __version__}

    def ready(self) -> tuple[int, dict[str, Any]]:
        """Ready: rules loaded, detectors warm, the record writable, and at least one provider's credential at hand."""
        closed = self.engine.closed()
        trouble = self.around.store.trouble() or self._keys.trouble()
        routes = self._open_routes(closed)
        enabled = self.engine.rules.detection.enabled
        warm = self.around.detector.ready or not enabled
        fault = self.around.detector.trouble() if enabled else None
        ready = warm and bool(routes) and trouble is None and not self.is_leaving
        doubts = len(self.around.store.doubts())
        return (200 if ready else 503), {
            "ready": ready,
            "draining": self.is_leaving,
            "ruleset": self.engine.rules.digest,
            "detectors": "warm" if warm else "broken" if fault else "warming",
            "fault": fault,
            "ledger": trouble or "ok",
            "shared": self.around.shared.trouble() or "ok",
            "open": routes,
            "closed": list(closed),
            "keys": f"{doubts} changed behind the router's back: the log says which" if doubts else "ok",
            "health": self.around.health.told(self.engine.rules),
            "credentials": self._builder.rotation.troubles(),
            "logs": self._heads.troubles(),
            "witnesses": self._witnessing.troubles(),
            "rejected": self._rejected,
            "workers": self.team,
        }

    def ready_in_short(self) -> tuple[int, dict[str, Any]]:
        """For whoever can reach the data plane, key or not: which part is not ready, and nothing of why or of whom."""
        status, told = self.ready()
        return status, {
            "ready": told["ready"],
            "detectors": told["detectors"],
            "ledger": "ok" if told["ledger"] == "ok" else "broken",
            "shared": "ok" if told["shared"] == "ok" else "lost",
            "routes": "open" if told["open"] else "closed",
        }

    def _open_routes(self, closed: tuple[str, ...]) -> list[str]:
        """Routes that some request of some tenant may take today. Computed once for each state of the world."""
        engine, day = self.engine, self.clock.today()
        state = engine.rules.digest, day, closed
        if state != self._openness[0]:
            self._openness = state, open_routes(engine.rules, day, closed)
        return self._openness[1]

    def _subkey(self, purpose: str) -> bytes:
        key = self._subkeys.get(purpose)
        if key is None:
            key = self._subkeys[purpose] = derive(self._master, purpose)
        return key

    # ------------------------------------------------------------------------------------------ what is kept fresh

    @property
    def _is_first(self) -> bool:
        """It does what one process of an installation does for all."""
        return self._part is None or self._part.is_first

    def _looks(self) -> tuple[Callable[[], Awaitable[None]], ...]:
        looks = [self._keys.refresh, self._keys.guard, self._look_at_credentials, self._prober.look]
        if self._part is None:
            looks.append(self._refresh_rules)
        if self._is_first:
            looks += [self._witnessing.look, self._heads.look, self._pruner.look]
        return tuple(looks)

    async def _look_at_credentials(self) -> None:
        """What changed stands in the record, and an alarm is seen in the traces too."""
        rotation = self._builder.rotation
        await rotation.look()
        while rotation.news:
            act = rotation.news[0].act(ACTOR, self.clock.now())
            await self.around.store.record(act)
            if rotation.news.popleft().is_alarm:
                self.around.tracer.note(act)

    def _keep_rules(self) -> None:
        """So that whatever is decided by them can be replayed. Of several workers, the supervisor has done it."""
        if self._part is None:
            self.around.store.keep_rules(self._loaded.parts, self.clock.now())

    def _compile(self, raw: bytes | None) -> "Built":
        """In a thread: reading waits for a disk or a vault, and some kinds of provider take a second to import."""
        loaded = read_rules(self.routes, raw)
        engine = self._builder.build(loaded.ruleset)
        self._builder.look_up(loaded.ruleset)
        return Built(loaded, engine)

    async def _refresh_rules(self) -> None:
        """Compile, check, swap. A bad file is refused whole: the old rules keep serving, log and /readyz say so."""
        now = await asyncio.to_thread(stamp, self.routes)
        if now == self._seen:
            return
        self._seen = now
        try:
            built = await self.prepare()
        except config.ConfigErrors as errors:
            self.refuse([asdict(fault) for fault in errors.faults])
            log.warning("%s was refused, the rules before it keep serving:\n%s", self.routes, errors)
        except LedgerUnavailable:
            self._seen = None  # asked again with the next tick
            raise
        else:
            await self.adopt(built)
            log.info("rules %s of %s are in force", built.engine.rules.digest[:12], self.routes)

    async def prepare(self, raw: bytes | None = None) -> "Built":
        """All that other rules need, so that `adopt` can only swap. Raises `ConfigErrors`, `LedgerUnavailable`."""
        built = await asyncio.to_thread(self._compile, raw)
        if built.engine.rules.detection.enabled:
            await self.around.detector.start()
        await self.around.store.admit(built.engine.rules.tenants.keys())
        return built

    async def adopt(self, built: "Built") -> None:
        self._rejected = []
        self._loaded, self.engine = built
        self._builder.rotation.adopt(self.engine.providers.values())
        self._keep_rules()
        await recall(self.around.store, self.around.shared, self.engine.rules, self.clock.now(), self._began)

    def refuse(self, faults: list[dict[str, Any]]) -> None:
        """What /readyz says of rules that are not in force."""
        self._rejected = faults

    def open_receipts(self) -> list[str]:
        """Of the requests that are under way here."""
        return self._gateway.open_receipts()


class Built(NamedTuple):
    """Rules, and what was made of them."""

    loaded: config.Loaded
    engine: Engine


async def each_tick(look: Callable[[], Awaitable[None]]) -> None:
    """Looks every second, whatever a look runs into: nothing that fails once may end revocation or reload."""
    while True:
        await asyncio.sleep(TICK)
        try:
            await look()
        except Exception as fault:  # noqa: BLE001 - the last line of a watch that must not end
            log.warning("looking for changes failed: %s", where(fault))


def detectors() -> int:
    """Detection is CPU work: a process for each core, up to four."""
    return max(1, min(4, os.cpu_count() or 1))


def stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file does, or None while it is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
