"""What a soak was like: samples of every process, and promises that were kept or not. Pure but for `look`, on /proc."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import meter

GROWTH = 1.05
SLACK_MIB = 4.0
"""A process may be so much larger in the last quarter than in the second: caches fill, and allocators keep what they
had; what leaks at each of tens of thousands of requests is more."""
SPARE = 3
"""Descriptors that a process may have more than at the start: files that are opened when they are first needed."""


@dataclass(frozen=True, slots=True)
class Process:
    """Resident MiB, shared pages counted too; open descriptors, None where the system does not tell."""

    mib: float
    descriptors: int | None


@dataclass(frozen=True, slots=True)
class Sample:
    """`at`: seconds since the load began. `processes` by process number."""

    at: float
    processes: Mapping[int, Process]

    @property
    def text(self) -> str:
        return "  ".join(
            f"{pid}: {one.mib:.0f} MiB {'?' if one.descriptors is None else one.descriptors} fd"
            for pid, one in self.processes.items()
        )


@dataclass(frozen=True, slots=True)
class Promise:
    text: str
    kept: bool


def look(root: int, at: float) -> Sample:
    """At a process and all below it."""
    return Sample(at, {pid: Process(meter.resident(pid), _descriptors(pid)) for pid in meter.tree(root)})


def _descriptors(pid: int) -> int | None:
    """A router closes itself to others of its user: root alone can tell."""
    try:
        return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return None


def memory(samples: Sequence[Sample]) -> list[Promise]:
    """Of each process: the median of the last quarter against that of the second, when all caches had begun to fill."""
    quarter = len(samples) // 4
    promises = []
    for pid in samples[0].processes:
        sizes = [sample.processes[pid].mib for sample in samples if pid in sample.processes]
        if len(sizes) < len(samples):
            promises.append(Promise(f"process {pid} lived to the end", kept=False))
            continue
        second, last = median(sizes[quarter : 2 * quarter] or sizes), median(sizes[-quarter:] or sizes)
        text = f"memory of process {pid} is flat: {second:.1f} MiB in the second quarter, {last:.1f} in the last"
        promises.append(Promise(text, kept=last <= second * GROWTH + SLACK_MIB))
    return promises


def descriptors(before: Sample, after: Sample) -> list[Promise]:
    promises = []
    for pid, one in before.processes.items():
        first, last = one.descriptors, after.processes[pid].descriptors if pid in after.processes else None
        if first is None or last is None:
            promises.append(Promise(f"descriptors of process {pid} can be counted (run the soak as root)", kept=False))
            continue
        promises.append(Promise(f"descriptors of process {pid}: {first} before, {last} after", last <= first + SPARE))
    return promises


def answers(ends: Mapping[str, int], wrong: Mapping[str, int]) -> list[Promise]:
    """`ends`: how many requests ended well or in good order, by how; all of them did occur. `wrong`: all others."""
    text = ", ".join(f"{count} {end}" for end, count in ends.items())
    promises = [Promise(f"{count} of {what}", kept=False) for what, count in wrong.items()]
    return [Promise(f"requests: {text}, and no other", not wrong and min(ends.values()) > 0), *promises]
