"""What the commands do without a running router, or beside one. They return; `router.cli` prints."""

import getpass
import os
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from router import auditing, config, exporting, heads, parcels, retention, wiring
from router.auditing import Verification
from router.core.checkpoints import Checkpoint
from router.core.heads import Head
from router.core.lineage import Lineage, State
from router.core.printing import escaped
from router.core.references import TransitKey
from router.core.types import Caller, Envelope
from router.core.witnesses import parse_witnesses
from router.identity import Passes, People
from router.issuing import Scope, check_child, check_scope, issued, new_key, rotated, successor
from router.pipeline import Foresight, Walk
from router.ports import Act, AdminStore, KeyRecord, LedgerUnavailable, Proof, Records, Store
from router.secrets import lay_open_master_key, rewrap_master_key, wrap_master_key
from router.settings import Settings
from router.witnessing import Witnessing


async def check(path: Path) -> config.Loaded:
    """A routes file, compiled and with its providers made: nothing is left to fail later. Raises `ConfigErrors`."""
    loaded = wiring.read_rules(path)
    async with wiring.engine_of(loaded.ruleset):
        return loaded


async def foresee(
    settings: Settings, path: Path, tenant: str, declared: str | None, raw: bytes, language: str = "chat"
) -> Foresight:
    """What would happen to a request in that language. Raises `ConfigErrors` and `Problem`."""
    dialect = wiring.LANGUAGES[language]
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
    """A new agent key, stored. Raises ValueError for what the routes file does not have or the parent may not do."""
    rules, now = wiring.read_rules(path).ruleset, wiring.SystemClock().now()
    if scope.parent is None:
        record, key = new_key(wiring.master_of(settings), scope, now)
        check_scope(record, rules)
        async with _store(settings) as store:
            await store.add_key(record, issued(record, actor()))
        return record, key
    async with _existing_store(settings) as store:
        parent = _holding(Lineage(await store.keys()), scope.parent, now)
        record, key = new_key(wiring.master_of(settings), scope, now, parent)
        check_scope(record, rules)
        check_child(record, parent, rules)
        await store.add_key(record, issued(record, actor()))
    return record, key


async def rotate_key(settings: Settings, key_id: str, overlap: float) -> tuple[KeyRecord, str, float]:
    """The new key with the old one's scope, itself, and when the old one ends: in `overlap` seconds at the latest.

    Raises ValueError for a key that is not there, does not hold, or was replaced already.
    """
    now = wiring.SystemClock().now()
    async with _existing_store(settings) as store:
        lineage = Lineage(await store.keys())
        old = _holding(lineage, key_id, now)
        line = lineage.line(old, now) or ()
        record, key = successor(wiring.master_of(settings), old, now, line[1] if len(line) > 1 else None)
        until = now + overlap if old.expires is None else min(now + overlap, old.expires)
        if not await store.rotate_key(old, record, until, rotated(old, record, until, actor())):
            raise ValueError(
                f"key {key_id} was changed by another command in this moment; look with `sovereign keys list`"
            )
    return record, key, until


def _holding(lineage: Lineage[KeyRecord], key_id: str, now: float) -> KeyRecord:
    """The key that something is to be made of."""
    key = lineage.find(key_id)
    if key is None:
        raise ValueError(f"there is no key with the id {key_id!r}; `sovereign keys list` shows them")
    by = lineage.successor(key)
    if by is not None:
        raise ValueError(f"key {key_id} was replaced by {by.id}; name that one")
    state = lineage.state(key, now)
    if state is not State.ACTIVE:
        raise ValueError(f"key {key_id} is over ({state}); issue a new one with `sovereign keys issue`")
    return key


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


async def accept(settings: Settings, tenant: str) -> tuple[Head, Head] | None:
    """Goes on with a log that was put back: where it had been, and where it is. None where it holds all that was told.

    Raises ValueError for a tenant that is not there.
    """
    async with _existing_store(settings) as store:
        _must_be_among(tenant, await store.tenants(), settings)
        return await heads.accept(store, tenant, actor(), wiring.SystemClock().now())


