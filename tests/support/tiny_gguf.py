"""Writes a llama of random weights, about half a megabyte, with a tokenizer that works: `tiny_gguf.py FILE`.

Runs in the virtual environment of llama.cpp, not in the tests' own. What it says is noise, but every token is noise
that a real server made: it streams, fills its context and can be cut off like any other model.
"""

import sys
from pathlib import Path

import numpy as np
from gguf import GGUFWriter, TokenType

WIDTH, HEADS, LAYERS, HIDDEN = 64, 4, 2, 128
CONTEXT = 8192
SPECIAL = ("<unk>", "<s>", "</s>")
WORDS = "a and are as at be by can do for from has he in is it not of on or so that the this to was we with you"
TEMPLATE = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant:"


def vocabulary() -> tuple[list[str], list[float], list[TokenType]]:
    """SentencePiece's way: specials, one token per byte, then pieces, the likelier first."""
    letters = [chr(code) for code in range(33, 127)]
    pieces = ["▁", *letters, *(f"▁{word}" for word in WORDS.split())]
    data = [f"<0x{byte:02X}>" for byte in range(256)]
    tokens = [*SPECIAL, *data, *pieces]
    scores = [0.0] * (len(SPECIAL) + len(data)) + [-float(rank) for rank in range(len(pieces))]
    kinds = [TokenType.UNKNOWN, TokenType.CONTROL, TokenType.CONTROL]
    kinds += [TokenType.BYTE] * len(data) + [TokenType.NORMAL] * len(pieces)
    return tokens, scores, kinds


def weights(tokens: int) -> dict[str, "np.ndarray[tuple[int, ...], np.dtype[np.float32]]"]:
    chance = np.random.default_rng(20)

    def matrix(rows: int, columns: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
        return chance.normal(0, columns**-0.5, (rows, columns)).astype(np.float32)

    tensors = {"token_embd.weight": matrix(tokens, WIDTH), "output_norm.weight": np.ones(WIDTH, np.float32)}
    output = matrix(tokens, WIDTH) * 3
    output[: len(SPECIAL) + 256] = 0  # it hardly ever ends by itself, or writes half a character
    tensors["output.weight"] = output
    for layer in range(LAYERS):
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            tensors[f"blk.{layer}.{name}.weight"] = matrix(WIDTH, WIDTH)
        for name, rows, columns in (
            ("ffn_gate", HIDDEN, WIDTH),
            ("ffn_up", HIDDEN, WIDTH),
            ("ffn_down", WIDTH, HIDDEN),
        ):
            tensors[f"blk.{layer}.{name}.weight"] = matrix(rows, columns)
        for name in ("attn_norm", "ffn_norm"):
            tensors[f"blk.{layer}.{name}.weight"] = np.ones(WIDTH, np.float32)
    return tensors


def write(file: Path) -> None:
    tokens, scores, kinds = vocabulary()
    writer = GGUFWriter(file, "llama")
    writer.add_name("tiny")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(HIDDEN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores(scores)
    writer.add_token_types(kinds)
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_chat_template(TEMPLATE)
    for name, tensor in weights(len(tokens)).items():
        writer.add_tensor(name, tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    write(Path(sys.argv[1]))
