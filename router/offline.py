"""What the commands do without a running router, or beside one. They return; `router.cli` prints."""

import getpass
import os
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from router import auditing, config, exporting, wiring
from router.auditing import Verification
from router.core.checkpoints import Checkpoint
from router.core.types import Caller, Envelope
from router.issuing import Scope, issued, new_key
from router.pipeline import Foresight, Walk
from router.ports import Act, KeyRecord, LedgerUnavailable, Proof, Store
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
        await store.add_key(record, issued(record, actor()))
    return record, key


async def list_keys(settings: Settings) -> list[KeyRecord]:
    async with _existing_store(settings) as store:
        return await store.keys()


async def revoke_key(settings: Settings, key_id: str) -> bool:
    """False when there is no such key."""
    async with _existing_store(settings) as store:
        return await store.revoke_key(key_id, Act("keys.revoke", actor(), wiring.SystemClock().now(), target=key_id))


async def verify(settings: Settings, tenant: str | None, kept: Checkpoint | None = None) -> AsyncIterator[Verification]:
    """One log, or all of them: the router's own first. Raises ValueError for a tenant that is not there."""
    async with _existing_store(settings) as store:
        names = await store.tenants()
        _must_be_among(tenant, names, settings)
        for name in [None, *names] if tenant is None else [tenant]:
            await store.record(_reading("verify", name))
            yield await auditing.verify(store, name, kept)


async def receipt(settings: Settings, tenant: str | None, receipt_id: str) -> tuple[Mapping[str, Any], Proof] | None:
    """What is known of a request, and its proof. None where nothing is, or all of it was pruned."""
    async with _existing_store(settings) as store:
        names = await store.tenants()
        _must_be_among(tenant, names, settings)
        for name in names if tenant is None else [tenant]:
            known = await store.receipt(name, receipt_id)
            if known is not None:
                await store.record(_reading("receipt", name, receipt_id))
                proof = await store.prove(name, receipt_id)
                return None if proof is None else (known, proof)
    return None


async def export_lines(settings: Settings, tenant: str | None, form: str) -> AsyncIterator[str]:
    """`form`: one of `exporting.LINES`. Raises ValueError for a tenant that is not there."""
    async with _existing_store(settings) as store:
        _must_be_among(tenant, await store.tenants(), settings)
        await store.record(_reading(form, tenant))
        async for line in exporting.lines(store, tenant, exporting.LINES[form]):
            yield line


async def export_tiles(settings: Settings, tenant: str | None, folder: Path) -> int:
    """How many entries. Raises ValueError for a tenant that is not there, or a folder that is not empty."""
    async with _existing_store(settings) as store:
        _must_be_among(tenant, await store.tenants(), settings)
        await store.record(_reading("tiles", tenant))
        return await exporting.tiles(store, tenant, folder)


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is left of a tenant: its id, how many entries there were, and the proof that the router's log says so."""

    tenant_id: str
    entries: int
    key: str
    proof: str


async def erase(settings: Settings, tenant: str) -> Erasure | None:
    """None where there is no such tenant."""
    async with _existing_store(settings) as store:
        if tenant not in await store.tenants():
            return None
        head = await store.log_head(tenant)
        details = {"name": tenant, "entries": str(head.size), "checkpoint": head.checkpoint or ""}
        act = Act("tenant.erase", actor(), wiring.SystemClock().now(), details=details)
        tenant_id = await store.erase(tenant, act)
        proof = await store.prove(None, tenant_id)
        if proof is None:
            raise LedgerUnavailable(f"tenant {tenant!r} was erased, but its erasure cannot be proved from the log")
        return Erasure(tenant_id, head.size, proof.key, auditing.receipt_file(proof).decode())


def _must_be_among(tenant: str | None, names: list[str], settings: Settings) -> None:
    if tenant is not None and tenant not in names:
        raise ValueError(f"there is no tenant {tenant!r} in {settings.store_url}; it has: {', '.join(names)}")


def _reading(what: str, tenant: str | None, target: str = "") -> Act:
    """Who reads the ledger stands in it."""
    return Act("ledger.read", actor(), wiring.SystemClock().now(), tenant, target, {"what": what})


def actor() -> str:
    """Who runs this command, for the record: the operating system's name for them."""
    try:
        return f"cli:{getpass.getuser()}"
    except (KeyError, OSError):  # a user id without a name, as containers have
        return f"cli:{os.getuid()}"


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