async def receipt(
    settings: Settings, tenant: str | None, receipt_id: str
) -> tuple[Mapping[str, Any], Proof | None] | None:
    """What is known of a request, and its proof, None where that was pruned. None where nothing ever was."""
    async with _existing_store(settings) as store:
        names = await store.tenants()
        _must_be_among(tenant, names, settings)
        for name in names if tenant is None else [tenant]:
            known = await store.receipt(name, receipt_id)
            if known is not None:
                await store.record(_reading("receipt", name, receipt_id))
                return known, await store.prove(name, receipt_id)
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


async def prune(settings: Settings, path: Path, tenant: str, before: float) -> range:
    """The entries whose bodies were removed. Raises ValueError for what the routes file has no rule for, or keeps."""
    rules, now = wiring.read_rules(path).ruleset, wiring.SystemClock().now()
    if tenant not in rules.tenants:
        raise ValueError(f"{path} has no tenant {tenant!r}, so no rule for how long it is kept")
    latest = retention.latest(tenant, rules.tenants[tenant].record, now)
    if before > latest:
        day = datetime.fromtimestamp(latest, UTC).date()
        raise ValueError(f"nothing may go that is younger than tenants.{tenant}.record.keep_days says; --before {day}")
    async with _existing_store(settings) as store:
        _must_be_among(tenant, await store.tenants(), settings)
        return await retention.prune(store, tenant, before, actor(), now)


@asynccontextmanager
async def reading(
    settings: Settings, what: str, tenant: str | None = None, target: str = ""
) -> AsyncGenerator[Store, None]:
    """The store, for a report: who reads stands in the tenant's log, or where none is named in all of them.

    Raises ValueError for a tenant that is not there.
    """
    async with _existing_store(settings) as store:
        names = await store.tenants()
        _must_be_among(tenant, names, settings)
        for name in names if tenant is None else [tenant]:
            await store.record(_reading(what, name, target))
        yield store


async def pack(settings: Settings, tenant: str, folder: Path) -> parcels.Parcel:
    """All of a tenant, in a new folder. Raises ValueError for a tenant that is not there, or a folder that is."""
    async with reading(settings, "export", tenant) as store:
        return await parcels.pack(store, tenant, folder)


@dataclass(frozen=True, slots=True)
class Restored:
    """`keys`: how many came with it. `held_by`: the tenant here that has those keys, so that none of them came.

    `keys_open`: the master key is the one that their HMACs were made with.
    """

    parcel: parcels.Parcel
    keys: int
    held_by: str | None
    keys_open: bool


async def restore(settings: Settings, folder: Path, tenant: str, signer: str | None = None) -> Restored:
    """Makes a tenant of a folder that `pack` wrote, with the key `signer` if one is named.

    Raises ValueError for a tenant that is there, a name that no tenant may have, or a bad folder.
    """
    config.check_tenant_name(tenant)
    parcel = parcels.unpack(folder, signer)
    details = {
        "from": parcel.tenant,
        "key": parcel.key,
        "checkpoint": parcel.checkpoint,
        "entries": str(parcel.entries),
    }
    act = Act("tenant.import", actor(), wiring.SystemClock().now(), tenant, details=details)
    async with _store(settings) as store:
        if tenant in await store.tenants():
            cure = "name a new one, and import before routes.yaml names it"
            raise ValueError(f"there is a tenant {tenant!r} in {settings.store_place} already; {cure}")
        holders = {key.id: key.tenant for key in await store.keys()}
        held_by = next((holders[key.id] for key in parcel.keys if key.id in holders), None)
        keys = parcel.keys if held_by is None else ()
        await store.restore(tenant, parcel.contents(), keys, parcel.rules, act, parcel.tags())
        head = await store.log_head(tenant)
    return Restored(parcel, len(keys), held_by, parcels.issuer(head.key) == parcels.issuer(parcel.key))


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
        await store.log_head(None)
        await Witnessing(store, parse_witnesses(settings.witnesses), wiring.SystemClock()).now(None)
        proof = await store.prove(None, tenant_id)
        if proof is None:
            raise LedgerUnavailable(f"tenant {tenant!r} was erased, but its erasure cannot be proved from the log")
        return Erasure(tenant_id, head.size, proof.key, auditing.receipt_file(proof).decode())


