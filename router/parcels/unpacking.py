"""Reads a parcel, and believes nothing of it before all of it was compared."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from router import exporting
from router.core.checkpoints import open_checkpoint
from router.core.merkle import Frontier
from router.core.signed_notes import NoteError, parse_verifier_key
from router.parcels.layout import (
    FORMAT,
    KEYS,
    LOG,
    MANIFEST,
    RULES,
    SUBJECTS,
    VERSION,
    Entries,
    files_of,
    leaves,
    sha256_of,
)
from router.ports import KeyRecord, Tags
from router.signing import verify

NOBODY = -1, b""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A folder that was compared. `tenant`: what it was called; `key`: the verifier key of its log."""

    folder: Path
    tenant: str
    key: str
    checkpoint: str
    entries: int
    pruned: int
    keys: tuple[KeyRecord, ...]
    rules: Mapping[str, str]
    """Canonical files by digest."""
    missing: tuple[str, ...]
    """Digests that decisions name and whose rules were not kept: those cannot be replayed."""
    others: tuple[str, ...]
    """Tenants whose part of the rules lies in it too."""
    tags_key: bytes | None = field(repr=False)
    """What names of people were tagged with; None in a folder that was written before this was told."""

    def bodies(self) -> Iterator[bytes]:
        """Of the entries, in order, without those that were pruned. Raises OSError."""
        return (body for body, _ in leaves(self.folder / LOG, self.entries) if body)

    def tags(self) -> Tags | None:
        """Whom those entries are about. Raises OSError."""
        return None if self.tags_key is None else Tags(self.tags_key, self._tags())

    def _tags(self) -> Iterator[bytes | None]:
        told = _tagged(self.folder / SUBJECTS)
        index, tag = next(told, NOBODY)
        for at, (body, _) in enumerate(leaves(self.folder / LOG, self.entries)):
            if body:
                yield tag if at == index else None
            if at == index:
                index, tag = next(told, NOBODY)


def unpack(folder: Path) -> Parcel:
    """Compares all of it. Raises ValueError that names what does not fit, and OSError."""
    manifest = _manifest(folder)
    _compare(folder, manifest["files"])
    log, key = folder / LOG, (folder / LOG / exporting.KEY).read_text(encoding="utf-8").strip()
    note = (log / exporting.CHECKPOINT).read_bytes()
    try:
        signed = open_checkpoint(note, parse_verifier_key(key), verify)
    except NoteError as error:
        raise ValueError(f"{log / exporting.CHECKPOINT}: {error}") from None
    entries, tree, pruned = Entries(), Frontier(), 0
    for body, leaf in leaves(log, signed.size):
        tree.append(leaf)
        if body:
            entries.take(body)
        else:
            pruned += 1
    if tree.root() != signed.root:
        raise ValueError(f"{log}: the {signed.size} entries are not those that the checkpoint was signed for")
    rules = dict(_rules(folder / RULES))
    return Parcel(
        folder=folder,
        tenant=manifest["tenant"],
        key=key,
        checkpoint=note.decode(),
        entries=signed.size,
        pruned=pruned,
        keys=tuple(_keys(folder / KEYS, manifest["tenant"])),
        rules=rules,
        missing=tuple(sorted(entries.digests - rules.keys())),
        tags_key=_tags_key(folder / SUBJECTS),
        others=tuple(sorted({name for text in rules.values() for name in json.loads(text)["tenants"]} - entries.names)),
    )


def issuer(key: str) -> str:
    """Of a log's verifier key, what is the same for all logs under one master key."""
    return parse_verifier_key(key).name.rpartition("/")[0]


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        is_ours = manifest["format"] == FORMAT and isinstance(manifest["files"], dict)
        tenant, version = manifest["tenant"], manifest["version"]
    except (OSError, ValueError, TypeError, KeyError):
        is_ours, tenant, version = False, None, None
    if not is_ours or not isinstance(tenant, str):
        raise ValueError(f"{folder}: there is no {MANIFEST} as `sovereign export` writes it")
    if version != VERSION:
        raise ValueError(f"{folder}: its format is version {version!r}, this router reads {VERSION}")
    return {"tenant": tenant, "files": manifest["files"]}


def _compare(folder: Path, files: Mapping[str, str]) -> None:
    there = {name for name in files_of(folder) if name != MANIFEST}
    for name in sorted(there | files.keys()):
        if name not in there:
            raise ValueError(f"{folder}: {name} is missing")
        if name not in files:
            raise ValueError(f"{folder}: {name} does not stand in {MANIFEST}; take it away")
        if sha256_of(folder / name) != files[name]:
            raise ValueError(f"{folder}: {name} was changed: it is not what {MANIFEST} says")


def _rules(folder: Path) -> Iterator[tuple[str, str]]:
    """By digest. Raises ValueError for rules that are not what their name says."""
    for path in sorted(folder.glob("*.json")):
        if sha256_of(path) != path.stem:
            raise ValueError(f"{path}: these rules are not those of this digest")
        yield path.stem, path.read_text(encoding="utf-8")


def _tags_key(path: Path) -> bytes | None:
    """Raises ValueError for a file that is not one of them from its first line to its last."""
    if not path.exists():
        return None
    with path.open(encoding="utf-8") as lines:
        try:
            key = bytes.fromhex(json.loads(lines.readline())["key"])
        except (ValueError, TypeError, KeyError):
            raise ValueError(f"{path}: line 1 is no key of tags") from None
    before = -1
    for index, _ in _tagged(path):
        if index <= before:
            raise ValueError(f"{path}: entry {index} is not in its place")
        before = index
    return key


def _tagged(path: Path) -> Iterator[tuple[int, bytes]]:
    """Which entries are about somebody, and their tags. Raises ValueError for a line that does not tell."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if number > 1:
                try:
                    told = json.loads(line)
                    tagged = int(told["index"]), bytes.fromhex(told["tag"])
                except (ValueError, TypeError, KeyError):
                    raise ValueError(f"{path}: line {number} does not tell whom an entry is about") from None
                yield tagged


def _keys(path: Path, tenant: str) -> Iterator[KeyRecord]:
    """Raises ValueError for a line that is no key."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            told = json.loads(line)
            patterns = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
            yield KeyRecord(**{**told, **patterns, "tenant": tenant, "digest": bytes.fromhex(told["digest"])})
        except (ValueError, TypeError, KeyError):
            raise ValueError(f"{path}: line {number} is no key that this version of the router reads") from None
