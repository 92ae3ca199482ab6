"""Writes what ships: `python training/export.py --weights DIR --out DIR`.

encoder.onnx                the network without the words' vectors, weights in int8 (dynamic quantisation)
pieces.npy, grams.npy       embeddings of word pieces and n-grams, one int8 row each
lexicon.npy                 sorted hashes and the bits beside them, two rows of uint32
small.npz                   scales of those rows, and the small tables
vocabulary.txt              the pieces, one a line, as rows of their table
SHA256SUMS                  of all these: what is not as it was written here is not used
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from batches import LENGTH
from model import WIDTH, Recogniser
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from train import tables, vocabulary

from router.detect.naming import manifest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    state = torch.load(given.weights / "weights.pt")
    layers = 1 + max(int(name.split(".")[2]) for name in state if name.startswith("encoder.layers."))
    model = Recogniser(state["words.pieces"], layers)
    model.load_state_dict(state)
    model.eval()
    write_encoder(model, given.out)
    write_words(model, given)
    manifest.write(given.out)


def write_encoder(model: Recogniser, out: Path) -> None:
    plain, ready = out / "plain.onnx", out / "ready.onnx"
    example = (torch.zeros(2, LENGTH, WIDTH), torch.zeros(2, LENGTH, 4, dtype=torch.long), torch.ones(2, LENGTH))
    axes = {0: "texts", 1: "words"}
    torch.onnx.export(
        model.encoder,
        example,
        str(plain),
        input_names=["vectors", "marks", "present"],
        output_names=["scores"],
        dynamic_axes={"vectors": axes, "marks": axes, "present": axes, "scores": axes},
        opset_version=17,
        dynamo=False,
    )
    quant_pre_process(str(plain), str(ready))
    quantize_dynamic(
        str(ready),
        str(out / "encoder.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul"],
    )
    plain.unlink()
    ready.unlink()


def write_words(model: Recogniser, given: argparse.Namespace) -> None:
    words = model.words
    pieces, piece_scales = in_bytes(words.pieces.detach().numpy())
    grams, gram_scales = in_bytes(words.grams.detach().numpy())
    np.save(given.out / "pieces.npy", pieces)
    np.save(given.out / "grams.npy", grams)
    np.save(given.out / "lexicon.npy", np.stack(tables(given.weights)))
    np.savez(
        given.out / "small.npz",
        pieces=piece_scales,
        grams=gram_scales,
        widen=words.widen.weight.detach().numpy().T.astype(np.float16),
        lexicon=words.lexicon.weight.detach().numpy().T.astype(np.float16),
        shapes=words.shape.weight.detach().numpy().astype(np.float16),
    )
    (given.out / "vocabulary.txt").write_text("\n".join(vocabulary()) + "\n", encoding="utf-8")


def in_bytes(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows as int8, and the scale of each as float16."""
    scales = np.maximum(np.abs(table).max(axis=1), 1e-8) / 127
    return np.round(table / scales[:, None]).astype(np.int8), scales.astype(np.float16)


if __name__ == "__main__":
    main()