@dataclass(frozen=True, slots=True)
class SubjectErasure:
    """What is left of a person: the id they had, how many entries there were, and the proof that the log says so."""

    subject: str
    entries: int
    key: str
    proof: str


async def erase_subject(settings: Settings, tenant: str, user: str) -> SubjectErasure | None:
    """None where there is no such tenant, or nothing about them. Their name goes nowhere."""
    async with _existing_store(settings) as store:
        if tenant not in await store.tenants():
            return None
        act = Act(auditing.ERASE, actor(), wiring.SystemClock().now(), tenant)
        erased = await store.erase_subject(tenant, user, act)
        if erased is None:
            return None
        await Witnessing(store, parse_witnesses(settings.witnesses), wiring.SystemClock()).now(tenant)
        proof = await store.prove(tenant, erased.id)
        if proof is None:
            raise LedgerUnavailable(f"person {erased.id} was erased, but their erasure cannot be proved from the log")
        return SubjectErasure(erased.id, erased.entries, proof.key, auditing.receipt_file(proof).decode())


@dataclass(frozen=True, slots=True)
class Administration:
    """Who runs the router, to be looked at and changed. `actor`: who runs this command."""

    store: AdminStore
    people: People
    passes: Passes
    actor: str


@asynccontextmanager
async def administration(settings: Settings) -> AsyncGenerator[Administration, None]:
    master = wiring.master_of(settings)
    async with _store(settings) as store:
        yield Administration(store, wiring.people_of(store, master), wiring.passes_of(store, master), actor())


async def wrap_key(settings: Settings, transit: TransitKey) -> Path:
    """Where the master key is wrapped now, beside where it was before. Raises `SecretUnavailable`."""
    path = wrap_master_key(wiring.master_of(settings), transit, settings.data_dir)
    await _record_if_any(settings, Act("master_key.wrap", actor(), wiring.SystemClock().now(), target=str(transit)))
    return path


async def rewrap_key(settings: Settings, transit: TransitKey) -> tuple[int, int]:
    """By which version of the transit key it was wrapped, and is. Raises `SecretUnavailable`."""
    versions = rewrap_master_key(transit, settings.data_dir)
    told = {"from": str(versions[0]), "to": str(versions[1])}
    act = Act("master_key.rewrap", actor(), wiring.SystemClock().now(), target=str(transit), details=told)
    await _record_if_any(settings, act)
    return versions


async def lay_open_key(settings: Settings, path: Path) -> None:
    """The master key in the clear, in a new file; the record says so first. Raises `SecretUnavailable`, OSError."""
    master = wiring.master_of(settings)
    await _record_if_any(settings, Act("master_key.unwrap", actor(), wiring.SystemClock().now(), target=str(path)))
    lay_open_master_key(master, path)


async def _record_if_any(settings: Settings, act: Act) -> None:
    if wiring.has_store(settings):
        async with _store(settings) as store:
            await store.record(act)


def _must_be_among(tenant: str | None, names: list[str], settings: Settings) -> None:
    if tenant is not None and tenant not in names:
        raise ValueError(
            f"there is no tenant {tenant!r} in {settings.store_place}; it has: {', '.join(map(escaped, names))}"
        )


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
async def _existing_store(settings: Settings) -> AsyncGenerator[Records, None]:
    """Looking and revoking make nothing: in the wrong folder they say so, and leave no second one behind."""
    if not wiring.has_store(settings):
        raise ValueError(f"there are no keys in {settings.store_place}: name the router's SOVEREIGN_DATA_DIR")
    async with _store(settings) as store:
        yield store


@asynccontextmanager
async def _store(settings: Settings) -> AsyncGenerator[Records, None]:
    store = wiring.open_store(settings, wiring.master_of(settings))
    await store.start()
    try:
        yield store
    finally:
        await store.aclose()
