"""What the router costs, beside nginx, TensorZero, Portkey and LiteLLM in one run.

CPU time (user and system, the gateway's whole process tree) is the figure to trust on a machine that does other things
too; absolute numbers differ between machines, ratios hardly do. Gateways are measured in turn, repetition by
repetition, so that a slow minute hurts all alike. Traffic goes to 127.0.0.1 alone. A peer that cannot be had here is
left out, and said.

Exit 0 when what must be reached is, 1 when something is not, 2 when nothing could be measured.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import meter
import table
from gateways import AbsentError, Contender, Gateway, GatewayError, Setting
from measure import Result, measure, play, settle, start_upstream
from peers import NAMES, PEERS
from sovereign import SOVEREIGN
from table import Report
from workloads import Workload

Entry = tuple[Contender, Gateway]


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
    print(json.dumps(table.as_json(report), indent=1) if options.json else table.as_text(report))
    return 0 if table.holds(report) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=_names, default=NAMES, help=f"of {','.join(NAMES)}; none: the router alone")
    parser.add_argument(
        "--only", help="workloads, by name and comma: " + ", ".join(each.name for each in _workloads(1))
    )
    parser.add_argument("--seconds", type=float, default=3.0, help="of a closed loop (default: %(default)s)")
    parser.add_argument("--repeat", type=int, default=3, help="repetitions (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print JSON, each repetition")
    return parser.parse_args()


def _names(said: str) -> tuple[str, ...]:
    names = () if said == "none" else tuple(said.split(","))
    if unknown := set(names) - set(NAMES):
        raise argparse.ArgumentTypeError(f"no such peer: {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    return names


def _workloads(seconds: float) -> tuple[Workload, ...]:
    return (
        Workload("request", 16, seconds),
        Workload("20 kB", 16, seconds, kilobytes=20),
        Workload("200 kB", 8, seconds, kilobytes=200),
        Workload("alone", 1, min(seconds, 2.0)),
        Workload("streams", 200, seconds, chunks=100, pace_ms=20),
        Workload("restoring", 200, seconds, chunks=100, pace_ms=20, detecting=True),
        Workload("first turn", 4, seconds * 2, kilobytes=20, detecting=True, turn=1),
        Workload("second turn", 4, seconds * 2, kilobytes=20, detecting=True, turn=2),
    )


def _run(options: argparse.Namespace) -> Report:
    workloads = [w for w in _workloads(options.seconds) if options.only is None or w.name in options.only.split(",")]
    if not workloads:
        raise RuntimeError(f"--only {options.only} names no workload")
    contenders = [*(peer for peer in PEERS if peer.name in options.peers), *SOVEREIGN]
    wanted = [one for one in contenders if any(one.takes(workload) for workload in workloads)]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="overhead-")))
        upstream, port = start_upstream()
        stack.callback(upstream.wait)
        stack.callback(upstream.terminate)
        models = tuple(dict.fromkeys(workload.model for workload in workloads))
        entries, absent = _start(wanted, Setting(folder, port, models), stack)
        ceiling = play(Gateway("mock provider", upstream, port), Workload("request", 16, 1.0), 0)
        results = _measure(entries, workloads, options.repeat)
        memory = {(one.name, one.detecting): meter.read(*gateway.pids) for one, gateway in entries}
    return Report(results, memory, absent, ceiling["requests"] / ceiling["seconds"])


def _start(wanted: Sequence[Contender], setting: Setting, stack: ExitStack) -> tuple[list[Entry], list[str]]:
    """Those that run, and a line for each that does not. Raises `GatewayError` when the router does not."""
    entries: list[Entry] = []
    absent = []
    for number, one in enumerate(wanted):
        own = replace(setting, folder=setting.folder / str(number))
        own.folder.mkdir()
        try:
            one.obtain()
            gateway = one.start(own)
        except (AbsentError, GatewayError) as fault:
            if one in SOVEREIGN:
                raise
            reason = f"{one.name}{', detecting,' if one.detecting else ''} is left out: {fault}"
            print(reason, file=sys.stderr, flush=True)
            absent.append(reason.partition("\n")[0])
        else:
            stack.callback(gateway.stop)
            entries.append((one, gateway))
    return entries, absent


def _measure(entries: Sequence[Entry], workloads: Sequence[Workload], repeat: int) -> table.Results:
    """Repetition 0 warms up and is not counted."""
    results: dict[tuple[str, str], list[Result]] = {}
    for repetition in range(repeat + 1):
        for workload in workloads:
            for one, gateway in entries:
                if not one.takes(workload):
                    continue
                if repetition == 0:
                    play(gateway, replace(workload, seconds=1.0, clients=min(workload.clients, 16)), 0)
                    continue
                settle(gateway)
                results.setdefault((one.name, workload.name), []).append(measure(gateway, workload, repetition))
        if repetition:
            print(f"repetition {repetition} of {repeat} is done", file=sys.stderr, flush=True)
    return results


if __name__ == "__main__":
    sys.exit(main())
