"""The dispatcher: one text in, its findings out.

It stands in place of Presidio's AnalyzerEngine, whose context step costs results times tokens. Here a text is folded
once and cut into chunks, and each chunk's cues are found once for all recognisers.
"""

import importlib
from collections.abc import Iterable, Iterator, Sequence

from presidio_analyzer import EntityRecognizer

from router.core.types import KINDS
from router.detect.chunks import Chunk, cut
from router.detect.folding import Shadow, fold
from router.detect.identifiers import cue_finder
from router.detect.merging import Found, merge
from router.detect.page import Page
from router.detect.presidio import Recogniser, recognisers


class Engine:
    """Runs all recognisers. `extra` are added to the built-in ones; `kinds` limits what is looked for."""

    def __init__(self, extra: Iterable[EntityRecognizer] = (), kinds: frozenset[str] = KINDS) -> None:
        everything = [*recognisers(), *extra]
        wanted = [one for one in everything if kinds.intersection(one.supported_entities)]
        self._whole = [one for one in wanted if isinstance(one, Recogniser) and one.family.whole]
        self._chunked = [one for one in wanted if one not in self._whole]
        self._kinds = sorted(kinds)
        self._finder = cue_finder()

    def scan(self, text: str, hint: str = "") -> tuple[Found, ...]:
        """Findings in offsets of `text`, none overlapping. `hint` is what it is called where it stands, as its key."""
        lead = f"{hint}: " if hint else ""
        shadow = fold(lead + text)
        found = merge(self._original(shadow, hit) for hit in self._hits(shadow.text))
        return tuple(_trimmed(text, one, len(lead)) for one in found if one.end > len(lead))

    def _hits(self, text: str) -> Iterator[Found]:
        if self._whole:
            yield from self._read(self._whole, Chunk(0, len(text), 0, len(text)), text)
        for chunk in cut(text):
            yield from self._read(self._chunked, chunk, text[chunk.start : chunk.end])

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


def _trimmed(text: str, found: Found, lead: int) -> Found:
    """Back in the text's own offsets, without white space at either edge."""
    start, end = max(0, found.start - lead), found.end - lead
    value = text[start:end]
    return found._replace(start=end - len(value.lstrip()), end=start + len(value.rstrip()))


def build(extra: Iterable[str] = (), kinds: frozenset[str] = KINDS) -> Engine:
    """An engine with the recognisers named `module:callable` added. Raises what importing or calling them raises."""
    added: list[EntityRecognizer] = []
    for name in extra:
        module, _, factory = name.partition(":")
        added += getattr(importlib.import_module(module), factory)()
    return Engine(added, kinds)
