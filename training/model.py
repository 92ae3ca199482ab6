"""The network: MiniLM's lower layers over words instead of word pieces.

A word's vector is the mean of its pieces' embeddings (frozen, as MiniLM learnt them), plus character n-grams, the
lexicon's bits and its shape; to these a position and the marks around the word are added. Then `layers` transformer
layers, and a linear head over `LABELS`.
"""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - its usual name

from router.detect.naming.decoding import LABELS
from router.detect.naming.features import LEXICON_BITS
from router.detect.naming.spelling import BUCKETS
from router.detect.naming.words import MARKS, SHAPES

WIDTH = 384
HEADS = 12
GRAMS = 64
POSITIONS = 128


class Layer(nn.Module):
    """One layer of BERT (Devlin et al. 2019), post-norm."""

    def __init__(self) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.mixed = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide = nn.Linear(WIDTH, 4 * WIDTH)
        self.narrow = nn.Linear(4 * WIDTH, WIDTH)
        self.norm_after = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x`: texts x words x WIDTH. `mask`: texts x 1 x 1 x words, 0 or very negative."""
        texts, count, _ = x.shape
        query, key, value = self.query_key_value(x).view(texts, count, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        weights = torch.softmax(query @ key.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + mask, dim=-1)
        seen = (weights @ value).transpose(1, 2).reshape(texts, count, WIDTH)
        x = self.norm(x + self.mixed(seen))
        return self.norm_after(x + self.drop(self.narrow(F.gelu(self.wide(x)))))


class WordVectors(nn.Module):
    """What a word is by itself."""

    def __init__(self, pieces: Tensor) -> None:
        super().__init__()
        self.pieces = nn.Parameter(pieces, requires_grad=False)
        self.grams = nn.Parameter(torch.randn(BUCKETS, GRAMS) * 0.05)
        self.widen = nn.Linear(GRAMS, WIDTH, bias=False)
        self.lexicon = nn.Linear(LEXICON_BITS, WIDTH, bias=False)
        self.shape = nn.Embedding(SHAPES, WIDTH)
        nn.init.normal_(self.shape.weight, std=0.02)
        nn.init.normal_(self.lexicon.weight, std=0.02)

    def forward(
        self, pieces: Tensor, piece_starts: Tensor, grams: Tensor, gram_starts: Tensor, bits: Tensor, shapes: Tensor
    ) -> Tensor:
        """Flat rows with the start of each word's; `bits`: words x 32. Returns words x WIDTH."""
        meaning = F.embedding_bag(pieces, self.pieces, piece_starts, mode="mean")
        spelling = F.embedding_bag(grams, self.grams, gram_starts, mode="mean")
        return meaning + self.widen(spelling * 4.0) + self.lexicon(bits) + self.shape(shapes)


class Encoder(nn.Module):
    """From word vectors and marks to a score for each label: what the ONNX file holds."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.before = nn.Embedding(MARKS, WIDTH)
        self.ahead = nn.Embedding(MARKS, WIDTH)
        self.behind = nn.Embedding(MARKS, WIDTH)
        self.lines = nn.Embedding(3, WIDTH)
        for table in (self.before, self.ahead, self.behind, self.lines):
            nn.init.normal_(table.weight, std=0.02)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.head = nn.Linear(WIDTH, len(LABELS))

    def forward(self, vectors: Tensor, marks: Tensor, present: Tensor) -> Tensor:
        """`vectors`: texts x words x WIDTH; `marks`: texts x words x 4; `present`: texts x words, 1 or 0."""
        place = torch.arange(vectors.shape[1], device=vectors.device)
        x = vectors + self.position(place) + self.before(marks[..., 0]) + self.ahead(marks[..., 1])
        x = self.drop(self.norm(x + self.behind(marks[..., 2]) + self.lines(marks[..., 3])))
        mask = ((1.0 - present) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(x)


class Recogniser(nn.Module):
    def __init__(self, pieces: Tensor, layers: int) -> None:
        super().__init__()
        self.words = WordVectors(pieces)
        self.encoder = Encoder(layers)


def from_minilm(folder: Path, taken: tuple[int, ...]) -> Recogniser:
    """Begins with the embeddings and the layers `taken` of MiniLM (`model.safetensors` in `folder`)."""
    weights = load_file(str(folder / "model.safetensors"))
    model = Recogniser(weights["embeddings.word_embeddings.weight"], len(taken))
    encoder = model.encoder
    with torch.no_grad():
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        encoder.position.weight.copy_(weights["embeddings.position_embeddings.weight"][:POSITIONS] + kind)
        encoder.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
        encoder.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
        for layer, number in zip(encoder.layers, taken, strict=True):
            _take(layer, weights, f"encoder.layer.{number}.")
    return model


def _take(layer: nn.Module, weights: dict[str, Tensor], prefix: str) -> None:
    for part in ("weight", "bias"):
        of_three = [weights[f"{prefix}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
        getattr(layer.query_key_value, part).copy_(torch.cat(of_three))
        for ours, theirs in (
            ("mixed", "attention.output.dense"),
            ("norm", "attention.output.LayerNorm"),
            ("wide", "intermediate.dense"),
            ("narrow", "output.dense"),
            ("norm_after", "output.LayerNorm"),
        ):
            getattr(getattr(layer, ours), part).copy_(weights[f"{prefix}{theirs}.{part}"])
