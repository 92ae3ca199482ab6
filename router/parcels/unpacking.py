"""Reads a parcel, and believes nothing of it before all of it was compared."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from router import exporting
from router.core.checkpoints import Checkpoint, open_checkpoint
from router.core.kept_rules import KeptRules, divided, part_digest, whole_digest
from router.core.merkle import Frontier
from router.core.signed_notes import NoteError, parse_note, parse_verifier_key, verify_note
from router.parcels.layout import (
    FORMAT,
    KEYS,
    KINDS,
    LOG,
    MANIFEST,
    PRUNED,
    RULES,
    SIGNATURE,
    SUBJECTS,
    VERSION,
    WHOLE_RULES,
    Entries,
    files_of,
    leaves,
    sha256_of,
    statement,
)
from router.ports import KeyRecord, Pruned, Tags
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
    rules: tuple[KeptRules, ...]
    """By digest, with the parts that are the tenant's."""
    missing: tuple[str, ...]
    """Digests that decisions name and whose rules were not kept: those cannot be replayed."""
    tags_key: bytes | None = field(repr=False)
    """What names of people were tagged with; None in a folder that was written before this was told."""

    def contents(self) -> Iterator[bytes | Pruned]:
        """The entries, in order: bodies, and what is left of those that have none any more. Raises OSError."""
        left = _pruned(self.folder / PRUNED)
        for body, _ in leaves(self.folder / LOG, self.entries):
            yield body or next(left)[1]

    def bodies(self) -> Iterator[bytes]:
        """Without those that have none. Raises OSError."""
        return (body for body, _ in leaves(self.folder / LOG, self.entries) if body)

    def tags(self) -> Tags | None:
        """Whom those entries are about. Raises OSError."""
        return None if self.tags_key is None else Tags(self.tags_key, self._tags())

    def _tags(self) -> Iterator[bytes | None]:
        told = _tagged(self.folder / SUBJECTS)
        index, tag = next(told, NOBODY)
        for at in range(self.entries):
            yield tag if at == index else None
            if at == index:
                index, tag = next(told, NOBODY)


def unpack(folder: Path, signer: str | None = None) -> Parcel:
    """Compares all of it. `signer`: the verifier key of the log that it must be of.

    Raises ValueError that names what does not fit, and OSError.
    """
    manifest = _manifest(folder)
    key = (folder / LOG / exporting.KEY).read_text(encoding="utf-8").strip()
    if signer is not None and key != signer:
        raise ValueError(f"{folder}: it is of the log {key}, not of the one that --key names")
    _verify(folder, key, manifest["version"])
    _compare(folder, manifest["files"])
    log, note = folder / LOG, (folder / LOG / exporting.CHECKPOINT).read_bytes()
    try:
        signed = open_checkpoint(note, parse_verifier_key(key), verify)
    except NoteError as error:
        raise ValueError(f"{log / exporting.CHECKPOINT}: {error}") from None
    entries, pruned = _compared(folder, signed)
    rules = tuple(_rules(folder / RULES, manifest["version"], {manifest["tenant"], *entries.names}))
    return Parcel(
        folder=folder,
        tenant=manifest["tenant"],
        key=key,
        checkpoint=note.decode(),
        entries=signed.size,
        pruned=pruned,
        keys=tuple(_keys(folder / KEYS, manifest["tenant"])),
        rules=rules,
        missing=tuple(sorted(entries.digests - {one.digest for one in rules if one.parts})),
        tags_key=_tags_key(folder / SUBJECTS),
    )


