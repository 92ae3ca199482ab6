"""The work of requests, cut into jobs for workers: pure bookkeeping, no I/O.

A request is a `Ticket`. Its texts (`Reading`, each once) are cut into overlapping pieces of at most `PIECE` characters,
and small ones packed into jobs of at most `JOB`, so that many texts keep all workers busy. `router.detect.rota` says
whose job is next.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from router.core.lexicons import NO_LEXICON, Lexicon
from router.detect.chunks import Chunk, cut
from router.detect.merging import LEFT, Found, merge, unite

PIECE, OVERLAP = 131_072, 16_384
"""Characters. Half an overlap is more than the longest private key."""
JOB = 32_768
"""Characters that travel together, unless one piece is longer."""


@dataclass(eq=False, slots=True)
class Reading:
    """One text to be read. `found` is in its own offsets; `failed` when some piece could not be read."""

    name: bytes
    hint: str
    text: str
    own: frozenset[str] = frozenset()
    """By what a tenant's own terms and patterns are found: those findings stay apart from the others."""
    pending: int = 0
    failed: bool = False
    found: list[Found] = field(default_factory=list)

    @property
    def done(self) -> bool:
        return self.pending == 0

    def findings(self) -> tuple[Found, ...]:
        left = [one for one in self.found if one.kind == LEFT]
        found = [one for one in self.found if one.kind != LEFT] if left else self.found
        own = [one for one in found if one.by in self.own]
        if not own and not left:
            return merge(found)
        return tuple(sorted((*merge(one for one in found if one.by not in self.own), *unite(own), *left)))


@dataclass(frozen=True, slots=True)
class Piece:
    reading: Reading
    chunk: Chunk

    @property
    def item(self) -> tuple[str, str]:
        hint = self.reading.hint if self.chunk.start == 0 else ""
        return hint, self.reading.text[self.chunk.start : self.chunk.end]

    def answer(self, found: Iterable[Found] | None) -> None:
        """Takes what a worker says of this piece; None when nobody could read it."""
        self.reading.pending -= 1
        if found is None:
            self.reading.failed = True
            return
        offset = self.chunk.start
        moved = (one._replace(start=one.start + offset, end=one.end + offset) for one in found)
        self.reading.found += [one for one in moved if self.chunk.owns(one.start, one.end)]


@dataclass(eq=False, slots=True)
class Job:
    """Pieces that travel together. `answered` of them were answered; `retried` after a worker was lost with it."""

    ticket: "Ticket"
    pieces: list[Piece]
    answered: int = 0
    retried: bool = False
    size: int = field(init=False)
    """Characters."""

    def __post_init__(self) -> None:
        self.size = sum(piece.chunk.end - piece.chunk.start for piece in self.pieces)

    @property
    def rest(self) -> list[Piece]:
        return self.pieces[self.answered :]

    def answer(self, found: Iterable[Found] | None) -> None:
        self.pieces[self.answered].answer(found)
        self.answered += 1

    def fail(self) -> None:
        while self.rest:
            self.answer(None)


@dataclass(eq=False, slots=True)
class Ticket:
    """One request's texts, and what its tenant wants them read by besides."""

    readings: list[Reading]
    tenant: str = ""
    lexicon: Lexicon = NO_LEXICON
    jobs: deque[Job] = field(default_factory=deque)
    dropped: bool = False
    """Nobody waits for it any more."""
    left: int = field(init=False)
    """Characters of the jobs that no worker has."""
    _done: int = 0
    """So many of the first readings are."""

    def __post_init__(self) -> None:
        self.jobs.extend(Job(self, pieces) for pieces in _pack(self.readings))
        self.left = sum(job.size for job in self.jobs)

    @property
    def done(self) -> bool:
        while self._done < len(self.readings) and self.readings[self._done].done:
            self._done += 1
        return self._done == len(self.readings)

    def take(self) -> Job:
        """The next job, for a worker."""
        job = self.jobs.popleft()
        self.left -= job.size
        return job


def _pack(readings: Iterable[Reading]) -> Iterator[list[Piece]]:
    pieces: list[Piece] = []
    size = 0
    for piece in _pieces(readings):
        length = piece.chunk.end - piece.chunk.start
        if pieces and size + length > JOB:
            yield pieces
            pieces, size = [], 0
        pieces.append(piece)
        size += length
    if pieces:
        yield pieces


def _pieces(readings: Iterable[Reading]) -> Iterator[Piece]:
    for reading in readings:
        for chunk in cut(reading.text, PIECE, OVERLAP):
            reading.pending += 1
            yield Piece(reading, chunk)
