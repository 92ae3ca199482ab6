"""The recogniser: text in, names out."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from router.detect.naming.decoding import KINDS, again, names, odds
from router.detect.naming.doubts import doubt
from router.detect.naming.encoder import Encoder
from router.detect.naming.forms_of_address import without_title
from router.detect.naming.votes import Votes
from router.detect.naming.words import words

MODEL = Path(__file__).parent / "model"


class Found(NamedTuple):
    """A name: offsets in characters, its kind and how sure the recogniser is, 0 to 1."""

    start: int
    end: int
    kind: str
    score: float


class Recogniser:
    """Reads whole texts. Not safe for use by two threads."""

    def __init__(self, folder: Path = MODEL) -> None:
        self._encoder = Encoder(folder)
        self._votes = Votes(self._encoder.lexicon)

    def find(self, text: str) -> Iterator[Found]:
        """Names in order, none overlapping."""
        found = words(text)
        if not found:
            return
        given = odds(self._encoder.probabilities(found, text))
        needed = self._votes.thresholds(found, text)
        first = list(names(found, given, needed))
        for name in names(found, given, needed, again(found, first)) if first else ():
            if doubt(found, name, self._encoder.lexicon):
                continue
            name = without_title(found, name)  # noqa: PLW2901 - the same name
            yield Found(found[name.start].start, found[name.end - 1].end, KINDS[name.kind], name.score)