def _verify(folder: Path, key: str, version: int) -> None:
    """The manifest is what the log's key signed. Raises ValueError."""
    path = folder / SIGNATURE
    try:
        note, signer = parse_note(path.read_bytes()), parse_verifier_key(key)
        is_signed = verify_note(note, signer, verify) is not None
    except NoteError as error:
        raise ValueError(f"{path}: {error}") from None
    except OSError:
        raise ValueError(f"{path}: there is none, so nobody says whose this folder is") from None
    if not is_signed:
        raise ValueError(f"{path}: it is not signed by {signer}, the key of the log")
    if note.text != statement(folder, version):
        raise ValueError(f"{folder / MANIFEST} was changed: it is not what {SIGNATURE} says")


def _compared(folder: Path, signed: Checkpoint) -> tuple[Entries, int]:
    """What the entries speak of, and how many were pruned. Raises ValueError."""
    entries, tree, known = Entries(), Frontier(), _pruned(folder / PRUNED)
    pruned = 0
    for body, leaf in leaves(folder / LOG, signed.size):
        if body:
            entries.take(body)
        else:
            index, left = next(known, (None, None))
            if index != tree.size or left is None or left.leaf != leaf:
                raise ValueError(f"{folder}: entry {tree.size} has no body, and {PRUNED} does not tell of it")
            pruned += 1
        tree.append(leaf)
    if next(known, None) is not None:
        raise ValueError(f"{folder / PRUNED}: it tells of an entry that has its body")
    if tree.root() != signed.root:
        raise ValueError(f"{folder / LOG}: the {signed.size} entries are not those that the checkpoint was signed for")
    return entries, pruned


def _pruned(path: Path) -> Iterator[tuple[int, Pruned]]:
    """What is left of entries without a body, by index, in order. Raises ValueError for a line that tells of none."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            found = _left_of(line)
            if found is None:
                raise ValueError(f"{path}: line {number} does not tell of an entry")
            yield found


def _left_of(line: str) -> tuple[int, Pruned] | None:
    try:
        told = json.loads(line)
        is_whole = isinstance(told["id"], str) and isinstance(told["attempt"], int) and told["kind"] in KINDS
        left = Pruned(told["kind"], told["id"], told["attempt"], float(told["at"]), bytes.fromhex(told["leaf"]))
        return (int(told["index"]), left) if is_whole else None
    except (ValueError, TypeError, KeyError):
        return None


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
    if version not in (WHOLE_RULES, VERSION):
        raise ValueError(f"{folder}: its format is version {version!r}, this router reads {WHOLE_RULES} and {VERSION}")
    return {"tenant": tenant, "version": version, "files": manifest["files"]}


def _compare(folder: Path, files: Mapping[str, str]) -> None:
    there = {name for name in files_of(folder) if name not in (MANIFEST, SIGNATURE)}
    for name in sorted(there | files.keys()):
        if name not in there:
            raise ValueError(f"{folder}: {name} is missing")
        if name not in files:
            raise ValueError(f"{folder}: {name} does not stand in {MANIFEST}; take it away")
        if sha256_of(folder / name) != files[name]:
            raise ValueError(f"{folder}: {name} was changed: it is not what {MANIFEST} says")


def _rules(folder: Path, version: int, names: Collection[str]) -> Iterator[KeptRules]:
    """Those that the entries call by these names alone. Raises ValueError for what is not what its file's name says."""
    for path in sorted(folder.glob("*.json")):
        try:
            rules = _whole_rules(path) if version == WHOLE_RULES else _rules_in_parts(path)
            rules.check(path.stem)
        except (ValueError, TypeError, KeyError):
            raise ValueError(f"{path}: these rules are not those of this digest") from None
        yield rules.only(names)


def _whole_rules(path: Path) -> KeptRules:
    text = path.read_text(encoding="utf-8")
    return divided(text, was=whole_digest(text))


def _rules_in_parts(path: Path) -> KeptRules:
    """Rules of an earlier version are believed to have their digest: who put them apart signed the folder."""
    told = json.loads(path.read_text(encoding="utf-8"))
    parts = {part_digest(part): part for part in told["own"]}
    return KeptRules(told["common"], tuple(told["parts"]), parts, told.get("was"))


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
