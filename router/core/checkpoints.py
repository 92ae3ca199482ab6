"""Checkpoints of a log (C2SP tlog-checkpoint), and what is written around them.

A checkpoint is a signed note of three lines: the origin of the log, the size of its tree, its root. A receipt is a
checkpoint with the way from one entry up to its root (C2SP tlog-proof). To a witness the log sends a checkpoint with
the proof that it only grew (C2SP tlog-witness), and gets a cosignature back.

The key of a log signs under its origin; that is a recommendation of the specification, and a rule here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from router.core.merkle import HASH_SIZE, verify_inclusion
from router.core.signed_notes import (
    Note,
    NoteError,
    Sign,
    Signature,
    VerifierKey,
    Verify,
    decode_base64,
    decode_decimal,
    decode_text,
    encode_base64,
    parse_note,
    sign_note,
    verify_note,
)

RECEIPT_HEADER = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 63
"""Of a proof: no tree is higher."""

_LINES = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`root` has 32 bytes; `extensions` are opaque lines, not recommended, kept because they are signed too."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text of the note, which is what is signed."""
        lines = [self.origin, str(self.size), encode_base64(self.root), *self.extensions]
        return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class TlogProof:
    """A receipt. `checkpoint` is the signed note as it was issued; `extra` is carried along and not authenticated."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes = b""

    def encode(self) -> bytes:
        extra = [f"extra {encode_base64(self.extra)}"] if self.extra else []
        lines = [RECEIPT_HEADER, *extra, f"index {self.index}", *map(encode_base64, self.path)]
        return _above(lines, self.checkpoint)


@dataclass(frozen=True, slots=True)
class AddCheckpoint:
    """The request to a witness: from the size it last cosigned to this checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    checkpoint: bytes

    def encode(self) -> bytes:
        return _above([f"old {self.old}", *map(encode_base64, self.proof)], self.checkpoint)


def sign_checkpoint(checkpoint: Checkpoint, key: VerifierKey, sign: Sign) -> bytes:
    """The signed note. Raises NoteError where the key is not of this origin or the text would not be read back."""
    if key.name != checkpoint.origin:
        raise NoteError(f"the log {checkpoint.origin!r} is signed by the key of that name, not {key.name!r}")
    note = Note(checkpoint.text, (sign_note(checkpoint.text, key, sign),)).encode()
    if parse_checkpoint(parse_note(note).text) != checkpoint:
        raise NoteError(f"the checkpoint of {checkpoint.origin!r} has an empty line or a line break within a line")
    return note


def open_checkpoint(data: bytes, key: VerifierKey, verify: Verify, line: int = 1) -> Checkpoint:
    """The checkpoint in a note that the log's key signed. Cosignatures are for `verify_note`.

    Raises NoteError where the note is malformed, of another origin, or not signed by this key.
    """
    note = parse_note(data, line)
    checkpoint = parse_checkpoint(note.text, line)
    if checkpoint.origin != key.name:
        raise NoteError(f"the checkpoint is of the log {checkpoint.origin!r}, the key of {key.name!r}", line)
    if verify_note(note, key, verify) is None:
        raise NoteError(f"the checkpoint is not signed by {key}", line)
    return checkpoint


def add_signatures(data: bytes, signatures: Iterable[Signature]) -> bytes:
    """The note with these signatures behind its own; one that it has already is not written twice."""
    note = parse_note(data)
    return replace(note, signatures=tuple(dict.fromkeys([*note.signatures, *signatures]))).encode()


def parse_checkpoint(text: str, line: int = 1) -> Checkpoint:
    """From the text of a note; `line` is the number of its first line. Raises NoteError."""
    lines = text.removesuffix("\n").split("\n")
    for number, one in enumerate(lines):
        if not one:
            raise NoteError("an empty line in a checkpoint", line + number)
    if len(lines) < _LINES:
        raise NoteError("a checkpoint has an origin, a size and a root, each on its line", line + len(lines))
    size, root = decode_decimal(lines[1], line + 1), _decode_hash(lines[2], line + 2)
    return Checkpoint(lines[0], size, root, tuple(lines[_LINES:]))


def parse_tlog_proof(data: bytes) -> TlogProof:
    """The receipt, with nothing verified but its form, up to where the checkpoint begins. Raises NoteError."""
    lines, checkpoint = _below(data)
    if lines[0] != RECEIPT_HEADER:
        raise NoteError(f"not a receipt: {RECEIPT_HEADER!r} is missing", 1)
    at, extra = 1, b""
    if len(lines) > 1 and lines[1].startswith("extra "):
        at, extra = 2, decode_base64(lines[1].removeprefix("extra "), 2)
        if not extra:
            raise NoteError("an extra line without extra data", 2)
    index = _decode_labelled(lines, at, "index")
    return TlogProof(index, _decode_path(lines, at + 1), checkpoint, extra)


def verify_tlog_proof(proof: TlogProof, leaf: bytes, key: VerifierKey, verify: Verify) -> Checkpoint:
    """The checkpoint in which the entry with this leaf hash stands at the index of the proof.

    Raises NoteError where it does not, or where the log's key did not sign that.
    """
    checkpoint = open_checkpoint(proof.checkpoint, key, verify, _first_line(proof))
    if not verify_inclusion(leaf, proof.index, checkpoint.size, proof.path, checkpoint.root):
        raise NoteError(f"the entry is not at index {proof.index} of the tree that {key.name!r} signed")
    return checkpoint


def parse_add_checkpoint(data: bytes) -> AddCheckpoint:
    """The request to a witness, with nothing verified but its form, up to the checkpoint. Raises NoteError."""
    lines, checkpoint = _below(data)
    return AddCheckpoint(_decode_labelled(lines, 0, "old"), _decode_path(lines, 1), checkpoint)


def _above(lines: Sequence[str], checkpoint: bytes) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode() + b"\n" + checkpoint


def _below(data: bytes) -> tuple[list[str], bytes]:
    """The lines above the first empty line, and what is under it."""
    head, gap, checkpoint = data.partition(b"\n\n")
    lines = decode_text(head, 1).split("\n")
    if not gap:
        raise NoteError("an empty line and a checkpoint are missing", len(lines))
    return lines, checkpoint


def _first_line(proof: TlogProof) -> int:
    """Where the checkpoint begins in the receipt."""
    return len(proof.path) + (5 if proof.extra else 4)


def _decode_labelled(lines: Sequence[str], at: int, label: str) -> int:
    text = lines[at] if at < len(lines) else ""
    if not text.startswith(f"{label} "):
        raise NoteError(f"a line with {label!r} and a number is missing", at + 1)
    return decode_decimal(text.removeprefix(f"{label} "), at + 1)


def _decode_path(lines: Sequence[str], at: int) -> tuple[bytes, ...]:
    if len(lines) - at > MOST_HASHES:
        raise NoteError(f"more than {MOST_HASHES} hashes", at + 1 + MOST_HASHES)
    return tuple(_decode_hash(text, number) for number, text in enumerate(lines[at:], start=at + 1))


def _decode_hash(text: str, line: int) -> bytes:
    data = decode_base64(text, line)
    if len(data) != HASH_SIZE:
        raise NoteError(f"a hash has {HASH_SIZE} bytes, this has {len(data)}", line)
    return data
