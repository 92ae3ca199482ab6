"""What the router costs: CPU time per request and per streamed chunk, beside LiteLLM's proxy in the same run.

CPU time (user and system, the gateway's whole process tree) is the figure to trust on a machine that does other things
too; absolute numbers differ between machines, ratios hardly do. Gateways are measured in turn, repetition by
repetition, so that a slow minute hurts all alike. Traffic goes to 127.0.0.1 alone.

Exit 0 when the goals hold, 1 when one does not, 2 when nothing could be measured.
"""

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import meter
from gateways import STARTERS, Gateway, GatewayError, Setting, has_nginx, install_litellm
from measure import Result, Workload, measure, play, settle, start_upstream

GOAL_RATIO = 1 / 30
"""Of LiteLLM's CPU for one request (issue 2)."""
GOAL_CHUNK_US = 60.0

Results = Mapping[tuple[str, str], Sequence[Result]]
"""By gateway and workload: one for each repetition."""


@dataclass(frozen=True, slots=True)
class Report:
    results: Results
    memory: Mapping[str, meter.Reading]
    workloads: Sequence[Workload]
    ceiling: float
    """Requests a second that the load generator and the mock provider reach with nothing between them."""


def main() -> int:
    options = _options()
    if not sys.platform.startswith("linux"):
        print("overhead: reads CPU times from /proc, which only Linux has", file=sys.stderr)
        return 2
    try:
        report = _run(options)
    except (GatewayError, RuntimeError) as fault:
        print(f"overhead: {fault}", file=sys.stderr)
        return 2
    goals = _goals(report)
    print(json.dumps(_as_json(report), indent=1) if options.json else _as_text(report, goals))
    return 0 if all(holds for _, holds in goals) and not _errors(report.results) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5.0, help="of a closed loop (default: %(default)s)")
    parser.add_argument("--repeat", type=int, default=3, help="repetitions (default: %(default)s)")
    parser.add_argument("--clients", type=int, default=16, help="clients in the closed loop (default: %(default)s)")
    parser.add_argument("--streams", type=int, default=50, help="streams at once (default: %(default)s)")
    parser.add_argument("--chunks", type=int, default=200, help="chunks of a stream (default: %(default)s)")
    parser.add_argument("--pace", type=int, default=20, help="ms between two chunks, 0: none (default: %(default)s)")
    parser.add_argument("--only", choices=("request", "stream"), help="one of the two measurements")
    parser.add_argument("--skip-litellm", action="store_true", help="no comparison, and nothing to install")
    parser.add_argument("--skip-sovereign", action="store_true", help="the others alone")
    parser.add_argument("--json", action="store_true", help="print JSON, each repetition")
    return parser.parse_args()


def _workloads(options: argparse.Namespace) -> tuple[Workload, ...]:
    request = Workload("request", options.clients, options.seconds)
    stream = Workload("stream", options.streams, options.seconds, options.chunks, options.pace)
    return tuple(workload for workload in (request, stream) if options.only in {None, workload.name})


def _names(options: argparse.Namespace) -> tuple[str, ...]:
    chosen = {"sovereign": not options.skip_sovereign, "litellm": not options.skip_litellm, "nginx": has_nginx()}
    return tuple(name for name, wanted in chosen.items() if wanted)


def _run(options: argparse.Namespace) -> Report:
    workloads, names = _workloads(options), _names(options)
    if "litellm" in names:
        install_litellm()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="overhead-")))
        upstream, port = start_upstream()
        stack.callback(upstream.wait)
        stack.callback(upstream.terminate)
        models = tuple(workload.model for workload in workloads)
        gateways = [_start(name, Setting(folder / name, port, models), stack) for name in names]
        ceiling = play(port, "none", Workload("request", options.clients, 1.0))
        results = _measure_all(gateways, workloads, options.repeat)
        memory = {gateway.name: meter.read(gateway.process.pid) for gateway in gateways}
    return Report(results, memory, workloads, ceiling["requests"] / ceiling["seconds"])


def _start(name: str, setting: Setting, stack: ExitStack) -> Gateway:
    setting.folder.mkdir()
    gateway = STARTERS[name](setting)
    stack.callback(gateway.stop)
    return gateway


