"""How long the ledger keeps what it tells, and that what goes is gone."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from ledger_records import file_of, make_intent, opened, rows_of
from running import ROOT

from router import exporting, parcels
from router.auditing import verify
from router.core.rules import Limits, Requirement, Retention, Tenant
from router.retention import DAY, Kept, Pruner, latest, prune
from router.store.sqlite import SqliteStore

NOW = 1_800_000_000.0
MARK = "a-word-that-only-an-entry-has"


class Today:
    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> float:
        return self.at

    def monotonic(self) -> float:
        return self.at


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """300 entries that are ten days old, and 300 of today."""
    async with opened(tmp_path / "data") as store:
        for name, at in (("old", NOW - 10 * DAY), ("new", NOW)):
            made = [make_intent(f"{name}{number}")._replace(at=at, model=MARK) for number in range(300)]
            await asyncio.gather(*(store.intend(intent) for intent in made))
        yield store


def tenant(rule: Retention) -> Tenant:
    return Tenant("acme", "internal", ("*",), Requirement(), {}, Limits(), None, record=rule)


async def acts(store: SqliteStore) -> list[dict[str, object]]:
    size = (await store.log_head("acme")).size
    kept = await store.log_entries("acme", 0, size)
    return [json.loads(one.body or b"") for one in kept if one.kind == "act"]


async def test_what_goes_is_recorded_with_its_range(store: SqliteStore) -> None:
    span = await prune(store, "acme", NOW - DAY, "cli:anna", NOW)
    assert span == range(256)
    (act,) = await acts(store)
    assert (act["verb"], act["actor"]) == ("ledger.prune", "cli:anna")
    assert act["details"] == {"start": "0", "stop": "256", "count": "256", "before": f"{NOW - DAY:.0f}"}
    assert await prune(store, "acme", NOW - DAY, "cli:anna", NOW) == range(256, 256)
    assert len(await acts(store)) == 1


async def test_on_the_disk_nothing_is_left_of_it(store: SqliteStore) -> None:
    file = file_of(store.folder)
    (sealed,) = rows_of(file, "SELECT body FROM entries WHERE seq = 7")[0]
    (young,) = rows_of(file, "SELECT body FROM entries WHERE seq = 400")[0]
    await prune(store, "acme", NOW - DAY, "cli:anna", NOW)
    on_disk = b"".join(path.read_bytes() for path in file.parent.iterdir())
    assert sealed not in on_disk
    assert young in on_disk


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (Retention(), "tenants.acme.record.keep_days is not set"),
        (Retention(keep_days=400, hold=True), "tenants.acme.record.hold is set"),
        (Retention(hold=True), "tenants.acme.record.hold is set"),
    ],
)
def test_what_the_rule_keeps_is_kept(rule: Retention, why: str) -> None:
    with pytest.raises(Kept, match=why):
        latest("acme", rule, NOW)


def test_the_rule_counts_days_back_from_now() -> None:
    assert latest("acme", Retention(keep_days=400), NOW) == NOW - 400 * DAY


async def test_the_router_looks_once_a_day_at_the_rules_in_force(store: SqliteStore) -> None:
    today, rules = Today(), {"acme": tenant(Retention(keep_days=9, hold=True))}
    pruner = Pruner(store, today, lambda: rules)
    await pruner.look()
    rules["acme"] = tenant(Retention(keep_days=9))
    await pruner.look()
    assert (await store.prunable("acme", NOW)).start == 0
    today.at += DAY
    await pruner.look()
    assert (await store.prunable("acme", NOW)).start == 256
    assert [act["actor"] for act in await acts(store)] == ["router"]


async def test_what_nobody_made_a_rule_for_is_never_touched(store: SqliteStore) -> None:
    await Pruner(store, Today(), lambda: {"acme": tenant(Retention()), "gone": tenant(Retention())}).look()
    assert (await store.prunable("acme", NOW)).start == 0


async def test_a_tenant_that_cannot_be_read_does_not_keep_others_from_their_turn(store: SqliteStore) -> None:
    rule = tenant(Retention(keep_days=9))
    await Pruner(store, Today(), lambda: {"gone": rule, "acme": rule}).look()
    assert (await store.prunable("acme", NOW)).start == 256


async def test_an_exported_log_that_was_pruned_is_verified_without_the_router(
    store: SqliteStore, tmp_path: Path
) -> None:
    await prune(store, "acme", NOW - DAY, "cli:anna", NOW)
    folder = tmp_path / "tiles"
    assert await exporting.tiles(store, "acme", folder) == 601
    assert not (folder / "tile" / "entries" / "000").exists()
    assert verdict(folder, "--pruned", "256") == 0
    assert verdict(folder) == 1
    assert verdict(folder, "--pruned", "255") == 1


async def test_a_parcel_of_a_pruned_log_holds_what_is_left(store: SqliteStore, tmp_path: Path) -> None:
    await prune(store, "acme", NOW - DAY, "cli:anna", NOW)
    parcel = await parcels.pack(store, "acme", tmp_path / "parcel")
    assert (parcel.entries, parcel.pruned, len(list(parcel.bodies()))) == (601, 256, 345)


async def test_a_body_that_is_taken_elsewhere_is_no_pruning(store: SqliteStore) -> None:
    await prune(store, "acme", NOW - DAY, "cli:anna", NOW)
    rows_of(file_of(store.folder), "UPDATE entries SET body = NULL WHERE seq = 300")
    fault = (await verify(store, "acme")).fault
    assert fault == "entry 300 has lost its body, and the log does not tell why"


def verdict(folder: Path, *more: str) -> int:
    program = ROOT / "verifier" / "sovereign_verify.py"
    command = [sys.executable, "-I", "-S", str(program), "log", str(folder), "--key", (folder / "key").read_text()]
    return subprocess.run([part.strip() for part in command] + [*more], capture_output=True, check=False).returncode
