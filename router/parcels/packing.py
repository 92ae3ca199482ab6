"""Writes a parcel."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from router import auditing, exporting
from router.core.kept_rules import KeptRules
from router.parcels.layout import (
    ENTRIES,
    FORMAT,
    KEYS,
    LOG,
    MANIFEST,
    PRUNED,
    RULES,
    SIGNATURE,
    SUBJECTS,
    VERSION,
    Entries,
    files_of,
    leaves,
    sha256_of,
    statement,
)
from router.parcels.unpacking import Parcel, unpack
from router.ports import KeyRecord, Store


async def pack(store: Store, tenant: str, folder: Path) -> Parcel:
    """Writes it, and reads it back. `folder` must be new or empty. Raises ValueError, OSError, `LedgerUnavailable`."""
    _prepare(folder)
    size = await exporting.tiles(store, tenant, folder / LOG)
    digests = _write_entries(folder, size)
    await _write_pruned(store, tenant, folder, size)
    await _write_subjects(store, tenant, folder, size)
    rules = [kept for digest in digests if (kept := await store.rules(digest, tenant)) is not None]
    _write_rest(folder, tenant, await store.keys(tenant), rules)
    (folder / SIGNATURE).write_text(await store.sign_note(tenant, statement(folder)), encoding="utf-8")
    return unpack(folder)


def _prepare(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise ValueError(f"{folder}: this folder is not empty; name a new one")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _write_entries(folder: Path, size: int) -> set[str]:
    """As lines, from what was written as tiles: a log that grows meanwhile makes no difference. Digests of rules."""
    entries = Entries()
    with (folder / ENTRIES).open("w", encoding="utf-8") as lines:
        for index, (body, leaf) in enumerate(leaves(folder / LOG, size)):
            if body:
                lines.write(_json({"index": index, "leaf": leaf.hex(), "entry": entries.take(body)}))
    return entries.digests


async def _write_pruned(store: Store, tenant: str, folder: Path, size: int) -> None:
    """What is known of entries that have no body in what was written as tiles: pruned, or about who was erased."""
    written = leaves(folder / LOG, size)
    with (folder / PRUNED).open("w", encoding="utf-8") as lines:
        async for entry in auditing.entries(store, tenant, size):
            if not next(written)[0]:
                told = {"kind": entry.kind, "id": entry.id, "attempt": entry.attempt, "at": entry.at}
                lines.write(_json({"index": entry.index, "leaf": entry.leaf.hex(), **told}))


async def _write_subjects(store: Store, tenant: str, folder: Path, size: int) -> None:
    """A line for each entry that is about somebody, after one with the key that their names were tagged with."""
    key, tags = await store.tags(tenant)
    with (folder / SUBJECTS).open("w", encoding="utf-8") as lines:
        lines.write(_json({"key": key.hex()}))
        async for kept in auditing.entries(store, tenant, size):
            tag = None if kept.subject is None else tags.get(kept.subject)
            if tag is not None:
                lines.write(_json({"index": kept.index, "tag": tag.hex()}))


def _write_rest(folder: Path, tenant: str, keys: Iterable[KeyRecord], rules: Iterable[KeptRules]) -> None:
    (folder / KEYS).write_text("".join(_json(_key_json(key)) for key in keys), encoding="utf-8")
    (folder / RULES).mkdir()
    for kept in rules:
        (folder / RULES / f"{kept.digest}.json").write_text(_json(_rules_json(kept)), encoding="utf-8")
    files = {name: sha256_of(folder / name) for name in files_of(folder)}
    manifest = {"format": FORMAT, "version": VERSION, "tenant": tenant, "files": files}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8")


def _rules_json(rules: KeptRules) -> dict[str, Any]:
    told = {"common": rules.common, "parts": rules.listed, "own": list(rules.parts.values())}
    return told if rules.was is None else {**told, "was": rules.was}


def _key_json(key: KeyRecord) -> dict[str, Any]:
    told = asdict(key)
    del told["tenant"]
    return {**told, "digest": key.digest.hex()}


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
