"""The dispatcher: one text in, its findings out.

It stands in place of Presidio's AnalyzerEngine, whose context step costs results times tokens. Here a text is folded
once and cut into chunks, and each chunk's cues are found once for all recognisers.
"""

import importlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from presidio_analyzer import EntityRecognizer

from router.core.lexicons import ON_REQUEST
from router.core.types import KINDS
from router.detect import chunks
from router.detect.chunks import Chunk
from router.detect.cutting import cut, united
from router.detect.folding import Shadow, fold
from router.detect.identifiers import cue_finder, sieve
from router.detect.measures import is_measure
from router.detect.merging import Found, merge
from router.detect.page import Page
from router.detect.presidio import Recogniser, WholeText, recognisers
from router.detect.readings import Reading, readings

NOTHING_ELSE: frozenset[str] = frozenset()
"""None of the kinds that are looked for on request."""


class Engine:
    """Runs all recognisers. `extra` are added to the built-in ones; `kinds` limits what is looked for."""

    def __init__(self, extra: Iterable[EntityRecognizer] = (), kinds: frozenset[str] = KINDS) -> None:
        everything = [*recognisers(), *extra]
        wanted = [one for one in everything if kinds.intersection(one.supported_entities)]
        self._named = [one for one in wanted if isinstance(one, WholeText)]
        self._whole = [one for one in wanted if isinstance(one, Recogniser) and one.family.whole]
        self._asked = [one for one in wanted if isinstance(one, Recogniser) and one.family.kind in ON_REQUEST]
        apart = [*self._whole, *self._named, *self._asked]
        self._chunked = [one for one in wanted if one not in apart]
        self._kinds = sorted(kinds)
        self._finder, self._sieve = cue_finder(), sieve()

    def scan(self, text: str, hint: str = "", also: frozenset[str] = NOTHING_ELSE) -> tuple[Found, ...]:
        """Findings in offsets of `text`; only signals and `ON_REQUEST` overlap others.

        `hint`: what it is called where it stands. `also`: kinds of `ON_REQUEST` to look for.
        """
        found: list[Found] = []
        lines = set[str]()
        for reading in readings(text):
            seen = self._in_reading(reading, hint, lines, also)
            found = [*_whole(found, reading, seen), *seen]
        told = [one for one in found if not is_measure(one.kind, text[one.start : one.end])]
        return tuple(_trimmed(text, one) for one in merge(cut(text, told)))

    def _in_reading(self, reading: Reading, hint: str, lines: set[str], also: frozenset[str]) -> list[Found]:
        lead, tail = _frame(reading.text, hint)
        shadow = fold(f"{lead}{reading.text}{tail}")
        hits = chain(self._hits(shadow.text, also), self._names(shadow.text, lines))
        found = (self._original(shadow, hit) for hit in hits)
        low, high = len(lead), len(lead) + len(reading.text)
        clipped = (_moved(one, max(low, one.start) - low, min(high, one.end) - low) for one in found)
        return [_led_back(reading, one) for one in clipped if one.start < one.end]

    def _hits(self, text: str, also: frozenset[str]) -> Iterator[Found]:
        chunked = [*self._chunked, *(one for one in self._asked if one.family.kind in also)]
        if self._whole:
            yield from self._read(self._whole, Chunk(0, len(text), 0, len(text)), text)
        for chunk in chunks.cut(text):
            yield from self._read(chunked, chunk, text[chunk.start : chunk.end])

    def _names(self, text: str, lines: set[str]) -> Iterator[Found]:
        """What recognisers of whole texts find on the lines that no reading before had; `lines` remembers them."""
        for start, end in _news(text, lines) if self._named else ():
            yield from self._read(self._named, Chunk(start, end, start, end), text[start:end])

    def _read(self, recognisers: Sequence[EntityRecognizer], chunk: Chunk, text: str) -> Iterator[Found]:
        page = Page(text, self._finder, self._sieve)
        for found in self._told(recognisers, text, page):
            start, end = chunk.start + found.start, chunk.start + found.end
            if end > start and chunk.owns(start, end):
                yield _moved(found, start, end)

    def _told(self, recognisers: Sequence[EntityRecognizer], text: str, page: Page) -> Iterator[Found]:
        """In offsets of the page. Our own say it themselves: a result of Presidio's costs as much as finding it."""
        for one in recognisers:
            if isinstance(one, Recogniser):
                for hit in one.family.find(page):
                    yield Found(hit.start, hit.end, one.family.kind, hit.score, one.name)
            else:
                for result in one.analyze(text, self._kinds, page):
                    yield Found(result.start, result.end, result.entity_type, float(result.score), one.name)

    @staticmethod
    def _original(shadow: Shadow, found: Found) -> Found:
        return _moved(found, *shadow.span(found.start, found.end))


def _frame(text: str, hint: str) -> tuple[str, str]:
    """What a text is read between: its name, nearest key last, and, so that all of it is the value, quotes."""
    if not hint:
        return "", ""
    nearest = hint.partition(" ")[0]
    name = hint if nearest == hint else f"{hint} {nearest}"
    return (f"{name}: ", "") if any(mark in text for mark in '"\r\n') else (f'{name}: "', '"')


def _news(text: str, lines: set[str]) -> list[tuple[int, int]]:
    """Runs of lines that are not among `lines`, which takes them up."""
    runs: list[tuple[int, int]] = []
    fresh = set[str]()
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        if line not in lines:
            fresh.add(line)
            joined = runs and runs[-1][1] == start
            runs[-1:] = [(runs[-1][0], end)] if joined else [*runs[-1:], (start, end)]
        start = end
    lines |= fresh
    return runs


def _led_back(reading: Reading, found: Found) -> Found:
    return _moved(found, *reading.span(found.start, found.end))


def _moved(found: Found, start: int, end: int) -> Found:
    return found if start == found.start and end == found.end else Found(start, end, *found[2:])


def _whole(found: list[Found], reading: Reading, seen: Iterable[Found]) -> list[Found]:
    r"""Without what took part of an escape for text (`nann@x.eu` of `\nann@x.eu`): `seen` shows what is meant."""
    if not any(reading.cuts(one.start, one.end) for one in found):
        return found
    meant: dict[str, list[tuple[int, int]]] = {}
    for other in seen:
        meant.setdefault(other.kind, []).append((other.start, other.end))
    apart = {kind: united(spans) for kind, spans in meant.items()}
    return [one for one in found if not (reading.cuts(one.start, one.end) and _meets(apart.get(one.kind, ()), one))]


def _meets(spans: Sequence[tuple[int, int]], one: Found) -> bool:
    """Whether it overlaps one of these, which are in order and apart."""
    place = bisect_left(spans, (one.end,)) - 1
    return place >= 0 and spans[place][1] > one.start


def _trimmed(text: str, found: Found) -> Found:
    """Without white space at either edge."""
    value = text[found.start : found.end]
    return _moved(found, found.end - len(value.lstrip()), found.start + len(value.rstrip()))


def build(extra: Iterable[str] = (), kinds: frozenset[str] = KINDS) -> Engine:
    """An engine with the recognisers named `module:callable` added. Raises what importing or calling them raises."""
    added: list[EntityRecognizer] = []
    for name in extra:
        module, _, factory = name.partition(":")
        added += getattr(importlib.import_module(module), factory)()
    return Engine(added, kinds)
