"""Runs of numbers without a gap, as text and back: `3-5,17` are the entries 3, 4, 5 and 17."""

from collections.abc import Iterable, Iterator


def runs(numbers: Iterable[int]) -> Iterator[range]:
    """Of ascending numbers."""
    start = stop = -1
    for number in numbers:
        if number != stop:
            if stop > start:
                yield range(start, stop)
            start = number
        stop = number + 1
    if stop > start:
        yield range(start, stop)


def written(runs: Iterable[range], longest: int) -> Iterator[str]:
    """In texts that are no longer than `longest` characters, which is room for one run at least."""
    text = ""
    for run in runs:
        one = str(run.start) if len(run) == 1 else f"{run.start}-{run.stop - 1}"
        if text and len(text) + 1 + len(one) > longest:
            yield text
            text = ""
        text = f"{text},{one}" if text else one
    if text:
        yield text


def read(text: str) -> list[range]:
    """Raises ValueError for what `written` did not write."""
    return [_run(one) for one in text.split(",")] if text else []


def _run(text: str) -> range:
    first, dash, last = text.partition("-")
    return range(int(first), int(last if dash else first) + 1)


def missing(wanted: Iterable[range], told: Iterable[range]) -> int | None:
    """The first number of the ascending runs `wanted` that is in none of the runs `told`, which come in any order."""
    known = sorted(told, key=lambda run: run.start)
    at, stop = 0, 0
    for run in wanted:
        place = run.start
        while place < run.stop:
            while at < len(known) and known[at].start <= place:
                stop = max(stop, known[at].stop)
                at += 1
            if stop <= place:
                return place
            place = stop
    return None