def _measure_all(gateways: Sequence[Gateway], workloads: Sequence[Workload], repeat: int) -> Results:
    results: dict[tuple[str, str], list[Result]] = {}
    for gateway in gateways:
        for workload in workloads:
            warm = replace(workload, seconds=1.0, clients=min(workload.clients, 16))
            play(gateway.port, gateway.key, warm)
    for _ in range(repeat):
        for workload in workloads:
            for gateway in gateways:
                settle(gateway)
                results.setdefault((gateway.name, workload.name), []).append(measure(gateway, workload))
    return results


def _goals(report: Report) -> list[tuple[str, bool]]:
    """Each goal that could be measured: its sentence, and whether it holds."""
    goals = []
    own, other = (_median(report.results, name, "request") for name in ("sovereign", "litellm"))
    if own and other:
        said = f"a request costs 1/{other / own:.0f} of LiteLLM's CPU (goal: at most 1/{1 / GOAL_RATIO:.0f})"
        goals.append((said, own / other <= GOAL_RATIO))
    own, other = (_median(report.results, name, "stream") for name in ("sovereign", "litellm"))
    if own:
        beside = f", 1/{other / own:.0f} of LiteLLM's" if other else ""
        said = f"a chunk costs {own:.0f} µs{beside} (goal: at most {GOAL_CHUNK_US:.0f} µs)"
        goals.append((said, own <= GOAL_CHUNK_US))
    return goals


def _median(results: Results, gateway: str, workload: str) -> float | None:
    found = results.get((gateway, workload))
    return statistics.median(result.cpu_us for result in found) if found else None


def _errors(results: Results) -> int:
    return sum(result.errors for found in results.values() for result in found)


def _as_text(report: Report, goals: Sequence[tuple[str, bool]]) -> str:
    lines = [_table(report, workload) for workload in report.workloads]
    lines.append("memory, MiB resident after load: " + ", ".join(_memory(*item) for item in report.memory.items()))
    lines.append(f"load generator and mock provider alone: {report.ceiling:,.0f} requests/s")
    if not has_nginx():
        lines.append("nginx is not installed here: no bare proxy to compare with")
    return "\n".join([*lines, "", *(f"{'yes' if holds else 'NO '}  {said}" for said, holds in goals)])


def _table(report: Report, workload: Workload) -> str:
    first = "first chunk " if workload.chunks else ""
    titles = ("gateway", f"CPU µs/{workload.unit}", f"{workload.unit}s/s", f"{first}p50 ms", f"{first}p99 ms", "errors")
    columns: tuple[Callable[[Result], float], ...] = (
        lambda result: result.cpu_us,
        lambda result: result.per_second,
        lambda result: result.p50_us / 1000,
        lambda result: result.p99_us / 1000,
        lambda result: result.errors,
    )
    lines = ["| " + " | ".join(titles) + " |", "|---" * len(titles) + "|"]
    for (gateway, name), found in report.results.items():
        if name == workload.name:
            cells = (_spread([column(result) for result in found]) for column in columns)
            lines.append("| " + " | ".join((gateway, *cells)) + " |")
    return "\n".join([_described(workload), *lines, ""])


def _described(workload: Workload) -> str:
    shape = f"1 kB chat bodies, whole replies, {workload.clients} clients in a closed loop"
    if workload.chunks:
        shape = f"{workload.clients} streams at once, {workload.chunks} chunks each, one in {workload.pace_ms} ms"
    return f"{shape}; median (min-max)"


def _spread(values: Sequence[float]) -> str:
    low, middle, high = (
        f"{value:,.1f}".removesuffix(".0") for value in (min(values), statistics.median(values), max(values))
    )
    return middle if low == high else f"{middle} ({low}-{high})"


def _memory(name: str, reading: meter.Reading) -> str:
    rest = f", {reading.tree_mib:.0f} in {reading.processes} processes" if reading.processes > 1 else ""
    return f"{name} {reading.largest_mib:.0f}{rest}"


def _as_json(report: Report) -> dict[str, object]:
    return {
        "results": {
            f"{name}/{workload}": [asdict(r) for r in found] for (name, workload), found in report.results.items()
        },
        "memory": {name: asdict(reading) for name, reading in report.memory.items()},
        "ceiling_per_second": report.ceiling,
    }


if __name__ == "__main__":
    sys.exit(main())
