"""CPU milliseconds per kB of the recogniser of names by itself, µs per kB of what was read before, and memory.

Texts are the project's own prompts: prose (letters, tickets, documents) and chat in each language, logs and JSON of all
languages together, and code of Python's library. Every figure is the CPU time of one process, one thread, as in a
worker.

    new         text not seen before, kB after kB, by a recogniser that has read other things (a program)
    fresh       a recogniser that has read nothing: each word form is looked up and its vector made
    known       the same text again: its word forms are remembered, the text itself is not
    100, 1000   known words, the text repeated up to that many kB
    memo        what a text costs the data plane that it has seen before: a keyed digest and a look-up
"""

import argparse
import asyncio
import inspect
import typing
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from time import process_time

from marked_text import read_marked
from scoring import Example

from router.core.types import Slot
from router.detect.naming.recogniser import Recogniser
from router.detect.pool import DetectorPool

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl")
GENRES = {"prose": ("mail", "ticket", "doc"), "chat": ("chat", "lower")}
LONG = ("de prose", "code", "logs", "JSON")
"""These are read at 1 MB too; it takes seconds each."""
_NEW = 12_000
"""Characters of text that are read a kB at a time."""
PROMPTS = Path(__file__).resolve().parents[1] / "tests" / "prompts"


def texts(prompts: Path = PROMPTS) -> dict[str, str]:
    own = [example for name in LANGUAGES for example in read_marked(prompts / f"{name}.txt")]
    spoken = {
        f"{name} {genre}": joined(one for one in own if one.lang == name and one.genre in genres)
        for genre, genres in GENRES.items()
        for name in LANGUAGES
    }
    return spoken | {
        "code": inspect.getsource(argparse) + inspect.getsource(typing),
        "logs": joined(one for one in own if one.genre == "log"),
        "JSON": joined(one for one in own if one.genre == "json"),
    }


def joined(examples: Iterable[Example]) -> str:
    return "\n".join(example.text for example in examples) + "\n"


def sized(text: str, size: int) -> str:
    return (text * (size // len(text) + 1))[:size]


def per_kilobyte(recogniser: Recogniser, text: str) -> float:
    started = process_time()
    for _ in recogniser.find(text):
        pass
    return (process_time() - started) * 1e6 / len(text.encode())


def fresh(text: str, repeats: int = 3) -> float:
    return min(per_kilobyte(Recogniser(), text) for _ in range(repeats))


def new(text: str) -> float:
    recogniser = Recogniser()
    per_kilobyte(recogniser, inspect.getsource(asyncio.base_events)[:10_000])
    pieces = [text[start : start + 1_000] for start in range(0, min(len(text), _NEW) - 999, 1_000)]
    return mean(per_kilobyte(recogniser, piece) for piece in pieces)


def known(text: str, repeats: int) -> float:
    recogniser = Recogniser()
    per_kilobyte(recogniser, text[:20_000])
    return min(per_kilobyte(recogniser, text) for _ in range(repeats))


def tell_times(*, quick: bool) -> None:
    heads = [
        "new 1 kB",
        "fresh 1 kB",
        "fresh 10 kB",
        "known 1 kB",
        "known 10 kB",
        *([] if quick else ["100 kB", "1000 kB"]),
    ]
    print("\nnames alone, CPU ms/kB\n" + " " * 10 + "".join(f"{head:>13}" for head in heads))
    for name, unit in texts().items():
        figures = [new(unit), *(fresh(sized(unit, size)) for size in (1_000, 10_000))]
        figures += [known(sized(unit, size), 3) for size in (1_000, 10_000)]
        figures += [known(sized(unit, size), 1) for size in sizes(name, quick=quick)]
        print(f"{name:10}" + "".join(f"{figure:13.2f}" for figure in figures), flush=True)


def sizes(name: str, *, quick: bool) -> tuple[int, ...]:
    if quick:
        return ()
    return (100_000, 1_000_000) if name in LONG else (100_000,)


@dataclass(frozen=True, slots=True)
class Memory:
    """MiB. `resident` counts shared pages in full, `share` each page divided by who shares it, `own` none of them."""

    resident: float
    share: float
    own: float


def memory(pid: int) -> Memory:
    """As proc(5) has it in `smaps_rollup`."""
    rows = [line.split() for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]]
    mib = {row[0]: int(row[1]) / 1024 for row in rows}
    return Memory(mib["Rss:"], mib["Pss:"], mib["Private_Clean:"] + mib["Private_Dirty:"])


def parent(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("PPid:")))


async def tell_pool(workers: int = 2) -> None:
    """What texts seen before cost the process that serves requests, and what its workers weigh after reading."""
    slots = [Slot(("messages", at, "content"), sized(text, 20_000), "user") for at, text in enumerate(texts().values())]
    size = sum(len(slot.text.encode()) for slot in slots) / 1000
    pool = DetectorPool(workers, key=b"benchmark")
    await pool.start()
    try:
        found = len((await pool.detect("t", slots)).findings)
        best = min([await remembered(pool, slots) for _ in range(5)]) * 1e6
        print(f"\nmemo: {best / size:.2f} µs/kB, CPU time of the data plane for {size:.0f} kB with {found} findings")
        print(f"memory in MiB after reading {size:.0f} kB{'resident':>14}{'share':>9}{'own':>9}")
        weights = {"nursery": memory(parent(pool.pids[0]))}
        weights |= {f"worker {number}": memory(pid) for number, pid in enumerate(pool.pids, 1)}
        for name, one in weights.items():
            print(f"  {name:32}{one.resident:14.0f}{one.share:9.0f}{one.own:9.0f}")
        print(f"  {'together':32}{'':14}{sum(one.share for one in weights.values()):9.0f}")
    finally:
        await pool.aclose()


async def remembered(pool: DetectorPool, slots: list[Slot]) -> float:
    started = process_time()
    await pool.detect("t", slots)
    return process_time() - started


def tell(*, quick: bool) -> None:
    tell_times(quick=quick)
    asyncio.run(tell_pool())
