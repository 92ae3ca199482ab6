"""What a process and all its children cost, as Linux counts it (proc(5))."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
USER_TIME = 11
"""Where utime stands after the command's name in /proc/PID/stat; stime, cutime and cstime follow it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`cpu` is user and system time in seconds, that of ended children included. Memory is resident, in MiB."""

    cpu: float
    tree_mib: float
    largest_mib: float
    processes: int


def read(*roots: int) -> Reading:
    """Of these processes and all below them."""
    pids = tuple(pid for root in roots for pid in tree(root))
    memory = [resident(each) for each in pids]
    return Reading(sum(_cpu(each) for each in pids), sum(memory), max(memory, default=0.0), len(pids))


def tree(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    for task in _entries(Path(f"/proc/{pid}/task")):
        for child in _text(task / "children").split():
            yield from tree(int(child))


def _cpu(pid: int) -> float:
    fields = _text(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[USER_TIME : USER_TIME + 4]) / TICKS


def resident(pid: int) -> float:
    """MiB, shared pages counted too; 0 of a process that is gone."""
    for line in _text(Path(f"/proc/{pid}/status")).splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except FileNotFoundError:  # it ended meanwhile
        return []


def _text(file: Path) -> str:
    try:
        return file.read_text()
    except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
        return ""
