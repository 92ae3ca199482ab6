"""The network: segments of words in, for each word the probability of each label out."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from router.detect.naming.decoding import LABELS
from router.detect.naming.segments import marks, segments
from router.detect.naming.vectors import Vectors, WordVectors
from router.detect.naming.words import LONGEST, Word

Marks = Sequence[tuple[int, int, int, int]]
_Said = tuple[tuple[str, ...], Marks]
"""The words of a segment and the marks between them."""

_SLOWER = {"SkipLayerNormFusion"}
"""An optimisation that costs a third of the time on a CPU: its kernel is not vectorised, those it replaces are."""
_OUTSIDE = LABELS.index("O")
_AT_ONCE = 8
"""Segments whose words are looked up together: 512 words at most, less than a megabyte."""


class Encoder:
    """One thread, nothing loaded from anywhere but `folder`."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
        )
        self._vectors = WordVectors(folder)
        self.lexicon = self._vectors.lexicon

    def probabilities(self, words: Sequence[Word], text: str) -> Vectors:
        """Words x labels. A segment goes through alone: in a batch, int8 steps would depend on its neighbours.

        Segments that say the same between the same marks go through once, and those of numbers and single letters
        never: they name nobody, and text made of them has many more words to a kilobyte than any prose.
        """
        found = np.zeros((len(words), len(LABELS)), dtype=np.float32)
        found[:, _OUTSIDE] = 1
        places: dict[_Said, list[int]] = {}
        for start, end in segments(words):
            own = tuple(word.text[:LONGEST] for word in words[start:end])
            if not all(len(word) == 1 or word.isdigit() for word in own):
                tail = words[end].gap if end < len(words) else text[words[end - 1].end :]
                places.setdefault((own, tuple(marks(words[start:end], tail))), []).append(start)
        for said, vectors in self._with_vectors(list(places)):
            known = _softmax(self._scores(vectors, said[1]))
            for start in places[said]:
                found[start : start + len(known)] = known
        return found

    def _with_vectors(self, asked: Sequence[_Said]) -> Iterator[tuple[_Said, Vectors]]:
        """Of a few segments at a time: one table for each would cost more than what is in it."""
        for at in range(0, len(asked), _AT_ONCE):
            some = asked[at : at + _AT_ONCE]
            rows = self._vectors.of([word for own, _ in some for word in own])
            ends = accumulate(len(own) for own, _ in some)
            yield from ((said, rows[end - len(said[0]) : end]) for said, end in zip(some, ends, strict=True))

    def _scores(self, vectors: Vectors, between: Marks) -> NDArray[np.float32]:
        given = {
            "vectors": vectors[None],
            "marks": np.array([between], dtype=np.int64),
            "present": np.ones((1, len(vectors)), dtype=np.float32),
        }
        scores: NDArray[np.float32] = self._session.run(None, given)[0][0]
        return scores


def _softmax(scores: NDArray[np.float32]) -> Vectors:
    raised: Vectors = np.exp(scores - scores.max(axis=-1, keepdims=True))
    total: Vectors = raised / raised.sum(axis=-1, keepdims=True)
    return total
