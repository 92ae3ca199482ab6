# noqa: INP001 - one file that is copied and read by itself, not a package
"""Checks what a sovereign router wrote down, without the router: receipts, whole logs, and that a log only grew.

    python3 -I -S sovereign_verify.py receipt FILE --key VKEY [--entry FILE] [--witness VKEY ...]
    python3 -I -S sovereign_verify.py log FOLDER --key VKEY [--witness VKEY ...] [--known CHECKPOINT ...] [--pruned N]
        [--erased N]
    python3 -I -S sovereign_verify.py consistency OLD_CHECKPOINT NEW_CHECKPOINT PROOF [--key VKEY]

Exit status: 0 it verifies, 1 it does not (the last line says what and where), 2 the command is not understood.

This is the second opinion. It needs this file and the standard library of Python 3.9 or newer, shares no code with the
router on purpose, and is short enough to be read before it is believed. After: RFC 9162 section 2.1 (the tree of RFC
6962), RFC 8032 (Ed25519), and of C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-tiles and tlog-proof.

What it can show: that an operator, who holds the key, changed what was signed before. That takes something signed
which the operator cannot change: a receipt, a checkpoint kept elsewhere (--known), the signature of a witness.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

TILE, HASH, KEY_ID, TIME, LENGTH = 256, 32, 4, 8, 2
GROUP = 1000
LIMIT = 2**63
MOST_HASHES, MOST_SIGNATURES = 63, 100
ED25519, COSIGNATURE = 1, 4
DASH = "\u2014 "


class RefusedError(Exception):
    """It does not verify. The message says what and where."""


class UsageError(Exception):
    """The command is not understood, or names a file that cannot be read."""


# --- Ed25519: RFC 8032 section 5.1, points in extended coordinates (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z ---

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int, int, int]
NEUTRAL: Point = (0, 1, 1, 0)


def add(one: Point, two: Point) -> Point:
    a = (one[1] - one[0]) * (two[1] - two[0])
    b = (one[1] + one[0]) * (two[1] + two[0])
    c = 2 * one[3] * two[3] * D
    d = 2 * one[2] * two[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(factor: int, point: Point) -> Point:
    product = NEUTRAL
    while factor:
        if factor & 1:
            product = add(product, point)
        point = add(point, point)
        factor >>= 1
    return product


def is_same(one: Point, two: Point) -> bool:
    return (one[0] * two[2] - two[0] * one[2]) % P == 0 and (one[1] * two[2] - two[1] * one[2]) % P == 0


def decode_point(data: bytes) -> Point | None:
    """Section 5.1.3; None for what encodes no point."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y % 2**255
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def verify_ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    """Section 5.1.7: S * B = R + k * A."""
    if len(public) != HASH or len(signature) != 2 * HASH:
        return False
    key, commitment = decode_point(public), decode_point(signature[:HASH])
    scalar = int.from_bytes(signature[HASH:], "little")
    if key is None or commitment is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:HASH] + public + message).digest(), "little") % ORDER
    base = decode_point((4 * pow(5, -1, P) % P).to_bytes(HASH, "little"))
    return base is not None and is_same(multiply(scalar, base), add(commitment, multiply(challenge, key)))


# --- The tree: RFC 9162 section 2.1 ---


