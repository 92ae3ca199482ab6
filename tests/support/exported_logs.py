"""A log in a folder as tlog-tiles lays it out, written by the router's own parts, for somebody else to verify."""

from collections.abc import Sequence
from pathlib import Path

from router.core.checkpoints import Checkpoint, TlogProof, add_signatures, sign_checkpoint
from router.core.merkle import consistency_proof, inclusion_proof, leaf_hash
from router.core.signed_notes import COSIGNATURE, ED25519, VerifierKey, cosign_note, encode_base64
from router.core.tiles import WIDTH, Tile, Tiling, encode_bundle, entries_path, hash_reader
from router.signing import public_key, signer

WITNESS_SEED = b"w" * 32
WITNESS = VerifierKey("witness.example/w1", COSIGNATURE, public_key(WITNESS_SEED))
COSIGNED_AT = 1_700_000_000


class ExportedLog:
    """All of a log at one size. `key` is what its reader is given."""

    def __init__(self, entries: Sequence[bytes], origin: str = "example.com/log", seed: bytes = b"s" * 32) -> None:
        self.entries = list(entries)
        self.key = VerifierKey(origin, ED25519, public_key(seed))
        self.tiling, pieces = Tiling().append(map(leaf_hash, self.entries))
        self.tiles = dict(pieces)
        self.read = hash_reader(len(self.entries), self.tiles.__getitem__)
        checkpoint = Checkpoint(origin, len(self.entries), self.tiling.root())
        self.checkpoint = sign_checkpoint(checkpoint, self.key, signer(seed))
        cosignature = cosign_note(checkpoint.text, WITNESS, COSIGNED_AT, signer(WITNESS_SEED))
        self.cosigned = add_signatures(self.checkpoint, [cosignature])

    def write(self, folder: Path) -> None:
        for tile, data in self.tiles.items():
            put(folder / tile.path, data)
        for first in range(0, len(self.entries), WIDTH):
            bundle = self.entries[first : first + WIDTH]
            put(folder / entries_path(first // WIDTH, len(bundle)), encode_bundle(bundle))
        put(folder / "checkpoint", self.checkpoint)

    def receipt(self, index: int, *, carries_entry: bool = False, is_cosigned: bool = False) -> bytes:
        path = inclusion_proof(index, len(self.entries), self.read)
        checkpoint = self.cosigned if is_cosigned else self.checkpoint
        return TlogProof(index, tuple(path), checkpoint, self.entries[index] if carries_entry else b"").encode()

    def grown_from(self, old: int) -> bytes:
        """The consistency proof, one hash a line."""
        hashes = consistency_proof(old, len(self.entries), self.read)
        return "".join(f"{encode_base64(one)}\n" for one in hashes).encode()

    def leaf_tile(self, first: int) -> str:
        return Tile(0, first // WIDTH, min(WIDTH, len(self.entries) - first)).path


def put(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
