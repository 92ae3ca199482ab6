"""Whether a log is what it says it is: every entry, every hash that is kept, every checkpoint that was signed.

Read in pieces, so that memory stays the same for a log of any length. Verification stops at the first thing that does
not fit, and tells which. Of every entry that lost its body the log itself must tell that it was pruned, or that the
person whom it was about was erased. The columns beside a body must be what the body tells. The router's own log tells
which tenants there must be, and now and then how far each one's log had come: a log that was cut back together with all
its checkpoints does not hold that. What it cannot see: both cut back at once. Who keeps an older checkpoint (a witness,
an auditor) sees that too: `known` is compared with it.
"""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from router.core import gaps
from router.core.census import Census
from router.core.checkpoints import Checkpoint, TlogProof, open_checkpoint
from router.core.heads import cure
from router.core.merkle import Frontier, leaf_hash
from router.core.signed_notes import NoteError, parse_verifier_key
from router.core.tellings import Telling, differing, telling
from router.core.tiles import HEIGHT
from router.ports import Kept, LedgerUnavailable, LogHead, LogTree, Proof, Records, Store
from router.signing import verify as verify_signature

PRUNE = "ledger.prune"
"""The act that is recorded before old entries lose their bodies."""
ERASE = "subject.erase"
"""The act with which all that is about a person does."""
IMPORT = "tenant.import"
"""The act with which a log begins to go on from another one.

What that one told of its gaps holds here too, unless entries that had lost their bodies were left out, as earlier
versions did: then it is about that one alone.
"""
PIECE = 2048
"""Entries that are in memory at once."""


@dataclass(frozen=True, slots=True)
class Verification:
    """`fault` is None when all fits. `size`: entries read; `root`: of the tree they make.

    `pruned`, `erased`: how many of them have lost their bodies, and why.
    """

    tenant: str | None
    key: str
    size: int
    root: bytes
    checkpoints: int
    pruned: int
    erased: int
    fault: str | None


async def verify(store: Records, tenant: str | None, known: Checkpoint | None = None) -> Verification:
    """Reads the whole log of a tenant, or the router's own. `known`: a checkpoint that somebody kept.

    Raises `LedgerUnavailable` where the store cannot be read.
    """
    before = await store.log_ids()
    held, fault = await _held(store, tenant, before)
    head = await store.log_head(tenant)
    tree = await store.log_tree(tenant)
    audit = _Audit(tree, head, [*_kept(known), *held], store.names_key(tenant))
    try:
        async for entry in entries(store, tenant, tree.size):
            audit.take(entry)
        async for entry in _since(store, tenant, tree.size):
            audit.hear(entry)
        audit.close()
        if tenant is None:
            fault = audit.census.misfit(before, await store.log_ids())
    except (_Misfit, LedgerUnavailable) as found:
        fault = str(found)
    grown = audit.grown
    return Verification(
        tenant, head.key, grown.size, grown.root(), audit.signed, audit.pruned, audit.lost - audit.pruned, fault
    )


async def entries(store: Store, tenant: str | None, size: int) -> AsyncIterator[Kept]:
    """The first `size` entries, in order. Raises `LedgerUnavailable`."""
    for start in range(0, size, PIECE):
        for entry in await store.log_entries(tenant, start, min(size, start + PIECE)):
            yield entry


async def _since(store: Store, tenant: str | None, start: int) -> AsyncIterator[Kept]:
    """What came meanwhile: bodies may have gone by it that were there in the beginning. Raises `LedgerUnavailable`."""
    is_full = True
    while is_full:  # a log that grows all the time would never be at its end
        found = await store.log_entries(tenant, start, start + PIECE)
        for entry in found:
            yield entry
        start += PIECE
        is_full = len(found) == PIECE


def receipt_file(proof: Proof) -> bytes:
    """The receipt as `c2sp.org/tlog-proof@v1`, with the entry itself as its extra data: one file proves itself."""
    return TlogProof(proof.index, proof.path, proof.checkpoint.encode(), proof.body).encode()


class _Known(NamedTuple):
    """What the log must hold: who tells it, how long it was, and the root that it had. `cure`: where it does not."""

    what: str
    size: int
    root: bytes
    cure: str = ""


def _kept(known: Checkpoint | None) -> list[_Known]:
    return [] if known is None else [_Known("the checkpoint that you kept", known.size, known.root)]


async def _held(store: Records, tenant: str | None, logs: Mapping[str, str | None]) -> tuple[list[_Known], str | None]:
    """What the router's own log told of this one's head, or why that cannot be known."""
    if tenant is None:
        return [], None
    try:
        heads = await store.told_heads()
    except LedgerUnavailable as fault:
        return [], str(fault)
    what, then = f"what the router's own log told of tenant {tenant!r}", f". Keep it for an audit, {cure(tenant)}"
    return [_Known(what, *heads[one], then) for one, name in logs.items() if name == tenant and one in heads], None


class _Misfit(Exception):  # noqa: N818 - what was found, not what went wrong
    pass


def body_of(entry: Kept) -> dict[str, Any] | None:
    """What its body tells, read as JSON; None where it has lost it. Raises `LedgerUnavailable` for what is no JSON."""
    try:
        return None if entry.body is None else json.loads(entry.body)
    except ValueError:
        raise _no_entry(entry) from None


