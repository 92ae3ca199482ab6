"""A log in open formats: its tiles (C2SP tlog-tiles), JSON lines, or events for a SIEM (OCSF)."""

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from router import auditing
from router.core.tiles import WIDTH, Tiling, encode_bundle, entries_path
from router.ocsf import event_of
from router.ports import Kept, Store

Line = Callable[[Kept], dict[str, Any] | None]

CHECKPOINT = "checkpoint"
KEY = "key"
"""The file with the verifier key."""


def as_json(entry: Kept) -> dict[str, Any] | None:
    """The entry with its place and its hash, and whom it is about. None for one that has lost its body."""
    if entry.body is None:
        return None
    about = {} if entry.subject is None else {"subject": entry.subject}
    return {"index": entry.index, "leaf": entry.leaf.hex(), "entry": json.loads(entry.body), **about}


def as_ocsf(entry: Kept) -> dict[str, Any] | None:
    """None for an entry that is no event of its own."""
    return None if entry.body is None else event_of(json.loads(entry.body))


LINES: dict[str, Line] = {"jsonl": as_json, "ocsf": as_ocsf}


async def lines(store: Store, tenant: str | None, line: Line) -> AsyncIterator[str]:
    """JSON, one object a line, in the order of the log. Raises `LedgerUnavailable`."""
    head = await store.log_head(tenant)
    async for entry in auditing.entries(store, tenant, head.size):
        told = line(entry)
        if told is not None:
            yield json.dumps(told, ensure_ascii=False, separators=(",", ":"))


async def tiles(store: Store, tenant: str | None, folder: Path) -> int:
    """Checkpoint, verifier key, tiles and entries, as `verifier/sovereign_verify.py log FOLDER` reads them.

    `folder` must be new or empty. How many entries. Raises ValueError, OSError, `LedgerUnavailable`.
    """
    _must_be_new(folder)
    head = await store.log_head(tenant)
    if head.checkpoint is None:
        raise ValueError("this log is empty: there is nothing to export")
    tiling, bundle, begun = Tiling(), list[Kept](), False
    async for entry in auditing.entries(store, tenant, head.size):
        bundle.append(entry)
        if len(bundle) == WIDTH or entry.index == head.size - 1:
            tiling, pieces = tiling.append(one.leaf for one in bundle)
            first = bundle[0].index // WIDTH
            begun = begun or any(one.body is not None for one in bundle)
            if begun:  # of bundles that were pruned there are no files (C2SP tlog-tiles); an erased entry is empty
                _write(folder / entries_path(first, len(bundle)), encode_bundle(one.body or b"" for one in bundle))
            for tile, data in pieces:
                _write(folder / tile.path, data)
            bundle.clear()
    _write(folder / KEY, f"{head.key}\n".encode())
    _write(folder / CHECKPOINT, head.checkpoint.encode())
    return tiling.size


def _must_be_new(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise ValueError(f"{folder}: this folder is not empty; name a new one")


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
