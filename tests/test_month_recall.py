"""A month is summed from the record piece by piece, and nothing of another month, tenant or outcome gets in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from ledger_records import make_attempt, make_intent, make_receipt, opened

from router import config, spending
from router.core.limits import Holder
from router.core.types import Attempt, Outcome, Usage

NOW = 1_790_000_000.0
RULES = """
version: 1
classes: [public, internal]
detection: {enabled: false, languages: [en], unscanned: internal}
providers:
  mistral: {kind: scripted, hosting: self, script: [{text: hello}]}
models:
  assistant: [{provider: mistral, model: large, price: {input: 1, output: 2}}]
tenants:
  acme: {floor: public, models: [assistant], rules: {}, limits: {budget_eur_per_month: 5}}
  free: {floor: public, models: [assistant], rules: {}}
"""


class Primed:
    """What was told, by month."""

    def __init__(self) -> None:
        self.told: dict[str, Mapping[Holder, int]] = {}

    def prime(self, month: str, spent: Mapping[Holder, int]) -> None:
        self.told[month] = spent


@pytest.mark.parametrize("piece", [1, 3, 2048])
async def test_a_month_is_the_sum_of_its_receipts_however_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    monkeypatch.setattr(spending, "PIECE", piece)
    rules = config.load(RULES, today=date(2026, 9, 21)).ruleset
    shared = Primed()
    async with opened(tmp_path / "data") as store:
        for at, count in ((NOW - 40 * 86_400, 2), (NOW, 5)):
            monkeypatch.setattr("time.time", partial(float, at))
            for number in range(count):
                attempt = replace(make_attempt(), started=at, usage=Usage(1_000_000, 500_000))
                store.concluded(replace(make_receipt(f"{at}-{number}"), attempts=(attempt,)))
            await store.settled()
        await spending.recall(store, shared, rules, NOW)  # type: ignore[arg-type]  # nothing else is asked of it
    (spent,) = shared.told.values()
    assert set(spent.values()) == {5 * 2_000_000_000}
    assert {holder.scope for holder in spent} == {"tenant", "agent", "key"}


@pytest.mark.parametrize("piece", [1, 2, 2048])
async def test_what_a_crash_left_open_counts_as_it_was_held_and_nothing_counts_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    monkeypatch.setattr(spending, "PIECE", piece)
    monkeypatch.setattr("time.time", partial(float, NOW))
    failed = replace(make_attempt(), started=NOW, ended=NOW, usage=None, outcome=Outcome.FAILED)
    paid = replace(make_attempt(2), started=NOW, usage=None, cost=7)
    shared, later = Primed(), Primed()
    async with opened(tmp_path / "data") as store:
        for name in ("concluded", "left open", "failed once"):
            intent = make_intent(name)._replace(at=NOW, key="key00001", held=1_000)
            await store.intend(intent)
            await store.intend(intent._replace(attempt=2, held=20_000))
        await store.intend(make_intent("of an older version")._replace(at=NOW))
        store.attempted("acme", "failed once", failed)
        store.attempted("acme", "concluded", failed)
        store.concluded(replace(make_receipt("concluded"), attempts=(failed, paid)))
        await store.settled()
        rules = config.load(RULES, today=date(2026, 9, 21)).ruleset
        await spending.recall(store, shared, rules, NOW)  # type: ignore[arg-type]  # nothing else is asked of it
        await spending.recall(store, later, rules, NOW, NOW)  # type: ignore[arg-type]  # as above
    assert shared.told["2026-09"][Holder("acme", "tenant", "acme")] == 7 + 21_000 + 20_000
    assert later.told["2026-09"][Holder("acme", "tenant", "acme")] == 7, "what this process has under way is counted"


@pytest.mark.parametrize(
    ("attempt", "spent"),
    [
        (replace(make_attempt(), started=NOW, usage=Usage(1_000_000, 500_000)), 2_000_000_000),
        (replace(make_attempt(), started=NOW, usage=Usage(1_000_000, 500_000), cost=7), 7),
        (replace(make_attempt(), started=NOW, usage=Usage(1_000_000, 500_000, estimated=True), cost=0), 0),
        (replace(make_attempt(), started=NOW, usage=None), 0),
        (replace(make_attempt(), started=NOW - 40 * 86_400, usage=Usage(1_000_000, 500_000), cost=7), None),
    ],
    ids=["an older receipt", "the price of that day", "a free route", "nothing was used", "it began in another month"],
)
async def test_an_attempt_costs_what_was_paid_for_it_in_the_month_in_which_it_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attempt: Attempt, spent: int | None
) -> None:
    shared = Primed()
    monkeypatch.setattr("time.time", partial(float, NOW))
    async with opened(tmp_path / "data") as store:
        store.concluded(replace(make_receipt("r1"), attempts=(attempt,)))
        await store.settled()
        rules = config.load(RULES, today=date(2026, 9, 21)).ruleset
        await spending.recall(store, shared, rules, NOW)  # type: ignore[arg-type]  # nothing else is asked of it
    assert set(shared.told["2026-09"].values()) == ({spent} if spent is not None else set())
