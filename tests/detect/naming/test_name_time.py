"""Names take time and memory in proportion to the text, whatever it is."""

import os
import subprocess
import sys
import time

import pytest
import running

from router.detect.naming.encoder import Encoder, Marks
from router.detect.naming.recogniser import Recogniser
from router.detect.naming.vectors import Vectors

RECOGNISER = Recogniser()
HOSTILE = {
    "one letter": "x",
    "letters": "x ",
    "capitals": "X. ",
    "dotted": "A.",
    "hyphens": "a-",
    "elisions": "l'",
    "apostrophes": "a'",
    "genitives": "'s",
    "underscores": "a_",
    "digits": "1",
    "marks": ".,;",
    "lines": "\n",
    "names": "Anna ",
    "titles": "Mr. ",
    "accents": "a\u0301",
    "emoji": "😀",
}


def _seconds(text: str) -> float:
    started = time.process_time()
    list(RECOGNISER.find(text))
    return time.process_time() - started


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_time_in_proportion(name: str) -> None:
    """Four times the text may take eight times as long; the best of two, above the clock's noise."""
    short, long = (HOSTILE[name] * (size // len(HOSTILE[name])) for size in (2_000, 8_000))
    base = min(_seconds(short) for _ in range(2))
    assert min(_seconds(long) for _ in range(2)) < max(8 * base, 0.05)


@pytest.mark.parametrize("unit", ["a@", "%25", "1 ", "&amp;", "b,", "x ", "amp;"])
def test_text_of_many_tiny_words_or_of_the_same_ones_costs_little(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes through the network is counted: of 64 kB that repeats itself, a few segments."""
    sizes: list[int] = []
    scores = Encoder._scores

    def counted(self: Encoder, vectors: Vectors, between: Marks) -> Vectors:
        sizes.append(len(vectors))
        return scores(self, vectors, between)

    monkeypatch.setattr(Encoder, "_scores", counted)
    list(RECOGNISER.find(unit * (64_000 // len(unit))))
    assert len(sizes) <= 3


MEGABYTE = """
import resource, time
from router.detect.naming.recogniser import Recogniser
recogniser = Recogniser()
line = "Ticket {0}: Margaret Whitfield{0} wrote from Leeds that order {0} never came, see the log of server{0}.\\n"
text = "".join(map(line.format, range(11_000)))[:1_000_000]
def spent(text):
    started = time.process_time()
    count = sum(1 for _ in recogniser.find(text))
    return time.process_time() - started, count
spent(text[:50_000])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
short, long = spent(text[:100_000]), spent(text)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(short[0], long[0], long[1], (after - before) / 1024)
"""


@pytest.mark.slow
def test_a_megabyte_takes_ten_times_what_a_tenth_takes_in_bounded_memory() -> None:
    environment = os.environ | {"PYTHONPATH": str(running.ROOT)}
    done = subprocess.run([sys.executable, "-c", MEGABYTE], env=environment, capture_output=True, text=True, check=True)
    short, long, count, mebibytes = map(float, done.stdout.split())
    assert count > 9_000
    assert long < 15 * short
    assert mebibytes < 250
