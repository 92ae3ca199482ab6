"""What the commands do without a running router, or beside one. They return; `router.cli` prints."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from fnmatch import fnmatchcase
from pathlib import Path

from router import config, wiring
from router.core.types import Caller, Envelope
from router.issuing import Scope, new_key
from router.pipeline import Foresight, Walk
from router.ports import KeyRecord, Store
from router.secrets import master_key
from router.settings import Settings

AGENT = 100
"""Characters of an agent's name."""


async def check(path: Path) -> config.Loaded:
    """A routes file, compiled and with its providers made: nothing is left to fail later. Raises `ConfigErrors`."""
    loaded = wiring.read_rules(path)
    async with wiring.engine_of(loaded.ruleset):
        return loaded


async def foresee(settings: Settings, path: Path, tenant: str, declared: str | None, raw: bytes) -> Foresight:
    """What would happen to a chat request. Raises `ConfigErrors` and `Problem`."""
    dialect = wiring.ENDPOINTS["/v1/chat/completions"]
    body = dialect.parse(raw)
    caller = Caller(key_id="explain", tenant=tenant, agent="explain", models=("*",), tools=("all",))
    model, stream = str(body["model"]), body.get("stream") is True
    envelope = Envelope("explain", caller, dialect.name, model, stream, body, raw, declared)
    rules = wiring.read_rules(path).ruleset
    around = wiring.beside(settings, workers=1)
    async with wiring.engine_of(rules) as engine:
        try:
            if rules.detection.enabled:
                await around.detector.start()
            return await Walk(envelope, dialect, engine, around).foresee()
        finally:
            await around.detector.aclose()


async def issue_key(settings: Settings, path: Path, scope: Scope) -> tuple[KeyRecord, str]:
    """A new agent key, stored. Raises ValueError for a tenant, class or model that the routes file does not have."""
    if not (scope.agent.strip() and scope.agent.isprintable() and len(scope.agent) <= AGENT):
        raise ValueError(f"--agent names who uses the key: 1 to {AGENT} printable characters")
    rules = wiring.read_rules(path).ruleset
    if scope.tenant not in rules.tenants:
        raise ValueError(f"{path} has no tenant {scope.tenant!r}; it has: {', '.join(rules.tenants)}")
    if scope.floor is not None and scope.floor not in rules.classes:
        raise ValueError(f"{path} has no class {scope.floor!r}; it has: {', '.join(rules.classes)}")
    for pattern in scope.models:
        if not any(fnmatchcase(model, pattern) for model in rules.models):
            raise ValueError(f"{path} has no model {pattern!r}; it has: {', '.join(rules.models)}")
    record, key = new_key(master_key(settings), scope, wiring.SystemClock().now())
    async with _store(settings) as store:
        await store.add_key(record)
    return record, key


async def list_keys(settings: Settings) -> list[KeyRecord]:
    async with _existing_store(settings) as store:
        return await store.keys()


async def revoke_key(settings: Settings, key_id: str) -> bool:
    """False when there is no such key."""
    async with _existing_store(settings) as store:
        return await store.revoke_key(key_id, wiring.SystemClock().now())


@asynccontextmanager
async def _existing_store(settings: Settings) -> AsyncGenerator[Store, None]:
    """Looking and revoking make nothing: in the wrong folder they say so, and leave no second one behind."""
    if not wiring.has_store(settings):
        raise ValueError(f"there are no keys in {settings.store_url}: name the router's SOVEREIGN_DATA_DIR")
    async with _store(settings) as store:
        yield store


@asynccontextmanager
async def _store(settings: Settings) -> AsyncGenerator[Store, None]:
    store = wiring.open_store(settings, master_key(settings))
    await store.start()
    try:
        yield store
    finally:
        await store.aclose()
