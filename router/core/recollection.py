"""What is remembered of a conversation: which originals were looked for in its texts, and where they were seen.

No text and no original is in it: both go by names (a keyed hash), so nothing can be looked up without having the text.
Where an original can be seen in a text depends on these two alone (`router.core.sightings`), on no rule, kind, role or
other text. So what is remembered is as good as a new search.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

Place = tuple[bytes, int, int]
"""The name of an original, and where it was seen: start and end (exclusive) in the text."""

_OWN_BYTES, _ORIGINAL_BYTES, _TEXT_BYTES, _PLACE_BYTES = 700, 140, 240, 130


@dataclass(frozen=True, slots=True)
class Recollection:
    """`originals`: all that was looked for, in each of the texts. `texts`: by name, all places where they were seen."""

    originals: frozenset[bytes]
    texts: Mapping[bytes, tuple[Place, ...]]

    @property
    def weight(self) -> int:
        """Rough size in memory, bytes."""
        places = sum(map(len, self.texts.values()))
        texts = _TEXT_BYTES * len(self.texts)
        return _OWN_BYTES + _ORIGINAL_BYTES * len(self.originals) + texts + _PLACE_BYTES * places


NOTHING = Recollection(frozenset(), {})


class Memory(Protocol):
    """What one tenant's conversations are remembered in. May be asked by several threads at once."""

    def name(self, sort: bytes, text: str) -> bytes:
        """What this text goes by. Texts of two sorts (a byte each) never go by the same name. Any `str` will do."""
        ...

    def recall(self, conversation: bytes) -> Recollection | None: ...

    def remember(self, conversation: bytes, recollection: Recollection) -> None: ...
