"""Whether a log is what it says it is: every entry, every hash that is kept, every checkpoint that was signed.

Read in pieces, so that memory stays the same for a log of any length. Verification stops at the first thing that does
not fit, and tells which. Entries that lost their bodies must be the first ones, and no more than the log itself says
were pruned. What it cannot see: a log that was cut back together with all its checkpoints. Who keeps an older
checkpoint (a witness, an auditor) sees that too: `known` is compared with it.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from router.core.checkpoints import Checkpoint, TlogProof, open_checkpoint
from router.core.merkle import Frontier, leaf_hash
from router.core.signed_notes import NoteError, parse_verifier_key
from router.core.tiles import HEIGHT
from router.ports import Kept, LedgerUnavailable, LogHead, LogTree, Proof, Store
from router.signing import verify as verify_signature

PRUNE = "ledger.prune"
"""The act that is recorded before entries lose their bodies."""
PIECE = 2048
"""Entries that are in memory at once."""


@dataclass(frozen=True, slots=True)
class Verification:
    """`fault` is None when all fits. `size`: entries read; `root`: of the tree they make."""

    tenant: str | None
    key: str
    size: int
    root: bytes
    checkpoints: int
    pruned: int
    fault: str | None


async def verify(store: Store, tenant: str | None, known: Checkpoint | None = None) -> Verification:
    """Reads the whole log of a tenant, or the router's own. `known`: a checkpoint that somebody kept.

    Raises `LedgerUnavailable` where the store cannot be read.
    """
    head = await store.log_head(tenant)
    tree = await store.log_tree(tenant)
    audit = _Audit(tree, head, known)
    fault = None
    try:
        async for entry in entries(store, tenant, tree.size):
            audit.take(entry)
        audit.close()
    except (_Misfit, LedgerUnavailable) as found:
        fault = str(found)
    grown = audit.grown
    return Verification(tenant, head.key, grown.size, grown.root(), audit.signed, audit.pruned, fault)


async def entries(store: Store, tenant: str | None, size: int) -> AsyncIterator[Kept]:
    """The first `size` entries, in order. Raises `LedgerUnavailable`."""
    for start in range(0, size, PIECE):
        for entry in await store.log_entries(tenant, start, min(size, start + PIECE)):
            yield entry


def pruned_by(body: bytes) -> int:
    """Up to where this act says that entries lost their bodies; 0 for another act."""
    act = json.loads(body)
    return int(act["details"]["stop"]) if act["verb"] == PRUNE else 0


def receipt_file(proof: Proof) -> bytes:
    """The receipt as `c2sp.org/tlog-proof@v1`, with the entry itself as its extra data: one file proves itself."""
    return TlogProof(proof.index, proof.path, proof.checkpoint.encode(), proof.body).encode()


class _Misfit(Exception):  # noqa: N818 - what was found, not what went wrong
    pass


class _Audit:
    """Grows the tree anew, and compares it with what was kept and signed."""

    def __init__(self, tree: LogTree, head: LogHead, known: Checkpoint | None) -> None:
        self.grown = Frontier()
        self.signed = 0
        self.pruned = 0
        self._told_pruned = 0
        self._tree = tree
        self._head = head
        self._key = parse_verifier_key(head.key)
        self._notes = iter(tree.checkpoints)
        self._next = next(self._notes, None)
        self._known = known

    def take(self, entry: Kept) -> None:
        """Raises `_Misfit`."""
        index = self.grown.size
        if entry.index != index:
            raise _Misfit(f"entry {index} is missing")
        if entry.body is None:
            if self.pruned != index:
                raise _Misfit(f"entry {index} ({entry.kind}) has lost its body, and those before it have not")
            self.pruned += 1
        elif leaf_hash(entry.body) != entry.leaf:
            raise _Misfit(f"entry {index} ({entry.kind}) was changed: it is not what its hash says")
        elif entry.kind == "act":
            self._told_pruned = max(self._told_pruned, pruned_by(entry.body))
        completed = self.grown.append(entry.leaf)
        for height in range(HEIGHT, len(completed), HEIGHT):
            place = height // HEIGHT, (self.grown.size >> height) - 1
            if self._tree.subtrees.get(place) != completed[height]:
                raise _Misfit(f"the hashes of the entries before {self.grown.size} are not those that were kept")
        self._compare()

    def close(self) -> None:
        """Raises `_Misfit`."""
        tree = self._tree
        if self.grown.size != tree.size:
            raise _Misfit(f"the log has {self.grown.size} entries where {tree.size} were appended")
        if self.grown.peaks != tree.frontier:
            raise _Misfit("the entries do not lead to the root that was kept")
        if self.pruned > self._told_pruned:
            raise _Misfit(f"{self.pruned} entries have lost their bodies, and the log tells of {self._told_pruned}")
        if self._next is not None:
            raise _Misfit(f"a checkpoint was signed of {self._next[0]} entries, and there are {tree.size}")
        if self._head.size and not (tree.checkpoints and tree.checkpoints[-1][0] >= self._head.size):
            raise _Misfit(f"there is no checkpoint of all {self._head.size} entries")
        if self._known and self._known.size > tree.size:
            raise _Misfit(f"the checkpoint that you kept is of {self._known.size} entries, and there are {tree.size}")

    def _compare(self) -> None:
        size = self.grown.size
        while self._next is not None and self._next[0] <= size:
            self._signed(*self._next)
            self._next = next(self._notes, None)
        if self._known and self._known.size == size and self._known.root != self.grown.root():
            raise _Misfit(f"the first {size} entries are not those of the checkpoint that you kept")

    def _signed(self, size: int, note: str) -> None:
        try:
            checkpoint = open_checkpoint(note.encode(), self._key, verify_signature)
        except NoteError as error:
            raise _Misfit(f"the checkpoint of {size} entries: {error}") from None
        if checkpoint.size != size or size != self.grown.size or checkpoint.root != self.grown.root():
            raise _Misfit(f"the first {size} entries are not those that were signed")
        self.signed += 1