def compared(entry: Kept, body: Mapping[str, Any], key: bytes, *, may_be_moved: bool) -> Telling:
    """What the body tells of itself. `key`: as `Store.names_key`.

    Raises `LedgerUnavailable` where a column beside it tells something else.
    """
    try:
        told = telling(body)
    except (ValueError, TypeError, KeyError):
        raise _no_entry(entry) from None
    column = differing(entry, told, key, may_be_moved=may_be_moved)
    if column is not None:
        raise LedgerUnavailable(
            f"entry {entry.index} ({told.kind}) was changed behind the router's back: its column {column!r} is not "
            "what its body tells. Keep the log for an audit, and restore a backup"
        )
    return told


def _no_entry(entry: Kept) -> LedgerUnavailable:
    return LedgerUnavailable(f"entry {entry.index} is not one that this version of the router writes")


class _Audit:
    """Grows the tree anew, and compares it with what was kept and signed."""

    def __init__(self, tree: LogTree, head: LogHead, known: Sequence[_Known], names_key: bytes) -> None:
        self.grown = Frontier()
        self.signed = 0
        self._gaps: list[range] = []
        self._pruned = 0
        self._erased: list[range] = []
        self._tree = tree
        self._head = head
        self._key = parse_verifier_key(head.key)
        self._notes = iter(tree.checkpoints)
        self._next = next(self._notes, None)
        self._known = known
        self._names_key = names_key
        self._may_be_moved = True
        self.census = Census()

    def take(self, entry: Kept) -> None:
        """Raises `_Misfit`."""
        index = self.grown.size
        if entry.index != index:
            raise _Misfit(f"entry {index} is missing")
        if entry.body is None:
            self._miss(index)
        elif leaf_hash(entry.body) != entry.leaf:
            raise _Misfit(f"entry {index} ({entry.kind}) was changed: it is not what its hash says")
        self.hear(entry)
        completed = self.grown.append(entry.leaf)
        for height in range(HEIGHT, len(completed), HEIGHT):
            place = height // HEIGHT, (self.grown.size >> height) - 1
            if self._tree.subtrees.get(place) != completed[height]:
                raise _Misfit(f"the hashes of the entries before {self.grown.size} are not those that were kept")
        self._compare()

    def hear(self, entry: Kept) -> None:
        """Compares its columns, and what an act tells of bodies that went, and of tenants. Raises `LedgerUnavailable`.

        What was moved out of an older layout stands before the first act and the first receipt that tells its time.
        """
        act = body_of(entry)
        if act is None:
            return
        told = compared(entry, act, self._names_key, may_be_moved=self._may_be_moved)
        if told.kind == "act" or (told.kind == "receipt" and told.is_dated):
            self._may_be_moved = False
        if told.kind == "act":
            self.census.hear(act)
            if act["verb"] == PRUNE:
                self._pruned = max(self._pruned, int(act["details"]["stop"]))
            elif act["verb"] == ERASE:
                self._erased += gaps.read(act["details"]["gone"])
            elif act["verb"] == IMPORT and str(entry.index) != act["details"].get("entries"):
                self._pruned, self._erased = 0, []

    @property
    def lost(self) -> int:
        """How many entries have lost their bodies."""
        return sum(map(len, self._gaps))

    @property
    def pruned(self) -> int:
        """How many of them because they were old."""
        return sum(len(range(gap.start, min(gap.stop, self._pruned))) for gap in self._gaps)

    def _miss(self, index: int) -> None:
        if self._gaps and self._gaps[-1].stop == index:
            self._gaps[-1] = range(self._gaps[-1].start, index + 1)
        else:
            self._gaps.append(range(index, index + 1))

    def close(self) -> None:
        """Raises `_Misfit`."""
        tree = self._tree
        if self.grown.size != tree.size:
            raise _Misfit(f"the log has {self.grown.size} entries where {tree.size} were appended")
        if self.grown.peaks != tree.frontier:
            raise _Misfit("the entries do not lead to the root that was kept")
        untold = gaps.missing(self._gaps, [range(self._pruned), *self._erased])
        if untold is not None:
            raise _Misfit(f"entry {untold} has lost its body, and the log does not tell why")
        if self._next is not None:
            raise _Misfit(f"a checkpoint was signed of {self._next[0]} entries, and there are {tree.size}")
        if self._head.size and not (tree.checkpoints and tree.checkpoints[-1][0] >= self._head.size):
            raise _Misfit(f"there is no checkpoint of all {self._head.size} entries")
        for known in self._known:
            if known.size > tree.size:
                raise _Misfit(f"{known.what} is of {known.size} entries, and there are {tree.size}{known.cure}")

    def _compare(self) -> None:
        size = self.grown.size
        while self._next is not None and self._next[0] <= size:
            self._signed(*self._next)
            self._next = next(self._notes, None)
        for known in self._known:
            if known.size == size and known.root != self.grown.root():
                raise _Misfit(f"the first {size} entries are not those of {known.what}{known.cure}")

    def _signed(self, size: int, note: str) -> None:
        try:
            checkpoint = open_checkpoint(note.encode(), self._key, verify_signature)
        except NoteError as error:
            raise _Misfit(f"the checkpoint of {size} entries: {error}") from None
        if checkpoint.size != size or size != self.grown.size or checkpoint.root != self.grown.root():
            raise _Misfit(f"the first {size} entries are not those that were signed")
        self.signed += 1
