"""A budget that a key was issued with holds through a restart, for the key and for those that it was made under."""

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from ledger_records import make_act, make_key, make_receipt, opened

from router import config
from router.core.limits import Claim, Holder, Moment, Refusal
from router.core.rules import Quota
from router.core.types import Usage
from router.pipeline.metering import month_of
from router.ports import KeyRecord
from router.spending import recall
from router.state.memory import MemoryState

RULES = """
version: 1
classes: [internal]
detection: {enabled: false, languages: [en], unscanned: internal}
providers: {mistral: {kind: scripted, hosting: self, script: [{text: hello}]}}
models: {assistant: [{provider: mistral, model: large, price: {input: 1, output: 1}}]}
tenants: {acme: {floor: internal, models: [assistant], rules: {internal: {zones: [self_hosted]}}}}
"""


async def spent(folder: Path, *keys: KeyRecord) -> set[str]:
    """Which keys have no cent of two euro left, after the first of them asked for as much and the router restarted."""
    rules, shared = config.load(RULES, today=date(2026, 11, 22)).ruleset, MemoryState()
    assert set(rules.prices) == {"mistral/large"}
    receipt = make_receipt("r1")
    attempt = replace(receipt.attempts[0], started=time.time(), usage=Usage(1_000_000, 1_000_000))
    async with opened(folder) as store:
        for key in keys:
            await store.add_key(key, make_act())
        store.concluded(replace(receipt, facts=replace(receipt.facts, key=keys[0].id), attempts=(attempt,)))
        await store.settled()
        now = (await store.log_entries("acme", 0, 9))[-1].at
    async with opened(folder) as store:
        await recall(store, shared, rules, now)
    at, full = Moment(0.0, *month_of(now)), set[str]()
    for key in keys:
        claim = Claim(Holder("acme", "key", key.id), Quota(budget_eur_per_month=2.0))
        if isinstance(await shared.advance([claim], 1, at), Refusal):
            full.add(key.id)
    return full


LIMITED = replace(make_key("k1"), budget_eur_per_month=2.0)


@pytest.mark.parametrize(
    ("keys", "full"),
    [
        ([LIMITED], {"k1"}),
        ([make_key("k1"), replace(make_key("k2"), budget_eur_per_month=2.0)], {"k1"}),
        ([replace(LIMITED, parent="k2"), replace(LIMITED, id="k2")], {"k1", "k2"}),
        ([replace(make_key("k1"), parent="k2"), replace(LIMITED, id="k2")], {"k1", "k2"}),
        ([make_key("k1")], set()),
        ([replace(LIMITED, id="k2", replaces="k1"), LIMITED], {"k1"}),
        ([replace(LIMITED, id="k3", replaces="k2"), replace(LIMITED, id="k2", replaces="k1"), LIMITED], {"k1"}),
    ],
)
async def test_what_a_key_spent_before_a_restart_is_spent(
    tmp_path: Path, keys: list[KeyRecord], full: set[str]
) -> None:
    assert await spent(tmp_path / "data", *keys) == full
