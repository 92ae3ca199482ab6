"""The network: segments of words in, for each word the probability of each label out."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from router.detect.naming.decoding import LABELS
from router.detect.naming.segments import marks, segments
from router.detect.naming.vectors import Vectors, WordVectors
from router.detect.naming.words import LONGEST, Word

_SLOWER = {"SkipLayerNormFusion"}
"""An optimisation that costs a third of the time on a CPU: its kernel is not vectorised, those it replaces are."""


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
        """Words x labels. A segment goes through alone: in a batch, int8 steps would depend on its neighbours."""
        found = np.zeros((len(words), len(LABELS)), dtype=np.float32)
        for start, end in segments(words):
            own = words[start:end]
            tail = words[end].gap if end < len(words) else text[own[-1].end :]
            found[start:end] = _softmax(self._scores(own, tail))
        return found

    def _scores(self, words: Sequence[Word], tail: str) -> NDArray[np.float32]:
        given = {
            "vectors": self._vectors.of([word.text[:LONGEST] for word in words])[None],
            "marks": np.array([marks(words, tail)], dtype=np.int64),
            "present": np.ones((1, len(words)), dtype=np.float32),
        }
        scores: NDArray[np.float32] = self._session.run(None, given)[0][0]
        return scores


def _softmax(scores: NDArray[np.float32]) -> Vectors:
    raised: Vectors = np.exp(scores - scores.max(axis=-1, keepdims=True))
    total: Vectors = raised / raised.sum(axis=-1, keepdims=True)
    return total
