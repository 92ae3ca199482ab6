"""Examples to tensors: words, their features, the labels that each word may have."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import torch
from examples import Example
from model import LABELS
from torch import Tensor

from router.detect.naming.features import LEXICON_BITS, Lexicon, Pieces, folded
from router.detect.naming.segments import LENGTH, segments
from router.detect.naming.segments import marks as text_marks
from router.detect.naming.spelling import ngrams
from router.detect.naming.words import LONGEST, Word, shape, words

_NAMES = ("PERSON", "LOCATION", "ORGANIZATION")


@dataclass(frozen=True)
class Segment:
    words: list[Word]
    tail: str
    allowed: list[int]
    """For each word a set of labels as bits."""
    weight: list[float]


def segment(example: Example) -> list[Segment]:
    """At most `LENGTH` words each."""
    found = words(example.text)
    allowed, weight = _labels(found, example)
    pieces = []
    for start, end in segments(found):
        tail = found[end].gap if end < len(found) else example.text[found[-1].end :]
        pieces.append(Segment(found[start:end], tail, allowed[start:end], weight[start:end]))
    return pieces


def _labels(found: list[Word], example: Example) -> tuple[list[int], list[float]]:
    spans = sorted(example.spans)
    allowed, weight, place, inside = [], [], 0, -1
    for word in found:
        while place < len(spans) and spans[place][1] <= word.start:
            place += 1
        if place == len(spans) or spans[place][0] >= word.end:
            allowed.append(1)
            weight.append(1.0 if example.exact else 0.3)
            continue
        begins = inside != place
        inside = place
        kinds = _NAMES if spans[place][2] == "NAME" else (spans[place][2],)
        allowed.append(sum(1 << LABELS.index(f"{'B' if begins else 'I'}-{kind}") for kind in kinds))
        weight.append(1.0)
    return allowed, weight


def joined(stream: Iterator[Example], rng: random.Random) -> Iterator[Segment]:
    """Often several examples in one segment, as a page holds several sentences."""
    while True:
        example = next(stream)
        if rng.random() < 0.6:
            wanted = rng.randint(20, LENGTH)
            while len(example.text.split()) < wanted:
                other = next(stream)
                if other.language != example.language and rng.random() < 0.7:
                    yield from segment(other)
                    continue
                example = _beside(example, other, rng.choice((" ", " ", "\n", "\n\n")))
        yield from segment(example)


def _beside(one: Example, other: Example, glue: str) -> Example:
    by = len(one.text) + len(glue)
    moved = tuple((start + by, end + by, label) for start, end, label in other.spans)
    return Example(one.text + glue + other.text, one.language, one.spans + moved, one.exact and other.exact)


class Features:
    """Remembers the features of each word form."""

    def __init__(self, pieces: Pieces, lexicon: Lexicon) -> None:
        self._pieces, self._lexicon = pieces, lexicon
        self._known: dict[str, tuple[list[int], list[int], int, int]] = {}

    def of(self, word: str) -> tuple[list[int], list[int], int, int]:
        if word not in self._known:
            if len(self._known) > 300_000:
                self._known.clear()
            low = folded(word)
            self._known[word] = (
                self._pieces.rows(low),
                ngrams([low])[0].tolist(),
                self._lexicon.bits(low),
                shape(word),
            )
        return self._known[word]


@dataclass(frozen=True)
class Batch:
    features: tuple[Tensor, ...]
    index: Tensor
    marks: Tensor
    present: Tensor
    allowed: Tensor
    weight: Tensor


_SHIFTS = torch.arange(LEXICON_BITS)


def batch(segments: list[Segment], features: Features, rng: random.Random | None = None) -> Batch:
    """Tensors of texts x words, features once for each word form. `rng`: in training, some features go missing."""
    length = max(len(one.words) for one in segments)
    forms: dict[str, int] = {}
    index = torch.zeros(len(segments), length, dtype=torch.long)
    marks = torch.zeros(len(segments), length, 4, dtype=torch.long)
    present, weight = torch.zeros(len(segments), length), torch.zeros(len(segments), length)
    allowed = torch.ones(len(segments), length, dtype=torch.long)
    for row, one in enumerate(segments):
        count = len(one.words)
        index[row, :count] = torch.tensor([forms.setdefault(word.text[:LONGEST], len(forms)) for word in one.words])
        marks[row, :count] = torch.tensor(text_marks(one.words, one.tail))
        present[row, :count] = 1
        allowed[row, :count] = torch.tensor(one.allowed)
        weight[row, :count] = torch.tensor(one.weight)
    return Batch(_of_forms(forms, features, rng), index, marks, present, allowed, weight)


def _of_forms(forms: Iterable[str], features: Features, rng: random.Random | None) -> tuple[Tensor, ...]:
    of = [features.of(form) for form in forms]
    if rng:
        of = [(pieces, _thinned(grams, rng), _forgotten(bits, rng), make) for pieces, grams, bits, make in of]
    return (
        *_bag(one[0] for one in of),
        *_bag(one[1] for one in of),
        _bits(torch.tensor([one[2] for one in of])),
        torch.tensor([one[3] for one in of]),
    )


def _thinned(grams: list[int], rng: random.Random) -> list[int]:
    """Some n-grams less, so that no word is learnt by heart."""
    if rng.random() < 0.3:
        return grams
    return [one for one in grams if rng.random() < 0.75] or grams


_NAME_BITS = 0x3F << 20


def _forgotten(bits: int, rng: random.Random) -> int:
    """Most names of the world are in no list: often the lists do not know even those that are."""
    roll = rng.random()
    return 0 if roll < 0.06 else bits & ~_NAME_BITS if roll < 0.30 else bits


def _bag(rows: Iterable[list[int]]) -> tuple[Tensor, Tensor]:
    flat, starts = list[int](), list[int]()
    for one in rows:
        starts.append(len(flat))
        flat += one
    return torch.tensor(flat), torch.tensor(starts)


def _bits(values: Tensor) -> Tensor:
    return ((values[:, None] >> _SHIFTS) & 1).float()
