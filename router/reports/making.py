"""The reports as JSON, each made of a store: the one place that reads it."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from router import config
from router.core.kept_rules import KeptRules
from router.core.rules import Ruleset
from router.core.types import Dialect
from router.ports import KeyRecord, Store
from router.reports.exposure import Exposure, exposure_json
from router.reports.processing import Processing, fields, processing_json
from router.reports.reading import Rules, Source, activations, common_of, kept_of, read, rules_of
from router.reports.recipients import moment, recipient_json, recipients
from router.reports.register import openness_of, register_json
from router.reports.requests import Period
from router.reports.tallies import Tallies

Json = dict[str, Any]


async def make_recipients(store: Store, tenant: str, period: Period) -> Json:
    """Raises `LedgerUnavailable`, as all here."""
    tallies = Tallies()
    source = await read(store, tenant, period, tallies.take)
    rows = recipients(tallies, await rules_of(store, tallies.digests))
    told = {"source": asdict(source), "period": _told(period), "tenant": tenant}
    return {**told, "recipients": [recipient_json(row) for row in rows]}


async def make_processing(store: Store, tenant: str, period: Period) -> Json:
    seen = Processing()
    source = await read(store, tenant, period, seen.take)
    found = fields(seen, source, await rules_of(store, seen.digests))
    return {"period": _told(period), **processing_json(tenant, found, asdict(source))}


async def make_exposure(store: Store, keys: Sequence[KeyRecord], period: Period, dialects: Collection[Dialect]) -> Json:
    """`keys`: what `exposure.family` tells of the leaked one; at least that."""
    exposure = Exposure(keys)
    source = await read(store, keys[0].tenant, period, exposure.take)
    in_force = exposure.rules_in_force(period, await activations(store))
    used = {*exposure.sent.digests, *exposure.nobodys.digests}
    kept = await kept_of(store, {*used, *(one.digest for one in in_force)}, keys[0].tenant)
    readable = {digest: compiled for digest, one in kept.items() if (compiled := _compiled(one)) is not None}
    unused = exposure.unused(in_force, readable, dialects)
    silent = {digest for digest, one in kept.items() if not one.parts} - used  # of this tenant they said nothing
    unreadable = {one.digest for one in in_force} - readable.keys() - silent
    told = {"source": asdict(source), "period": _told(period)}
    return {**told, **exposure_json(exposure, common_of(kept), unused, unreadable)}


async def make_register(
    store: Store, now: config.Loaded, period: Period, day: date, dialects: Collection[Dialect]
) -> Json:
    """Over all tenants. `now`: the present rules."""
    tallies = Tallies()
    sources = [asdict(await _tallied(store, tenant, period, tallies)) for tenant in await store.tenants()]
    then = await rules_of(store, tallies.digests)
    present: Rules = json.loads(now.parts.common)
    register = register_json(tallies, then, present, openness_of(now.ruleset, day, dialects))
    return {"sources": sources, "period": _told(period), "ruleset": now.ruleset.digest, **register}


async def _tallied(store: Store, tenant: str, period: Period, tallies: Tallies) -> Source:
    """Under the name that the tenant has here: its entries may have come from elsewhere, with another."""
    return await read(store, tenant, period, lambda request: tallies.take(replace(request, tenant=tenant)))


def _compiled(kept: KeptRules) -> Ruleset | None:
    """None for rules that this version of the router does not read, or that say nothing of the tenant."""
    try:
        return config.recall(kept)
    except config.ConfigErrors:
        return None


def _told(period: Period) -> Mapping[str, str | None]:
    ends = {"since": period.since, "until": period.until}
    return {name: None if seconds is None else moment(seconds) for name, seconds in ends.items()}
