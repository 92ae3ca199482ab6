r"""The ways in which one text can be read: as it stands, and with what disguises it undone, again and again.

`\nDE89...` in a log, `anna\u0040firma.de` in JSON, `anna%40firma.de` in a link, `anna&#64;firma.de` in a page and the
same in base64 each hide from a recogniser what a person or a program reads. A `Reading` is a stretch of the text with
one kind of disguise undone, and the way back: what is found in it covers whole escapes and whole encoded runs in the
original, never half of one. Only what stands near a disguise is read again, so a text without any is read once, and no
text more often than there are disguises.

Plain text can look like an escape (`C:\new`), so the readings are added to the text as it stands and never replace it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter

from router.core.decoding import Chunk, back, excerpt
from router.detect.disguises import DISGUISES, marked
from router.detect.encoded import ENCODED, runs
from router.detect.encodings import BASE32, FOUR, GROUPS, WIDE, WIDE_HEX, Run
from router.detect.folding import fold
from router.detect.patterns import Pattern
from router.detect.traces import TRACES, Traces, traces

_DEPTH = 4
"""So often are encoded runs within encoded runs read."""
_ROOM = 8
"""Decoded characters for each of the text, all depths together; four depths of base64 take two."""
_LITTLE = 4_096
_REACH = 512
"""Characters around a disguise that are read with it: more than the longest value and the reach of its cues."""
_CONTEXT = 40
"""Characters ahead of an encoded run, on its line, that say what it is."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`steps` lead back to the original text, last step first; `undone`: the escapes of the last, in the original."""

    text: str
    steps: tuple[tuple[Chunk, ...], ...] = ()
    undone: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of this reading stands in the original, whole escapes included."""
        for chunks in self.steps:
            start, end = back(chunks, start, end)
        return start, end

    def cuts(self, start: int, end: int) -> bool:
        """A span of the original begins or ends within an escape that this reading undid."""
        return any(self._is_within(place) for place in (start, end))

    def _is_within(self, place: int) -> bool:
        before = bisect_right(self.undone, place, key=_FIRST) - 1
        return before >= 0 and self.undone[before][0] < place < self.undone[before][1]


class _Walk:
    """What is remembered on the way: runs that were read, room for more, where those stand that were not read."""

    def __init__(self, size: int) -> None:
        self.known: set[tuple[int, int, int, str]] = set()
        self.room = _ROOM * size + _LITTLE
        self.unread: set[int] = set()

    def is_new(self, depth: int, span: tuple[int, int], says: str) -> bool:
        run = (depth, *span, says)
        is_new = run not in self.known
        self.known.add(run)
        return is_new


def readings(text: str) -> Iterator[Reading]:
    """The text itself first, then each further reading, made of the one before."""
    return _readings(Reading(text), _DEPTH, _Walk(len(text)))


def unread(text: str) -> list[int]:
    """Where an encoded run begins that holds more than is read: it is encoded too often, or too much for the text.

    What has no long encoded run is searched once.
    """
    if not _IS_DEEP.found(text):
        return []
    walk = _Walk(len(text))
    for _ in _readings(Reading(text), _DEPTH, walk):
        pass
    return sorted(walk.unread)


def _readings(reading: Reading, depth: int, walk: _Walk) -> Iterator[Reading]:
    yield reading
    seen = _seen(reading.text)
    yield from _decoded(reading, seen, depth, walk)
    for part in _disguised(reading, spaced=seen is not None and seen.spaced):
        last = part
        for kind in DISGUISES:
            text, chunks = kind.off(last.text)
            if chunks and text != last.text:
                undone = tuple(last.span(start, end) for _, _, start, end in chunks)
                last = Reading(text, (chunks, *last.steps), undone)
                yield last
        if last is not part:
            yield from _decoded(last, _seen(last.text), depth, walk)
            if "%" in last.text and (still := next(_PERCENTS.spans(last.text), None)):
                walk.unread.add(last.span(*still)[0])


def _seen(text: str) -> Traces | None:
    """What shows that a text may hide something; None without any encoded run or letters apart, in one pass."""
    return traces(text) if _HIDES.found(text) else None


def _disguised(reading: Reading, *, spaced: bool) -> Iterator[Reading]:
    """The stretches of a text around its disguises, cut at borders of lines or else of words."""
    text = reading.text
    end = 0
    start = -1
    for low, high in marked(text, spaced=spaced):
        if start < 0 or low - _REACH > end:
            if start >= 0:
                yield _stretch(reading, start, end)
            start = max(end, _border_before(text, low))
        end = max(end, _border_behind(text, high))
    if start >= 0:
        yield _stretch(reading, start, end)


def _stretch(reading: Reading, start: int, end: int) -> Reading:
    if start == 0 and end >= len(reading.text):
        return reading
    return Reading(reading.text[start:end], (excerpt(start), *reading.steps))


def _border_before(text: str, place: int) -> int:
    low, high = max(0, place - 2 * _REACH), max(0, place - _REACH)
    at = max(text.rfind("\n", low, high), text.rfind(" ", low, high) if "\n" not in text[low:high] else -1)
    return at + 1 if at >= 0 else high


def _border_behind(text: str, place: int) -> int:
    low, high = place + _REACH, place + 2 * _REACH
    if low >= len(text):
        return len(text)
    at = text.find("\n", low, high)
    at = text.find(" ", low, high) if at < 0 else at
    return at if at >= 0 else min(low, len(text))


def _decoded(reading: Reading, seen: Traces | None, depth: int, walk: _Walk) -> Iterator[Reading]:
    """What the encoded runs of a reading say, one below the other, each behind what stands ahead of it."""
    if any(hidden in reading.text for hidden in _HIDDEN):
        shadow = fold(reading.text)
        reading = Reading(shadow.text, (shadow.chunks, *reading.steps))
        seen = _seen(reading.text)
    if seen is None:
        return
    fresh = [run for run in runs(reading.text, seen) if walk.is_new(depth, reading.span(run.start, run.end), run.says)]
    if not fresh:
        return
    text, chunks = _page(reading.text, fresh)
    undone = tuple(dict.fromkeys(reading.span(run.start, run.end) for run in fresh))
    if depth and len(text) <= walk.room:
        walk.room -= len(text)
        yield from _readings(Reading(text, (chunks, *reading.steps), undone), depth - 1, walk)
    else:
        walk.unread.update(start for start, _ in undone)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _page(text: str, fresh: Iterable[Run]) -> tuple[str, tuple[Chunk, ...]]:
    pieces: list[str] = []
    chunks: list[Chunk] = []
    at = done = 0
    for run in fresh:
        ahead = max(text.rfind("\n", done, run.start) + 1, run.start - _CONTEXT, done)
        context, says = _BLANK.sub(_blank, text[ahead : run.start]), f"{run.says}\n"
        middle, end = at + len(context), at + len(context) + len(says)
        chunks += ((at, at, ahead, ahead), (middle, end, run.start, run.end))
        pieces += (context, says)
        at, done = end, run.end
    return "".join(pieces), tuple(chunks)


_HIDES = Pattern(f"{ENCODED}|{TRACES}")
_FIRST = itemgetter(0)
_BLANK = re.compile(r"\d|[\w+./%-]{1,40}\Z")
"""What of the context could be taken for a part of what the run says: its numbers, and what touches it."""
_HIDDEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_DIGIT = "[0-9a-fA-F]"
_PERCENTS = Pattern(rf"(?:%[2-7]{_DIGIT}){{8}}")
_IS_DEEP = Pattern(
    rf"(?:{FOUR}){{5}}|{GROUPS}|{WIDE}|{WIDE_HEX}|{BASE32}|(?:[2-7]{_DIGIT}(?:[ ,:]{{1,2}}(?:0x)?)?){{16}}"
    rf"|(?:%[2-7]{_DIGIT}){{8}}|(?:&#[xX]?{_DIGIT}{{1,6}};){{12}}|(?:\\[ux](?:00)?[2-7]{_DIGIT}){{12}}"
)
"""Nothing shorter can hold what is encoded more than four times."""
