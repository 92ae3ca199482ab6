"""The table of what the router costs: goals, ratios, and what counts as a failure."""

from collections.abc import Mapping

import meter
import pytest
import table
from measure import Result


def result(cpu_us: float, *, errors: int = 0, lacking: int = 0) -> Result:
    return Result(cpu_us, 1000.0, p50_us=cpu_us, p99_us=cpu_us, seconds=2.0, errors=errors, lacking=lacking)


def report(results: Mapping[tuple[str, str], list[Result]], mib: float = 90.0) -> table.Report:
    memory = {("sovereign", False): meter.Reading(1.0, mib, mib, 1)}
    return table.Report(results, memory, ["portkey is left out: needs node"], 100_000.0)


@pytest.mark.parametrize(
    ("own", "peer", "verdict"),
    [(140.0, 150.0, "aim"), (200.0, 150.0, "reach"), (200.0, None, "reach"), (251.0, 300.0, "MISSED")],
)
def test_a_request_must_stay_within_reach_and_aims_below_tensorzero(
    own: float, peer: float | None, verdict: str
) -> None:
    results = {("sovereign", "request"): [result(own)]}
    if peer is not None:
        results["tensorzero", "request"] = [result(peer)]
    assert table.lines(report(results))[0].verdict == verdict
    assert table.holds(report(results)) == (verdict != "MISSED")


def test_a_worker_that_grows_too_large_fails_the_run() -> None:
    results = {("sovereign", "request"): [result(100.0)]}
    assert table.holds(report(results, mib=150.0))
    assert not table.holds(report(results, mib=151.0))


@pytest.mark.parametrize(
    ("name", "faults", "holds"),
    [
        ("sovereign", {"errors": 1}, False),
        ("sovereign", {"lacking": 1}, False),
        ("litellm", {"errors": 1}, False),
        ("litellm", {"lacking": 1}, True),
    ],
)
def test_an_answer_that_did_not_come_fails_the_run_and_one_not_restored_only_if_ours(
    name: str, faults: dict[str, int], holds: bool
) -> None:
    results = {("sovereign", "request"): [result(100.0)], (name, "restoring"): [result(50.0, **faults)]}
    assert table.holds(report(results)) is holds
    assert f"{name}, restoring" in table.as_text(report(results))


def test_a_request_may_cost_a_thirtieth_of_what_litellm_takes_and_no_more() -> None:
    assert table.holds(report({("sovereign", "request"): [result(100.0)], ("litellm", "request"): [result(3000.0)]}))
    assert not table.holds(
        report({("sovereign", "request"): [result(100.0)], ("litellm", "request"): [result(2990.0)]})
    )


def test_the_table_shows_medians_spreads_and_shares_and_what_is_left_out() -> None:
    results = {
        ("sovereign", "request"): [result(cpu) for cpu in (90.0, 100.0, 120.0)],
        ("litellm", "request"): [result(4000.0)],
    }
    text = table.as_text(report(results))
    assert "| CPU µs per request, 1 kB | 100 (90-120) | 4,000, 40x | 250 | below tensorzero | reach |" in text
    assert "portkey is left out: needs node" in text


def test_latency_is_told_over_nginx_and_not_at_all_without_it() -> None:
    alone = {("sovereign", "alone"): [result(500.0)], ("nginx", "alone"): [result(200.0)]}
    assert table.lines(report(alone))[0].own == pytest.approx(0.3)
    del alone["nginx", "alone"]
    assert [line.title for line in table.lines(report(alone))] == [table.MEMORY]
