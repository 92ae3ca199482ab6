"""Entries of another log, told by their bodies alone: what `router.store.records` wrote, taken apart again."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from router.ports import KeyRecord, Pruned
from router.store import records
from router.store.faults import StoreError
from router.store.records import LARGEST, VERSION, AnyEntry, Entry, PrunedEntry
from router.store.sealing import Seal

PIECE = 1024
"""Entries that are in memory at once."""


def entry_of(body: bytes) -> Entry:
    """With the body as it is. Raises `StoreError` for what `records` did not write."""
    try:
        told = json.loads(body)
        if told["v"] != VERSION or len(body) > LARGEST:
            raise ValueError  # noqa: TRY301 - told with all the others
        return Entry(*_told(told), body)
    except (ValueError, TypeError, KeyError):
        raise StoreError("an entry is not one that this version of the router writes; nothing was restored") from None


def pruned_of(one: Pruned) -> PrunedEntry:
    """In the place of the entry that it was, so that what it opened or ended is known."""
    return PrunedEntry(one.kind, one.id, one.attempt, one.at, None, None, one.leaf)


def pieces(told: Iterable[bytes | Pruned]) -> Iterator[list[AnyEntry]]:
    """All of them in order, a few at a time. Raises `StoreError`."""
    entries = (pruned_of(one) if isinstance(one, Pruned) else entry_of(one) for one in told)
    while piece := list(islice(entries, PIECE)):
        yield piece


def key_row(key: KeyRecord, seal: Seal) -> tuple[Any, ...]:
    """As a table `keys` has it."""
    sealed = seal.seal(records.key_place(key.id), records.key_body(key))
    return key.id, key.owner, key.team, key.digest, key.created, key.expires, key.revoked, sealed


def _told(entry: dict[str, Any]) -> tuple[str, str, int, float, str | None, str | None]:
    kind = entry["kind"]
    match kind:
        case "intent":
            return kind, entry["receipt"], entry["attempt"], entry["at"], entry.get("owner"), entry.get("team")
        case "attempt":
            attempt = entry["attempt"]
            return kind, entry["receipt"], attempt["number"], attempt["ended"], None, None
        case "orphan":
            return kind, entry["receipt"], entry["number"], entry["marked"], None, None
        case "receipt":
            receipt = entry["receipt"]
            facts, ends = receipt["facts"], [attempt["ended"] for attempt in receipt["attempts"]]
            at = entry.get("at", max(ends, default=0.0))  # an older store did not tell it
            return kind, receipt["id"], 0, at, facts.get("owner"), facts.get("team")
        case "part":
            return kind, entry["receipt"], entry["number"], entry["at"], None, None
        case "act":
            return kind, entry["id"], 0, entry["at"], None, None
        case _:
            raise ValueError(kind)
