"""What lies where in a parcel, and the entries that lie in it."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from router.core.merkle import HASH_SIZE, leaf_hash
from router.core.tiles import WIDTH, Tile, decode_bundle, entries_path

FORMAT = "sovereign-tenant"
VERSION = 3
WHOLE_RULES = 2
"""The version before, whose rules are whole files: what they say of other tenants is left where it is."""
MANIFEST, SIGNATURE = "manifest.json", "manifest.note"
KEYS, ENTRIES, PRUNED, SUBJECTS = "keys.jsonl", "entries.jsonl", "pruned.jsonl", "subjects.jsonl"
LOG, RULES = "log", "rules"

KINDS = frozenset({"intent", "attempt", "receipt", "part", "orphan", "act"})
"""Of entries, as `store.records` writes them."""


class Entries:
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


def leaves(log: Path, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Body and leaf hash of every entry; b"" for one that was pruned or erased. Raises ValueError, OSError."""
    for first in range(0, size, WIDTH):
        width = min(WIDTH, size - first)
        bodies = _bodies(log / entries_path(first // WIDTH, width), width)
        hashes = (log / Tile(0, first // WIDTH, width).path).read_bytes()
        if len(bodies) != width or len(hashes) != width * HASH_SIZE:
            raise ValueError(f"{log}: the files of the entries from {first} on do not hold {width} of them")
        for at, body in enumerate(bodies):
            leaf = hashes[at * HASH_SIZE : (at + 1) * HASH_SIZE]
            if body and leaf_hash(body) != leaf:
                raise ValueError(f"{log}: entry {first + at} was changed: it is not what its hash says")
            yield body, leaf


def _bodies(bundle: Path, width: int) -> list[bytes]:
    """Of a bundle that was pruned there is no file (C2SP tlog-tiles); that none is lost the manifest tells."""
    try:
        return decode_bundle(bundle.read_bytes()) if bundle.exists() else [b""] * width
    except ValueError as error:
        raise ValueError(f"{bundle}: {error}") from None


def files_of(folder: Path) -> list[str]:
    """Paths below it. Raises ValueError for what is no plain file or folder: a link may lead anywhere."""
    found = sorted(folder.rglob("*"))
    for path in found:
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise ValueError(f"{path}: this is no plain file; take it away")
    return [path.relative_to(folder).as_posix() for path in found if path.is_file()]


def statement(folder: Path, version: int = VERSION) -> str:
    """What is signed of a parcel: the digest of its manifest, which has those of all other files. Raises OSError.

    The second line is no number, so no log's checkpoint says the same.
    """
    return f"{FORMAT}/v{version}\nmanifest {sha256_of(folder / MANIFEST)}\n"


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
