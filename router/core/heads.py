"""How far each tenant's log had come, as the router's own log tells it now and then.

Whoever puts one tenant's records back to an older copy leaves a log that is whole, and signed, and shorter. The
router's own log, which lies elsewhere, still tells how long it was and with which root; so it is seen without a
witness. Who puts back both is seen by a witness alone.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from router.core.merkle import HASH_SIZE

TELL = "log.heads"
"""The act that tells heads: its details are tenant ids, each with the head of its log."""
ACCEPT = "log.accept"
"""The act by which a log that was put back is taken as it is; its target is the tenant's id."""
ROLL = "roll"
"""Among the details of a telling of all tenants, whose name is its target: in how many acts it is told."""
HEAD = "head"
"""Among the details of an act that accepts: where the log goes on."""
TOLD = "told"
"""And where it had been."""
PIECE = 400
"""Heads of one act: with ids of 36 characters, 50 kB of the 64 that an entry may have."""


class Head(NamedTuple):
    """`root`: of the tree of the first `size` entries, 32 bytes."""

    size: int
    root: bytes


def written(head: Head) -> str:
    return f"{head.size} {head.root.hex()}"


def read(text: str) -> Head:
    """Raises ValueError for what `written` did not write."""
    size, _, root = text.partition(" ")
    head = Head(int(size), bytes.fromhex(root))
    if head.size < 0 or len(head.root) != HASH_SIZE:
        raise ValueError("no head of a log")
    return head


def pieces(heads: Mapping[str, Head], *, is_roll: bool) -> Iterator[dict[str, str]]:
    """The details of as many acts as it takes to tell them."""
    starts = range(0, len(heads), PIECE)
    for start in starts:
        told = {log_id: written(heads[log_id]) for log_id in sorted(heads)[start : start + PIECE]}
        yield {ROLL: str(len(starts)), **told} if is_roll else told


def differing(told: Head, root: bytes | None) -> str | None:
    """What is wrong with a log, if anything. `root`: of its first `told.size` entries, None if it has fewer."""
    if root == told.root:
        return None
    what = "there are fewer" if root is None else "these are not the ones"
    cause = "it was put back to an older copy, or written anew"
    return f"the router's own log told of {told.size} entries, and {what}: {cause}"


def cure(tenant: str) -> str:
    return (
        "and restore the newest copy of this tenant's records; where that is lost, "
        f"`sovereign audit accept --tenant {tenant}` goes on from what there is, and the record says who did"
    )
