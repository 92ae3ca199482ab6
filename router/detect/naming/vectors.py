"""The vector of a word by itself: looked up, added, remembered."""

import mmap
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from router.detect.naming.features import LEXICON_BITS, Lexicon, Pieces, folded
from router.detect.naming.spelling import Rows, ngrams
from router.detect.naming.words import shape

Vectors = NDArray[np.float32]

_REMEMBERED = 8192
"""Word forms; 768 bytes each in half precision, so six megabytes."""
_AT_ONCE = 16
"""Rows of one product, always as many: else they would differ in their last bit with the company they are made in."""
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
            self._pieces = Table(_shared(folder / "pieces.npy"), small["pieces"])
            self._grams = Table(_shared(folder / "grams.npy"), small["grams"])
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
        if new:
            self._known.update(zip(new, self._made(new).astype(np.float16), strict=True))
        return np.stack([self._known[word] for word in words]).astype(np.float32)

    def _made(self, words: Sequence[str]) -> Vectors:
        low = [folded(word) for word in words]
        pieces = [self._spelled.rows(one) for one in low]
        meaning = self._pieces.means(np.array([*chain(*pieces)]), np.array([*map(len, pieces)]))
        spelling = self._grams.means(*ngrams(low))
        bits = np.array([self.lexicon.bits(one) for one in low], dtype=np.uint32)
        flags = (bits[:, None] >> _SHIFTS & 1).astype(np.float32)
        made: Vectors = meaning + _product(spelling * _SPELLING, self._widen) + _product(flags, self._lexicon_rows)
        made += self._shapes[[shape(word) for word in words]]
        return made


def _product(rows: Vectors, table: Vectors) -> Vectors:
    """Of a few rows at a time, the last of them filled up with nothing."""
    count, width = rows.shape
    filled = np.zeros((-(-count // _AT_ONCE), _AT_ONCE, width), dtype=np.float32)
    filled.reshape(-1, width)[:count] = rows
    product: Vectors = filled @ table
    return product.reshape(-1, table.shape[1])[:count]


class Table:
    """Rows of int8, each with its scale."""

    def __init__(self, rows: NDArray[np.int8], scales: NDArray[np.float16]) -> None:
        self._rows = rows
        self._scales = scales.astype(np.float32)[:, None]

    def means(self, chosen: Rows, counts: Rows) -> Vectors:
        """Of the first `counts[0]` of the rows chosen the mean, then of the next `counts[1]`, and so on; none is 0."""
        ends = np.cumsum(counts)
        means = np.empty((len(counts), self._rows.shape[1]), dtype=np.float32)
        for count in set(counts.tolist()):
            those = np.flatnonzero(counts == count)
            rows = chosen[(ends[those] - count)[:, None] + np.arange(count)]
            means[those] = (self._rows[rows] * self._scales[rows]).sum(axis=1) / np.float32(count)
        return means


def _shared(path: Path) -> NDArray[Any]:
    """Mapped, not read: all workers share its pages. Each is touched here, or the first text would pay for that."""
    table: NDArray[Any] = np.asarray(np.load(path, mmap_mode="r"))
    table.reshape(-1).view(np.uint8)[:: mmap.PAGESIZE].max()
    return table


_SHIFTS = np.arange(LEXICON_BITS, dtype=np.uint32)
