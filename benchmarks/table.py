"""The table: a row for each measure, a column for each gateway, and what must be reached and is aimed at (issue 5)."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

import meter
from measure import Result

Results = Mapping[tuple[str, str], Sequence[Result]]
"""By gateway and workload: one for each repetition."""
OWN, LIMIT = "sovereign", "nginx"
GOAL_RATIO = 1 / 30
"""Of LiteLLM's CPU for one request (issue 2)."""


@dataclass(frozen=True, slots=True)
class Report:
    results: Results
    memory: Mapping[tuple[str, bool], meter.Reading]
    """After load, by gateway and whether it detects."""
    absent: Sequence[str]
    ceiling: float
    """Requests a second that the load generator and the mock provider reach with nothing between them."""


@dataclass(frozen=True, slots=True)
class Row:
    """`over`: the gateway whose own value is taken off. `aim`: a value, or the peer that must be beaten."""

    title: str
    workload: str
    value: Callable[[Result], float]
    reach: float | None = None
    aim: float | str | None = None
    over: str = ""


ROWS = (
    Row("CPU µs per request, 1 kB", "request", lambda result: result.cpu_us, 250, "tensorzero"),
    Row("CPU µs per request, 20 kB", "20 kB", lambda result: result.cpu_us, 400, 240),
    Row("CPU µs per request, 200 kB", "200 kB", lambda result: result.cpu_us, 2500, 1200),
    Row("CPU µs per streamed chunk", "streams", lambda result: result.cpu_us),
    Row("CPU µs per streamed chunk, restoring", "restoring", lambda result: result.cpu_us, 60, 40),
    Row("p50 at one connection over nginx's, ms", "alone", lambda result: result.p50_us / 1000, 0.6, 0.3, LIMIT),
    Row("200 streams of 100 chunks at 20 ms, s", "streams", lambda result: result.seconds, 2.2, 2.05),
    Row("the same, restoring, s", "restoring", lambda result: result.seconds),
    Row("CPU ms, personal data in 20 kB, first turn", "first turn", lambda result: result.cpu_us / 1000),
    Row("CPU ms, personal data in 20 kB, second turn", "second turn", lambda result: result.cpu_us / 1000, 10, 3),
)
MEMORY = "memory of a worker after load, MiB"
MEMORY_REACH, MEMORY_AIM = 150, 100


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its values: the median, and how far the repetitions lie apart."""

    title: str
    values: Mapping[str, tuple[float, float, float]]
    reach: float | None = None
    aim: float | str | None = None

    @property
    def own(self) -> float | None:
        return self.values[OWN][1] if OWN in self.values else None

    @property
    def verdict(self) -> str:
        if self.own is None or self.reach is None:
            return ""
        if self.own > self.reach:
            return "MISSED"
        aim = self.values[self.aim][1] if isinstance(self.aim, str) and self.aim in self.values else self.aim
        return "aim" if isinstance(aim, int | float) and self.own <= aim else "reach"


def lines(report: Report) -> list[Line]:
    """The rows of which something was measured."""
    drawn = [_line(row, report.results) for row in ROWS]
    for detecting, title in ((False, MEMORY), (True, f"{MEMORY}, detecting")):
        sizes = {name: reading.largest_mib for (name, way), reading in report.memory.items() if way == detecting}
        goals = (None, None) if detecting else (MEMORY_REACH, MEMORY_AIM)
        drawn.append(Line(title, {name: (size, size, size) for name, size in sizes.items()}, *goals))
    return [line for line in drawn if line.values]


def _line(row: Row, results: Results) -> Line:
    found = {
        name: [row.value(one) for one in each] for (name, workload), each in results.items() if workload == row.workload
    }
    if row.over and row.over not in found:
        return Line(row.title, {})
    base = statistics.median(found[row.over]) if row.over else 0.0
    values = {name: _spread([value - base for value in each]) for name, each in found.items()}
    return Line(row.title, values, row.reach, row.aim)


def _spread(values: Sequence[float]) -> tuple[float, float, float]:
    return min(values), statistics.median(values), max(values)


def holds(report: Report) -> bool:
    """Whether all that must be reached is, LiteLLM's ratio too, and every answer came and was whole."""
    missed = any(line.verdict == "MISSED" for line in lines(report))
    ratio = _litellm_ratio(report.results)
    return not missed and (ratio is None or ratio <= GOAL_RATIO) and not _errors(report.results)


def _litellm_ratio(results: Results) -> float | None:
    own, other = (results.get((name, "request")) for name in (OWN, "litellm"))
    if not own or not other:
        return None
    return statistics.median(one.cpu_us for one in own) / statistics.median(one.cpu_us for one in other)


def _errors(results: Results) -> list[str]:
    """Of the peers' answers only those that did not come: what they do not restore is said, and is no error."""
    found = []
    for (name, workload), each in results.items():
        errors, lacking = sum(one.errors for one in each), sum(one.lacking for one in each) if name == OWN else 0
        if errors or lacking:
            found.append(f"{name}, {workload}: {errors} errors, {lacking} answers without what was to be put back")
    return found


def as_text(report: Report) -> str:
    drawn = lines(report)
    names = list(dict.fromkeys(name for line in drawn for name in line.values))
    text = [
        "median (least to most) of the repetitions; the share is of the router's own",
        _joined(["", *names, "reach", "aim", "held"]),
        "|---" * (len(names) + 4) + "|",
        *(_joined([line.title, *(_cell(line, name) for name in names), *_goals(line)]) for line in drawn),
        "",
        f"load generator and mock provider alone: {report.ceiling:,.0f} requests/s",
        *report.absent,
        *_errors(report.results),
        *(_not_restored(report.results)),
    ]
    ratio = _litellm_ratio(report.results)
    if ratio is not None:
        held = "yes" if ratio <= GOAL_RATIO else "NO "
        text.append(f"{held}  a request costs 1/{1 / ratio:.0f} of LiteLLM's CPU (must be 1/{1 / GOAL_RATIO:.0f})")
    return "\n".join(text)


def _joined(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(line: Line, name: str) -> str:
    if name not in line.values:
        return "-"
    low, middle, high = line.values[name]
    spread = f" ({_number(low)}-{_number(high)})" if _number(low) != _number(high) else ""
    share = f", {middle / line.own:.2g}x" if name != OWN and line.own and line.own > 0 and middle > 0 else ""
    return f"{_number(middle)}{spread}{share}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 20 else f"{value:.2f}"


def _goals(line: Line) -> tuple[str, str, str]:
    reach, aim = ("" if goal is None else f"{goal}" for goal in (line.reach, line.aim))
    return reach, f"below {aim}" if isinstance(line.aim, str) else aim, line.verdict


def _not_restored(results: Results) -> list[str]:
    return [
        f"{name}, {workload}: {lacking} answers came without what was to be put back"
        for (name, workload), each in results.items()
        if name != OWN and (lacking := sum(one.lacking for one in each))
    ]


def as_json(report: Report) -> dict[str, object]:
    return {
        "results": {
            f"{name}/{workload}": [asdict(one) for one in each] for (name, workload), each in report.results.items()
        },
        "memory": {
            f"{name}{'/detecting' if detecting else ''}": asdict(reading)
            for (name, detecting), reading in report.memory.items()
        },
        "absent": list(report.absent),
        "ceiling_per_second": report.ceiling,
    }
