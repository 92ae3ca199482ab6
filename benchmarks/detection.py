"""CPU milliseconds per kB of the pattern layer, of Presidio's default one in the same run, and of names.

    python benchmarks/detection.py [--quick] [--only patterns|names]

Every figure is the CPU time of one process with one thread, as a worker has it. `naming_cost` says what the second
table means.

Texts: prose, personal data in every line, code, and what an attacker would send. A line shows 1, 10, 100 and 1000 kB:
where the numbers in a row are alike, time is linear. Presidio (AnalyzerEngine over a blank spaCy pipeline, its default
recognisers for English, kept from fetching the public suffix list) is shown at 1 and 10 kB, with how many times longer
it takes; hostile texts are not given to it beyond 1 kB, where some take it seconds.
"""

import argparse
import inspect
import os
import random
import sys
import time
import typing
from base64 import b64encode
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import blank_presidio
import naming_cost

from router.detect.engine import Engine

SIZES = (1_000, 10_000, 100_000, 1_000_000)
PROSE = (
    "The committee met again on Thursday afternoon to talk about the harbour, the bridge and the three schools that "
    "the city wants to build before 2031. Nobody had expected much of it, yet 14 of 17 members stayed until the end. "
    "Die Sitzung dauerte länger als geplant, weil niemand die Unterlagen gelesen hatte; am Ende einigte man sich. "
    "Les travaux commenceront au printemps, si tout va bien, et coûteront environ 12 millions d'euros sur quatre ans. "
    "En el pueblo se hablaba de otra cosa: de la lluvia, de las cosechas y del precio del aceite, que subió un 8,5 %.\n"
)
DENSE = (
    "Ann Other, ann{0}@example.com, +49 30 12{0:04d}, DE89 3704 0044 0532 0130 00, card 4111 1111 1111 1111, "
    "10.0.{1}.7, PESEL 44051401359, né le 12.05.19{1:02d}, password = 'hunter{0}'\n"
)
RANDOM = random.Random(1)
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")


def texts() -> dict[str, str]:
    return {
        "prose": PROSE,
        "dense": "".join(DENSE.format(number, number % 100) for number in range(1000)),
        "code": inspect.getsource(argparse) + inspect.getsource(typing),
        "a.a.a.": "a.",
        "1.1.1.": "1.",
        "one char": "x",
        "AA:": "AA:",
        "10.0.0.1": "10.0.0.1 ",
        "+49": "+49 ",
        "digits": "1234567890",
        "base64": b64encode(RANDOM.randbytes(30_000)).decode(),
        "e-mails": "a@b.co ",
        "[[": "[[",
        "{": "{",
        "password=": "password=",
        "phones": "+49 30 123456 ",
        "id cues": "ssn 123456789 ",
        "escapes": "\\u0040\\n",
        "percent": "a=%41+1",
    }


def sized(text: str, size: int) -> str:
    return (text * (size // len(text) + 1))[:size]


def per_kilobyte(read: Callable[[str], object], text: str, repeats: int) -> float:
    """The best of some runs, in CPU milliseconds."""
    best = float("inf")
    for _ in range(repeats):
        started = time.process_time()
        read(text)
        best = min(best, time.process_time() - started)
    return best * 1e6 / len(text.encode())


def tell_patterns(sizes: Sequence[int]) -> None:
    engine, other = Engine(), blank_presidio.analyzer()
    engine.scan("".join(sized(unit, 20_000) for unit in texts().values()))
    print(f"{'ms/kB':10}" + "".join(f"{size // 1000:>8} kB" for size in sizes) + "   Presidio 1 kB   10 kB   ratio")
    for name, unit in texts().items():
        ours = [per_kilobyte(engine.scan, sized(unit, size), 3 if size < SIZES[2] else 1) for size in sizes]
        theirs = [
            per_kilobyte(other, sized(unit, size), 1)
            for size in (SIZES[:2] if name in {"prose", "dense", "code"} else SIZES[:1])
        ]
        tail = "".join(f"{value:8.2f}" for value in theirs) + " " * 8 * (2 - len(theirs))
        print(
            f"{name:10}"
            + "".join(f"{value:11.3f}" for value in ours)
            + f"        {tail}{theirs[-1] / ours[len(theirs) - 1]:8.0f}x"
        )


def with_one_thread() -> None:
    """Starts again if it must: NumPy reads this when it is imported, and workers run with it."""
    if any(os.environ.get(name) != "1" for name in ONE_THREAD):
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | dict.fromkeys(ONE_THREAD, "1"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="patterns up to 100 kB, names up to 10 kB")
    parser.add_argument("--only", choices=("patterns", "names"))
    given = parser.parse_args()
    with_one_thread()
    if given.only != "names":
        tell_patterns(SIZES[:3] if given.quick else SIZES)
    if given.only != "patterns":
        naming_cost.tell(quick=given.quick)


if __name__ == "__main__":
    main()
