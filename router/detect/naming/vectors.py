"""The vector of a word by itself: looked up, added, remembered."""

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from router.detect.naming.features import LEXICON_BITS, Lexicon, Pieces, folded, ngrams
from router.detect.naming.words import shape

Vectors = NDArray[np.float32]

_REMEMBERED = 8192
"""Word forms; 768 bytes each in half precision, so six megabytes."""
_AT_ONCE = 16
"""Always as many, or rows would differ in their last bit with the company in which they were made."""
_SPELLING = np.float32(4)
"""As in training: the mean of the n-grams times this."""


class WordVectors:
    """`of(words)` gives one row of 384 a word. The tables are read from `folder`."""

    def __init__(self, folder: Path) -> None:
        lines = (folder / "vocabulary.txt").read_text(encoding="utf-8").splitlines()
        self._spelled = Pieces({piece: row for row, piece in enumerate(lines)})
        hashes, bits = _shared(folder / "lexicon.npy")
        self.lexicon = Lexicon(memoryview(hashes), memoryview(bits))
        with np.load(folder / "small.npz") as small:
            self._pieces = Rows(_shared(folder / "pieces.npy"), small["pieces"])
            self._grams = Rows(_shared(folder / "grams.npy"), small["grams"])
            self._widen, self._lexicon_rows, self._shapes = (
                small[name].astype(np.float32) for name in ("widen", "lexicon", "shapes")
            )
        self._known: dict[str, NDArray[np.float16]] = {}

    def of(self, words: Sequence[str]) -> Vectors:
        """Words x 384. The same word has the same row on every machine of the same kind, remembered or not."""
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        if len(self._known) + len(new) > _REMEMBERED:
            self._known.clear()
            new = list(dict.fromkeys(words))
        for at in range(0, len(new), _AT_ONCE):
            some = new[at : at + _AT_ONCE]
            padded = [*some, *[""] * (_AT_ONCE - len(some))]
            self._known.update(zip(some, self._made(padded).astype(np.float16), strict=False))
        return np.stack([self._known[word] for word in words]).astype(np.float32)

    def _made(self, words: Sequence[str]) -> Vectors:
        low = [folded(word) for word in words]
        meaning = self._pieces.means(self._spelled.rows(one) for one in low)
        spelling = self._grams.means(map(ngrams, low))
        bits = np.array([self.lexicon.bits(one) for one in low], dtype=np.uint32)
        flags = (bits[:, None] >> _SHIFTS & 1).astype(np.float32)
        shapes = self._shapes[[shape(word) for word in words]]
        made: Vectors = meaning + (spelling * _SPELLING) @ self._widen + flags @ self._lexicon_rows + shapes
        return made


class Rows:
    """A table of int8 rows, each with its scale."""

    def __init__(self, table: NDArray[np.int8], scales: NDArray[np.float16]) -> None:
        self._table = table
        self._scales = scales.astype(np.float32)[:, None]

    def means(self, chosen: Iterable[Sequence[int]]) -> Vectors:
        """For each choice of rows, at least one, their mean."""
        of = list(chosen)
        flat = np.fromiter(chain.from_iterable(of), dtype=np.int64)
        counts = np.fromiter(map(len, of), dtype=np.int64, count=len(of))
        values = self._table[flat] * self._scales[flat]
        starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
        sums: Vectors = np.add.reduceat(values, starts, axis=0)
        sums /= counts[:, None].astype(np.float32)
        return sums


def _shared(path: Path) -> NDArray[Any]:
    """Mapped, not read: all workers share its pages."""
    table: NDArray[Any] = np.load(path, mmap_mode="r")
    return table


_SHIFTS = np.arange(LEXICON_BITS, dtype=np.uint32)
