"""The dispatcher: one text in, its findings out.

It stands in place of Presidio's AnalyzerEngine, whose context step costs results times tokens. Here a text is folded
once and cut into chunks, and each chunk's cues are found once for all recognisers.
"""

import importlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from presidio_analyzer import EntityRecognizer

from router.core.types import KINDS
from router.detect.chunks import Chunk, cut
from router.detect.folding import Shadow, fold
from router.detect.identifiers import cue_finder
from router.detect.merging import Found, merge
from router.detect.page import Page
from router.detect.presidio import Recogniser, WholeText, recognisers
from router.detect.readings import Reading, readings


class Engine:
    """Runs all recognisers. `extra` are added to the built-in ones; `kinds` limits what is looked for."""

    def __init__(self, extra: Iterable[EntityRecognizer] = (), kinds: frozenset[str] = KINDS) -> None:
        everything = [*recognisers(), *extra]
        wanted = [one for one in everything if kinds.intersection(one.supported_entities)]
        self._named = [one for one in wanted if isinstance(one, WholeText)]
        self._whole = [one for one in wanted if isinstance(one, Recogniser) and one.family.whole]
        self._chunked = [one for one in wanted if one not in self._whole and one not in self._named]
        self._kinds = sorted(kinds)
        self._finder = cue_finder()

    def scan(self, text: str, hint: str = "") -> tuple[Found, ...]:
        """Findings in offsets of `text`; only signals overlap others. `hint`: what it is called where it stands."""
        found: list[Found] = []
        lines = set[str]()
        for reading in readings(text):
            seen = self._in_reading(reading, hint, lines)
            found = [one for one in found if not _is_half(one, reading, seen)] + seen
        return tuple(_trimmed(text, one) for one in merge(found))

    def _in_reading(self, reading: Reading, hint: str, lines: set[str]) -> list[Found]:
        lead, tail = _frame(reading.text, hint)
        shadow = fold(f"{lead}{reading.text}{tail}")
        hits = chain(self._hits(shadow.text), self._names(shadow.text, lines))
        found = (self._original(shadow, hit) for hit in hits)
        low, high = len(lead), len(lead) + len(reading.text)
        clipped = (one._replace(start=max(low, one.start) - low, end=min(high, one.end) - low) for one in found)
        return [_led_back(reading, one) for one in clipped if one.start < one.end]

    def _hits(self, text: str) -> Iterator[Found]:
        if self._whole:
            yield from self._read(self._whole, Chunk(0, len(text), 0, len(text)), text)
        for chunk in cut(text):
            yield from self._read(self._chunked, chunk, text[chunk.start : chunk.end])

    def _names(self, text: str, lines: set[str]) -> Iterator[Found]:
        """What recognisers of whole texts find on the lines that no reading before had; `lines` remembers them."""
        for start, end in _news(text, lines) if self._named else ():
            yield from self._read(self._named, Chunk(start, end, start, end), text[start:end])

    def _read(self, recognisers: Sequence[EntityRecognizer], chunk: Chunk, text: str) -> Iterator[Found]:
        page = Page(text, self._finder)
        for recogniser in recognisers:
            for result in recogniser.analyze(text, self._kinds, page):
                start, end = chunk.start + result.start, chunk.start + result.end
                if result.end > result.start and chunk.owns(start, end):
                    yield Found(start, end, result.entity_type, float(result.score), recogniser.name)

    @staticmethod
    def _original(shadow: Shadow, found: Found) -> Found:
        start, end = shadow.span(found.start, found.end)
        return found._replace(start=start, end=end)


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
    start, end = reading.span(found.start, found.end)
    return found._replace(start=start, end=end)


def _is_half(found: Found, reading: Reading, others: list[Found]) -> bool:
    r"""It took part of an escape for text (`nann@x.eu` of `\nann@x.eu`), and this reading shows what is meant."""
    if not reading.cuts(found.start, found.end):
        return False
    return any(other.kind == found.kind and other.start < found.end and found.start < other.end for other in others)


def _trimmed(text: str, found: Found) -> Found:
    """Without white space at either edge."""
    value = text[found.start : found.end]
    return found._replace(start=found.end - len(value.lstrip()), end=found.start + len(value.rstrip()))


def build(extra: Iterable[str] = (), kinds: frozenset[str] = KINDS) -> Engine:
    """An engine with the recognisers named `module:callable` added. Raises what importing or calling them raises."""
    added: list[EntityRecognizer] = []
    for name in extra:
        module, _, factory = name.partition(":")
        added += getattr(importlib.import_module(module), factory)()
    return Engine(added, kinds)
