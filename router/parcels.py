"""A tenant in a folder: all of it, in open formats, to be read by anything, and by a router to go on with.

    manifest.json        what this is, and the SHA-256 of every other file
    keys.jsonl           agent keys without their secrets: an HMAC each, which needs the master key to be of use
    entries.jsonl        the log for people and programs, as `sovereign audit export` tells it
    log/                 the same log byte for byte, as tiles with its signed checkpoint (C2SP tlog-tiles)
    rules/DIGEST.json    every routes file that a decision was made by, whole

Nothing of a folder is believed before all of it was compared: the files with the manifest, the entries with the
checkpoint, the rules with their digests. That is against damage and mistakes; who can write the folder can also sign it
anew, so whoever doubts its origin compares the key with one that he has from elsewhere.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from router import exporting
from router.core.checkpoints import open_checkpoint
from router.core.merkle import HASH_SIZE, Frontier, leaf_hash
from router.core.signed_notes import NoteError, parse_verifier_key
from router.core.tiles import WIDTH, Tile, decode_bundle, entries_path
from router.ports import KeyRecord, Store
from router.signing import verify

FORMAT = "sovereign-tenant"
VERSION = 1
MANIFEST, KEYS, ENTRIES, LOG, RULES = "manifest.json", "keys.jsonl", "entries.jsonl", "log", "rules"
_CHUNK = 1 << 20


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

    def bodies(self) -> Iterator[bytes]:
        """Of the entries, in order, without those that were pruned. Raises OSError."""
        return (body for body, _ in _leaves(self.folder / LOG, self.entries) if body)


async def pack(store: Store, tenant: str, folder: Path) -> Parcel:
    """Writes it, and reads it back. `folder` must be new or empty. Raises ValueError, OSError, `LedgerUnavailable`."""
    if folder.exists() and any(folder.iterdir()):
        raise ValueError(f"{folder}: this folder is not empty; name a new one")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    size = await exporting.tiles(store, tenant, folder / LOG)
    entries = _Entries()
    with (folder / ENTRIES).open("w", encoding="utf-8") as lines:
        for index, (body, leaf) in enumerate(_leaves(folder / LOG, size)):
            if body:
                line = {"index": index, "leaf": leaf.hex(), "entry": entries.take(body)}
                lines.write(_json(line))
    (folder / KEYS).write_text("".join(_json(_key_json(key)) for key in await store.keys(tenant)), encoding="utf-8")
    (folder / RULES).mkdir()
    for digest in sorted(entries.digests):
        text = await store.rules(digest)
        if text is not None:
            (folder / RULES / f"{digest}.json").write_bytes(text.encode())
    files = {name: _sha256(folder / name) for name in _files(folder)}
    manifest = {"format": FORMAT, "version": VERSION, "tenant": tenant, "files": files}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8")
    return unpack(folder)


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
    entries = _Entries()
    tree, pruned = Frontier(), 0
    for body, leaf in _leaves(log, signed.size):
        tree.append(leaf)
        if body:
            entries.take(body)
        else:
            pruned += 1
    if tree.root() != signed.root:
        raise ValueError(f"{log}: the {signed.size} entries are not those that the checkpoint was signed for")
    rules = {digest: text for digest, text in _rules(folder / RULES)}
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
        others=tuple(sorted({name for text in rules.values() for name in json.loads(text)["tenants"]} - entries.names)),
    )


class _Entries:
    """What entries speak of: the digests of rules, and the names that the tenant had."""

    def __init__(self) -> None:
        self.digests: set[str] = set()
        self.names: set[str] = set()

    def take(self, body: bytes) -> dict[str, Any]:
        """The entry. Raises ValueError for what is none."""
        try:
            entry: dict[str, Any] = json.loads(body)
            if entry["kind"] == "intent":
                self.digests.add(entry["ruleset"])
                self.names.add(entry["tenant"])
            elif entry["kind"] == "receipt":
                self.digests.add(entry["receipt"]["decision"]["digest"])
                self.names.add(entry["receipt"]["facts"]["tenant"])
        except (ValueError, TypeError, KeyError):
            raise ValueError(f"{LOG}: an entry is not one that a router wrote") from None
        return entry


def _leaves(log: Path, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Body and leaf hash of every entry; b"" for one that was pruned. Raises ValueError, OSError."""
    for first in range(0, size, WIDTH):
        width = min(WIDTH, size - first)
        bodies = decode_bundle((log / entries_path(first // WIDTH, width)).read_bytes())
        hashes = (log / Tile(0, first // WIDTH, width).path).read_bytes()
        if len(bodies) != width or len(hashes) != width * HASH_SIZE:
            raise ValueError(f"{log}: the files of the entries from {first} on do not hold {width} of them")
        for at, body in enumerate(bodies):
            leaf = hashes[at * HASH_SIZE : (at + 1) * HASH_SIZE]
            if body and leaf_hash(body) != leaf:
                raise ValueError(f"{log}: entry {first + at} was changed: it is not what its hash says")
            yield body, leaf


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
    there = {name for name in _files(folder) if name != MANIFEST}
    for name in sorted(there | files.keys()):
        if name not in there:
            raise ValueError(f"{folder}: {name} is missing")
        if name not in files:
            raise ValueError(f"{folder}: {name} does not stand in {MANIFEST}; take it away")
        if _sha256(folder / name) != files[name]:
            raise ValueError(f"{folder}: {name} was changed: it is not what {MANIFEST} says")


def _files(folder: Path) -> list[str]:
    """Paths below it. Raises ValueError for what is no plain file or folder: a link may lead anywhere."""
    found = sorted(folder.rglob("*"))
    for path in found:
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise ValueError(f"{path}: this is no plain file; take it away")
    return [path.relative_to(folder).as_posix() for path in found if path.is_file()]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _rules(folder: Path) -> Iterator[tuple[str, str]]:
    """By digest. Raises ValueError for rules that are not what their name says."""
    for path in sorted(folder.glob("*.json")):
        if _sha256(path) != path.stem:
            raise ValueError(f"{path}: these rules are not those of this digest")
        yield path.stem, path.read_text(encoding="utf-8")


def _key_json(key: KeyRecord) -> dict[str, Any]:
    told = asdict(key)
    del told["tenant"]
    return {**told, "digest": key.digest.hex()}


def _keys(path: Path, tenant: str) -> Iterator[KeyRecord]:
    """Raises ValueError for a line that is no key."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            told = json.loads(line)
            patterns = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
            yield KeyRecord(**{**told, **patterns, "tenant": tenant, "digest": bytes.fromhex(told["digest"])})
        except (ValueError, TypeError, KeyError):
            raise ValueError(f"{path}: line {number} is no key that this version of the router reads") from None


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