def hash_leaf(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """Grows leaf by leaf, and remembers one hash for each 1 in its binary size."""

    def __init__(self) -> None:
        self.size = 0
        self.complete: list[bytes] = []

    def grow(self, leaf: bytes) -> Iterator[bytes]:
        """The complete subtrees that end with this leaf, the smallest first."""
        yield leaf
        size = self.size
        while size % 2:
            leaf = hash_node(self.complete.pop(), leaf)
            yield leaf
            size //= 2
        self.complete.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        if not self.complete:
            return hashlib.sha256(b"").digest()
        root, *rest = self.complete[::-1]
        for left in rest:
            root = hash_node(left, root)
        return root


def root_of_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Section 2.1.3.2; None where the path is longer or shorter than this leaf of such a tree needs."""
    node, last = index, size - 1
    for step in path:
        if last <= 0:
            return None
        if node % 2 or node == last:
            leaf = hash_node(step, leaf)
            while node and node % 2 == 0:
                node, last = node // 2, last // 2
        else:
            leaf = hash_node(leaf, step)
        node, last = node // 2, last // 2
    return leaf if last == 0 else None


def is_grown(old: int, new: int, path: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Section 2.1.4.2, and for equal sizes and the empty tree what tlog-witness adds."""
    if old == 0:
        empty = Tree().root()
        return not path and old_root == empty and (new > 0 or new_root == empty)
    if old >= new or not path:
        return old == new and not path and old_root == new_root
    node, last = old - 1, new - 1
    while node % 2:
        node, last = node // 2, last // 2
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if node % 2 or node == last:
            first, second = hash_node(step, first), hash_node(step, second)
            while node and node % 2 == 0:
                node, last = node // 2, last // 2
        else:
            second = hash_node(second, step)
        node, last = node // 2, last // 2
    return last == 0 and first == old_root and second == new_root


# --- Notes, keys, checkpoints and receipts: c2sp.org ---


class Key(NamedTuple):
    name: str
    kind: int
    public: bytes
    id: bytes


class Checkpoint(NamedTuple):
    origin: str
    size: int
    root: bytes
    cosigned: list[str]


class Lines:
    """A text file that is read line by line; what is wrong is told by its line."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self.at = name, 0
        try:
            self.lines = data.decode().split("\n")
        except UnicodeDecodeError:
            raise RefusedError(f"{name}: not UTF-8") from None
        for number, line in enumerate(self.lines):
            if any(character < " " for character in line):
                raise RefusedError(f"{name}:{number + 1}: a control character")
        if self.lines.pop():
            raise RefusedError(f"{name}: the last line is cut off")

    def wrong(self, what: str) -> RefusedError:
        return RefusedError(f"{self.name}:{self.at}: {what}")

    def next(self, what: str) -> str:
        self.at += 1
        if self.at > len(self.lines):
            raise self.wrong(f"{what} is missing")
        return self.lines[self.at - 1]

    def left(self) -> list[str]:
        return self.lines[self.at :]

    def starts(self, word: str) -> bool:
        return self.left()[:1] != [] and self.left()[0].startswith(word)

    def number(self, label: str) -> int:
        text = self.next(f"a line with {label!r}" if label else "a size")
        if not text.startswith(label) or not re.fullmatch("0|[1-9][0-9]{0,18}", text[len(label) :]):
            raise self.wrong(f"not {label + '<number>'!r}, the number without leading zeros")
        if int(text[len(label) :]) >= LIMIT:
            raise self.wrong("a number of 2^63 or more")
        return int(text[len(label) :])

    def hash(self) -> bytes:
        data = decode_base64(self.next("a hash"))
        if data is None or len(data) != HASH:
            raise self.wrong("not a hash of 32 bytes in base64")
        return data

    def hashes(self) -> list[bytes]:
        """Up to an empty line or the end."""
        found: list[bytes] = []
        while self.left() and self.left()[0]:
            found.append(self.hash())
            if len(found) > MOST_HASHES:
                raise self.wrong(f"more than {MOST_HASHES} hashes")
        return found


def decode_base64(text: str) -> bytes | None:
    """None for what is not exactly as an encoder writes it."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return data if base64.b64encode(data).decode() == text else None


def parse_key(text: str) -> Key:
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    typed = decode_base64(encoded) or b""
    digest = hashlib.sha256(name.encode() + b"\n" + typed).digest()[:KEY_ID]
    if not re.fullmatch(r"[^\s+]+", name) or len(typed) != 1 + HASH or typed[0] not in (ED25519, COSIGNATURE):
        raise UsageError(f"{text!r} is not an Ed25519 verifier key: name+hash+key")
    if digest.hex() != key_id:
        raise UsageError(f"{text!r}: the hash in the middle does not fit the name and the key: a part was changed")
    return Key(name, typed[0], typed[1:], digest)


def parse_witness(text: str) -> Key:
    key = parse_key(text)
    if key.kind != COSIGNATURE:
        raise UsageError(f"{text!r} is the key of a log, not of a witness: witnesses have keys of type 4")
    return key


def read_checkpoint(lines: Lines, key: Key | None, witnesses: Sequence[Key] = ()) -> Checkpoint:
    """From where `lines` stands to its end. Without a key, the signatures are not looked at."""
    start = lines.at
    origin = lines.next("the origin")
    if not origin:
        raise lines.wrong("the origin is empty")
    size, root = lines.number(""), lines.hash()
    while lines.next("the empty line before the signatures"):
        pass
    text = "".join(f"{line}\n" for line in lines.lines[start : lines.at - 1])
    signatures = read_signatures(lines)
    if key is None:
        return Checkpoint(origin, size, root, [])
    if origin != key.name:
        raise RefusedError(f"{lines.name}:{start + 1}: of the log {origin!r}, but the key is of {key.name!r}")
    check_signature(lines.name, text, signatures, key)
    cosigned = [f"{one.name} at {check_signature(lines.name, text, signatures, one)}" for one in witnesses]
    return Checkpoint(origin, size, root, cosigned)


def read_signatures(lines: Lines) -> list[tuple[str, bytes, bytes]]:
    """Name, id of the key, signature; as they are, not verified."""
    found: list[tuple[str, bytes, bytes]] = []
    while lines.left() or not found:
        line = lines.next("a signature")
        name, _, encoded = line[len(DASH) :].partition(" ")
        raw = decode_base64(encoded) or b""
        if not line.startswith(DASH) or not re.fullmatch(r"[^\s+]+", name) or len(raw) <= KEY_ID:
            raise lines.wrong("not a signature line")
        found.append((name, raw[:KEY_ID], raw[KEY_ID:]))
        if len(found) > MOST_SIGNATURES:
            raise lines.wrong(f"more than {MOST_SIGNATURES} signatures")
    return found


def check_signature(where: str, text: str, signatures: Sequence[tuple[str, bytes, bytes]], key: Key) -> str:
    """The time of a cosignature in UTC, "" of another. Every signature that names the key must verify."""
    signed_at = None
    for name, key_id, value in signatures:
        if (name, key_id) == (key.name, key.id):
            signed_at, message, signature = "", text.encode(), value
            if key.kind == COSIGNATURE:
                seconds, signature = int.from_bytes(value[:TIME], "big"), value[TIME:]
                message = f"cosignature/v1\ntime {seconds}\n{text}".encode()
                signed_at = format_time(seconds)
            if not verify_ed25519(key.public, message, signature):
                raise RefusedError(f"{where}: the signature of {key.name!r} does not verify")
    if signed_at is None:
        raise RefusedError(f"{where}: not signed by {key.name!r} with the key whose id is {key.id.hex()}")
    return signed_at


def format_time(seconds: int) -> str:
    try:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
    except (OverflowError, ValueError):
        return f"{seconds} s"


# --- The folder of a log: tlog-tiles ---


def tile_name(level: str, index: int, width: int) -> str:
    number = f"{index % GROUP:03}"
    while index >= GROUP:
        index //= GROUP
        number = f"x{index % GROUP:03}/{number}"
    return f"tile/{level}/{number}" + ("" if width == TILE else f".p/{width}")


def span(first: int, count: int) -> str:
    return f"entry {first}" if count == 1 else f"entries {first} to {first + count - 1}"


class Folder:
    """Reads a log from its first entry to its last, tile by tile, and compares all that is there twice."""

    def __init__(self, folder: Path, size: int, pruned: int, erased: int) -> None:
        self.folder, self.size, self.pruned, self.erased = folder, size, pruned, erased
        self.tree = Tree()
        self.rows: dict[int, bytearray] = {}

    def leaves(self) -> Iterator[bytes]:
        for first in range(0, self.size, TILE):
            yield from self.tile_of_leaves(first, min(TILE, self.size - first))

    def tile_of_leaves(self, first: int, width: int) -> list[bytes]:
        name, bundle = (tile_name(level, first // TILE, width) for level in ("0", "entries"))
        signed = self.read(name, first, width, width * HASH)
        hashes = [signed[place : place + HASH] for place in range(0, len(signed), HASH)]
        if first + TILE <= self.pruned and not (self.folder / bundle).exists():
            return hashes
        entries = split_bundle(bundle, self.read(bundle, first, width, None), first)
        for number, leaf in enumerate(hashes):
            if number < len(entries) and not entries[number] and self.erased:
                self.erased -= 1
            elif number == len(entries) or hash_leaf(entries[number]) != leaf:
                raise RefusedError(f"{bundle}: entry {first + number} is missing, or not that of its leaf in {name}")
        if len(entries) > width:
            raise RefusedError(f"{bundle}: {span(first + width, len(entries) - width)}: not signed for")
        return hashes

    def add(self, leaf: bytes) -> None:
        """One leaf more; a tile above the leaves is compared as soon as it is full."""
        for level, subtree in enumerate(self.tree.grow(leaf)):
            if level and level % 8 == 0:
                row = self.rows.setdefault(level // 8, bytearray())
                row += subtree
                if len(row) == TILE * HASH:
                    self.compare(level // 8, (self.tree.size >> level) // TILE)
                    row.clear()

    def finish(self) -> None:
        """The tiles that are not full."""
        for level, row in self.rows.items():
            if row:
                self.compare(level, (self.size >> 8 * level) // TILE)

    def compare(self, level: int, index: int) -> None:
        row, each = bytes(self.rows[level]), TILE**level
        width = len(row) // HASH
        name = tile_name(str(level), index, width)
        first = index * TILE * each
        written = self.read(name, first, width * each, len(row))
        for number in range(width):
            place = slice(number * HASH, (number + 1) * HASH)
            if written[place] != row[place]:
                raise RefusedError(f"{name}: {span(first + number * each, each)} do not hash to what it says of them")

    def read(self, name: str, first: int, count: int, length: int | None) -> bytes:
        try:
            data = (self.folder / name).read_bytes()
        except OSError as error:
            raise RefusedError(f"{name}: {span(first, count)}: cannot be read: {error.strerror}") from None
        if length is not None and len(data) != length:
            raise RefusedError(f"{name}: {span(first, count)}: {len(data)} bytes, not {length}")
        return data


def split_bundle(name: str, data: bytes, first: int) -> list[bytes]:
    """The entries of a bundle: each after its length in two bytes."""
    entries: list[bytes] = []
    place = 0
    while place < len(data):
        start = place + LENGTH
        place = start + int.from_bytes(data[place:start], "big")
        if place > len(data):
            raise RefusedError(f"{name}: entry {first + len(entries)} is cut off")
        entries.append(data[start:place])
    return entries


# --- Commands ---


def read_file(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise UsageError(f"{name}: {error.strerror}") from None


def told(checkpoint: Checkpoint) -> str:
    cosigned = "".join(f"\n  cosigned by {one}" for one in checkpoint.cosigned)
    return f"the log {checkpoint.origin!r} of {checkpoint.size} entries, root {checkpoint.root.hex()}{cosigned}"


def verify_receipt(arguments: argparse.Namespace) -> str:
    key, witnesses = parse_key(arguments.key), list(map(parse_witness, arguments.witness))
    lines = Lines(arguments.receipt, read_file(arguments.receipt))
    if lines.next("the header") != "c2sp.org/tlog-proof@v1":
        raise lines.wrong("not a receipt: the header 'c2sp.org/tlog-proof@v1' is missing")
    entry = read_extra(lines)
    index, path = lines.number("index "), lines.hashes()
    lines.next("the empty line before the checkpoint")
    checkpoint = read_checkpoint(lines, key, witnesses)
    if arguments.entry is not None:
        entry = read_file(arguments.entry)
    if entry is None:
        raise UsageError(f"{arguments.receipt} does not carry its entry: give it with --entry FILE")
    if index >= checkpoint.size:
        raise RefusedError(f"{arguments.receipt}: entry {index} of a log of {checkpoint.size} entries")
    if root_of_inclusion(hash_leaf(entry), index, checkpoint.size, path) != checkpoint.root:
        raise RefusedError(f"{arguments.receipt}: this is not entry {index} of what {checkpoint.origin!r} signed")
    return f"entry {index}, leaf {hash_leaf(entry).hex()}, is in {told(checkpoint)}"


def read_extra(lines: Lines) -> bytes | None:
    """The entry, where the receipt carries it. It is not signed there: it counts once it hashes to the leaf."""
    if not lines.starts("extra "):
        return None
    data = decode_base64(lines.next("extra")[len("extra ") :])
    if not data:
        raise lines.wrong("the extra data is not base64")
    return data


def verify_log(arguments: argparse.Namespace) -> str:
    key, witnesses = parse_key(arguments.key), list(map(parse_witness, arguments.witness))
    name = str(Path(arguments.folder) / "checkpoint")
    checkpoint = read_checkpoint(Lines(name, read_file(name)), key, witnesses)
    known = [(read_checkpoint(Lines(one, read_file(one)), key), one) for one in arguments.known]
    for other, file in known:
        if other.size > checkpoint.size:
            raise RefusedError(f"{name}: {checkpoint.size} entries, but {file} is signed for {other.size}: it was cut")
    folder = Folder(Path(arguments.folder), checkpoint.size, arguments.pruned, arguments.erased)
    compare_known(folder.tree, known, 0)
    fits = 0
    sizes = {other.size for other, _ in known}
    for leaf in folder.leaves():
        folder.add(leaf)
        if folder.tree.size in sizes:
            compare_known(folder.tree, known, fits)
            fits = folder.tree.size
    folder.finish()
    if folder.tree.root() != checkpoint.root:
        raise RefusedError(f"{name}: the signed root is not that of these {checkpoint.size} entries{unknown(fits)}")
    return f"all of {told(checkpoint)}"


def unknown(fits: int) -> str:
    return f"; the first {fits} are as they were signed before" if fits else ""


def compare_known(tree: Tree, known: Sequence[tuple[Checkpoint, str]], fits: int) -> None:
    for other, file in known:
        if other.size == tree.size and other.root != tree.root():
            raise RefusedError(
                f"{span(fits, max(1, other.size - fits))}: not what {file} was signed for: the log was written anew"
            )


def verify_consistency(arguments: argparse.Namespace) -> str:
    key = None if arguments.key is None else parse_key(arguments.key)
    old, new = (read_checkpoint(Lines(name, read_file(name)), key) for name in (arguments.old, arguments.new))
    lines = Lines(arguments.proof, read_file(arguments.proof))
    path = lines.hashes()
    if lines.left():
        lines.next("a hash")
        raise lines.wrong("not a hash in base64")
    if old.origin != new.origin:
        raise RefusedError(f"{arguments.new}: of the log {new.origin!r}, {arguments.old} of {old.origin!r}")
    if old.size > new.size:
        raise RefusedError(f"{arguments.new}: {new.size} entries, fewer than the {old.size} of {arguments.old}")
    if not is_grown(old.size, new.size, path, old.root, new.root):
        raise RefusedError(
            f"{arguments.proof}: does not show that the {old.size} entries of {arguments.old} begin the {new.size} of"
            f" {arguments.new}"
        )
    unsigned = "" if key else " (signatures were not checked: give --key)"
    return f"the first {old.size} entries are unchanged in {told(new)}{unsigned}"


def parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(prog="sovereign_verify.py", description="Checks receipts and logs of a router.")
    commands = root.add_subparsers(required=True, metavar="receipt | log | consistency")

    def command(name: str, run: Callable[[argparse.Namespace], str], told: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=told, description=told)
        made.set_defaults(run=run)
        return made

    receipt = command("receipt", verify_receipt, "One entry is in what the log signed.")
    receipt.add_argument("receipt", metavar="FILE", help="a .tlog-proof")
    receipt.add_argument("--entry", metavar="FILE", help="the entry, byte for byte; else the one in the receipt")
    log = command("log", verify_log, "Entries, tiles and checkpoint of an exported log fit each other.")
    log.add_argument("folder", metavar="FOLDER", help="with tile/ and checkpoint in it")
    log.add_argument("--known", metavar="CHECKPOINT", action="append", default=[], help="one that you kept")
    log.add_argument("--pruned", metavar="N", type=int, default=0, help="entries below N may be missing, tiles not")
    log.add_argument("--erased", metavar="N", type=int, default=0, help="so many entries may be empty, tiles not")
    for one in (receipt, log):
        one.add_argument("--key", metavar="VKEY", required=True, help="of the log: name+hash+key")
        one.add_argument("--witness", metavar="VKEY", action="append", default=[], help="must have cosigned")
    consistency = command("consistency", verify_consistency, "The newer log begins with the older one.")
    consistency.add_argument("old", metavar="OLD_CHECKPOINT")
    consistency.add_argument("new", metavar="NEW_CHECKPOINT")
    consistency.add_argument("proof", metavar="PROOF", help="hashes in base64, one a line")
    consistency.add_argument("--key", metavar="VKEY", help="of the log; without it signatures are not checked")
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    parsed = parser().parse_args(arguments)
    try:
        text = f"verified: {parsed.run(parsed)}\n"
    except RefusedError as error:
        sys.stderr.write(f"does not verify: {error}\n")
        return 1
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(text.encode("ascii", "backslashreplace").decode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
