"""The search for originals in all texts of a request, round by round, with what is remembered of the turn before.

Agents send the whole history at each turn, so a turn should cost what is new in it: new texts are searched for all
originals, old ones for new originals only. What comes out is what a search of everything would give.
"""

from collections.abc import Collection, Iterator, Sequence

from router.core.recollection import NOTHING, Memory, Place, Recollection
from router.core.sightings import Hay, Wanted

Seen = tuple[Wanted, int, int, int]
"""What was wanted, the number of the text, and start and end (exclusive) there."""

_CONVERSATION, _TEXT, _ORIGINAL, _VALUE = b"c", b"t", b"o", b"v"
"""The sorts of names."""


class Search:
    """`opening`: the text by which the conversation is known again. Without a memory all texts are new."""

    def __init__(self, texts: Sequence[str], memory: Memory | None, opening: str) -> None:
        self._memory = memory
        self._known = NOTHING
        self._names: list[bytes] = []
        if memory is not None:
            self._conversation = memory.name(_CONVERSATION, opening)
            self._known = memory.recall(self._conversation) or NOTHING
            self._names = [memory.name(_TEXT, text) for text in texts]
        self._old = {index: name for index, name in enumerate(self._names) if name in self._known.texts}
        self._old_hay = Hay((index, texts[index]) for index in self._old)
        self._new_hay = Hay((index, text) for index, text in enumerate(texts) if index not in self._old)
        self._asked: set[bytes] = set()
        self._places: list[list[Place]] = [[] for _ in texts]

    def seen(self, originals: Collection[Wanted]) -> Iterator[Seen]:
        """Every place where one of these can be seen. An original is to be asked for once."""
        if self._memory is None:
            yield from _anew(self._new_hay, originals)
            return
        names = {one: self._memory.name(_VALUE if one.by_value else _ORIGINAL, one.text) for one in originals}
        self._asked.update(names.values())
        fresh = [one for one, name in names.items() if name not in self._known.originals]
        yield from self._again({name: one for one, name in names.items()})
        for hay, some in ((self._old_hay, fresh), (self._new_hay, originals)):
            for one, index, start, end in _anew(hay, some):
                self._places[index].append((names[one], start, end))
                yield one, index, start, end

    def _again(self, named: dict[bytes, Wanted]) -> Iterator[Seen]:
        """What is remembered of these."""
        for index, name in self._old.items():
            known = [place for place in self._known.texts[name] if place[0] in named]
            self._places[index] += known
            for original, start, end in known:
                yield named[original], index, start, end

    def remember(self) -> None:
        """What was asked takes the place of what was remembered: so it stays as small as the conversation is."""
        if self._memory is not None:
            texts = {name: tuple(places) for name, places in zip(self._names, self._places, strict=True)}
            self._memory.remember(self._conversation, Recollection(frozenset(self._asked), texts))


def _anew(hay: Hay, originals: Collection[Wanted]) -> Iterator[Seen]:
    for sight in hay.sightings(originals):
        yield sight.wanted, sight.index, sight.start, sight.end
