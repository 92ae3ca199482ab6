# noqa: INP001 - one file that is copied and run by itself, not a package
"""A witness: remembers how long each log of a router was, signs that it only grew, and refuses when it did not.

    python3 -I -S sovereign_witness.py keygen FILE [--name NAME]
    python3 -I -S sovereign_witness.py serve --key FILE --logs FILE --state FOLDER [--listen HOST:PORT]

`keygen` makes the witness's key and prints its verifier key, which the router and whoever checks a receipt are given.
`--logs` has the verifier key of a log on each line (`sovereign audit verify` prints them), read anew at each request.
`--state` holds one file a log: the last checkpoint that was signed here. Without it the witness has forgotten, so it is
backed up like the key, and never put back to an older copy.

It is run by somebody whom the operator of the router cannot tell what to sign. It needs this file and the standard
library of Python 3.9 or newer on a POSIX system, and shares no code with the router on purpose. After: C2SP
tlog-witness, tlog-cosignature, tlog-checkpoint and signed-note, RFC 9162 section 2.1, RFC 8032 (Ed25519).

Signing is plain Python, and its time may tell of the key to who can measure it well: listen where the router can reach
it and strangers cannot. There is no TLS here; what is signed needs none, and a proxy in front can add it.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import fcntl
import hashlib
import http.server
import os
import re
import secrets
import socket
import socketserver
import sys
import threading
import time
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

HASH, KEY_ID, TIME = 32, 4, 8
LIMIT = 2**63
MOST_HASHES, MOST_SIGNATURES, MOST_BYTES = 63, 100, 1 << 16
ED25519, COSIGNATURE = 1, 4
DASH = "\u2014 "
PRIVATE = "PRIVATE+KEY+"
PATIENCE = 20.0
"""Seconds that a client may keep a connection open without a word."""
GUESTS = 32
"""Connections at once; one more waits for another to end."""


class RefusedError(Exception):
    """The answer is no: with this status, and why."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status = status


class ConflictError(Exception):
    """The client believes in another size than this witness last signed, which is `size`."""

    def __init__(self, size: int) -> None:
        super().__init__(f"the last size signed here is {size}")
        self.size = size


class UsageError(Exception):
    """The command is not understood, or names a file that cannot be used."""


# --- Ed25519: RFC 8032 section 5.1, points in extended coordinates (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z ---

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int, int, int]
NEUTRAL: Point = (0, 1, 1, 0)
BASE_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202
BASE_Y = 4 * pow(5, -1, P) % P
BASE: Point = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


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


def encode_point(point: Point) -> bytes:
    """Section 5.1.2."""
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(HASH, "little")


def expand(seed: bytes) -> tuple[int, bytes]:
    """Section 5.1.5: the secret scalar, and the prefix that makes nonces."""
    digest = hashlib.sha512(seed).digest()
    scalar = int.from_bytes(digest[:HASH], "little")
    return scalar & (2**254 - 8) | 2**254, digest[HASH:]


def public_key(seed: bytes) -> bytes:
    return encode_point(multiply(expand(seed)[0], BASE))


def sign_ed25519(seed: bytes, message: bytes) -> bytes:
    """Section 5.1.6."""
    scalar, prefix = expand(seed)
    nonce = int.from_bytes(hashlib.sha512(prefix + message).digest(), "little") % ORDER
    commitment = encode_point(multiply(nonce, BASE))
    challenge = hashlib.sha512(commitment + public_key(seed) + message).digest()
    answer = (nonce + int.from_bytes(challenge, "little") * scalar) % ORDER
    return commitment + answer.to_bytes(HASH, "little")


def verify_ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    """Section 5.1.7: S * B = R + k * A."""
    if len(public) != HASH or len(signature) != 2 * HASH:
        return False
    key, commitment = decode_point(public), decode_point(signature[:HASH])
    scalar = int.from_bytes(signature[HASH:], "little")
    if key is None or commitment is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:HASH] + public + message).digest(), "little") % ORDER
    return is_same(multiply(scalar, BASE), add(commitment, multiply(challenge, key)))


# --- The tree: RFC 9162 section 2.1 ---

EMPTY_ROOT = hashlib.sha256(b"").digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def is_grown(old: int, new: int, path: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Section 2.1.4.2, and for equal sizes and the empty tree what tlog-witness adds."""
    if old == 0:
        empty = EMPTY_ROOT
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


# --- Keys, notes and requests: c2sp.org ---


class Key(NamedTuple):
    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:KEY_ID]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{encode_base64(bytes([self.kind]) + self.public)}"


class Signature(NamedTuple):
    """`value` is what follows the id of the key."""

    name: str
    id: bytes
    value: bytes

    def __str__(self) -> str:
        return f"{DASH}{self.name} {encode_base64(self.id + self.value)}\n"


class Checkpoint(NamedTuple):
    """`text` is what is signed."""

    text: str
    origin: str
    size: int
    root: bytes
    signatures: list[Signature]


class Request(NamedTuple):
    """That the log grew from the `old` size to this checkpoint."""

    old: int
    proof: list[bytes]
    checkpoint: Checkpoint


def encode_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def decode_base64(text: str) -> bytes | None:
    """None for what is not exactly as an encoder writes it."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return data if base64.b64encode(data).decode() == text else None


def malformed(what: str) -> RefusedError:
    return RefusedError(HTTPStatus.BAD_REQUEST, what)


def parse_request(data: bytes) -> Request:
    """As `add-checkpoint` is sent (tlog-witness). Raises `RefusedError`."""
    head, _, note = parse_text(data).partition("\n\n")
    first, *hashes = head.split("\n")
    if not first.startswith("old "):
        raise malformed("the first line is 'old' and a size")
    if len(hashes) > MOST_HASHES:
        raise malformed(f"more than {MOST_HASHES} hashes")
    return Request(parse_size(first[len("old ") :]), list(map(parse_hash, hashes)), parse_checkpoint(note))


def parse_checkpoint(note: str) -> Checkpoint:
    """Nothing is verified but its form. Raises `RefusedError`."""
    body, _, block = note.rpartition("\n\n")
    lines = body.split("\n")
    if len(lines) < len(("origin", "size", "root")) or "" in lines or not block.endswith("\n"):
        raise malformed("a checkpoint is an origin, a size and a root, an empty line, and signatures, each on its line")
    signatures = list(map(parse_signature, block[:-1].split("\n")))
    if len(signatures) > MOST_SIGNATURES:
        raise malformed(f"more than {MOST_SIGNATURES} signatures")
    return Checkpoint(f"{body}\n", lines[0], parse_size(lines[1]), parse_hash(lines[2]), signatures)


def parse_text(data: bytes) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise malformed("not UTF-8") from None
    if any(character < " " and character != "\n" for character in text):
        raise malformed("a control character")
    return text


def parse_size(text: str) -> int:
    if not re.fullmatch("0|[1-9][0-9]{0,18}", text) or int(text) >= LIMIT:
        raise malformed("a size is a number without leading zeros, below 2^63")
    return int(text)


def parse_hash(text: str) -> bytes:
    data = decode_base64(text)
    if data is None or len(data) != HASH:
        raise malformed("a hash is 32 bytes in base64")
    return data


def parse_signature(line: str) -> Signature:
    name, _, encoded = line[len(DASH) :].partition(" ")
    raw = decode_base64(encoded) or b""
    if not line.startswith(DASH) or not re.fullmatch(r"[^\s+]+", name) or len(raw) <= KEY_ID:
        raise malformed("a signature line is a dash (U+2014), a name and base64, one space between")
    return Signature(name, raw[:KEY_ID], raw[KEY_ID:])


def parse_key(text: str) -> Key | None:
    """Of a log: `name+id+key`, type 1. None for what is none, or where a part was changed."""
    name, _, rest = text.partition("+")
    encoded = rest.partition("+")[2]
    typed = decode_base64(encoded) or b""
    key = Key(name, ED25519, typed[1:])
    fits = re.fullmatch(r"[^\s+]+", name) and len(typed) == 1 + HASH and str(key) == text
    return key if fits else None


# --- What the witness knows ---


class Signer:
    """The witness's own key. `read` takes the file that `keygen` made."""

    def __init__(self, name: str, seed: bytes) -> None:
        self._seed = seed
        self.key = Key(name, COSIGNATURE, public_key(seed))

    @classmethod
    def read(cls, file: Path) -> Signer:
        """Raises `UsageError`, which never shows the key."""
        name, _, rest = read_text(file).strip()[len(PRIVATE) :].partition("+")
        key_id, _, encoded = rest.partition("+")
        typed = decode_base64(encoded) or b""
        if len(typed) == 1 + HASH and typed[0] == COSIGNATURE:
            signer = cls(name, typed[1:])
            if signer.key.id.hex() == key_id:
                return signer
        raise UsageError(f"{file}: this is no witness key; make one with: sovereign_witness.py keygen {file}")

    def private(self) -> str:
        typed = bytes([COSIGNATURE]) + self._seed
        return f"{PRIVATE}{self.key.name}+{self.key.id.hex()}+{encode_base64(typed)}\n"

    def cosign(self, text: str, seconds: int) -> Signature:
        """tlog-cosignature, type 4."""
        signed = sign_ed25519(self._seed, f"cosignature/v1\ntime {seconds}\n{text}".encode())
        return Signature(self.key.name, self.key.id, seconds.to_bytes(TIME, "big") + signed)


class Logs:
    """The logs that are witnessed: a verifier key on each line; what begins with # is a comment."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def read(self) -> dict[str, list[Key]]:
        """By origin. Raises `UsageError`."""
        found: dict[str, list[Key]] = {}
        for number, line in enumerate(read_text(self.file).splitlines(), start=1):
            text = line.strip()
            if text and not text.startswith("#"):
                key = parse_key(text)
                if key is None:
                    raise UsageError(f"{self.file}:{number}: not the verifier key of a log (name+hash+key), or cut off")
                found.setdefault(key.name, []).append(key)
        return found


class State:
    """One file a log, with the checkpoint that was signed last. Held by one process alone."""

    def __init__(self, folder: Path) -> None:
        """Raises `UsageError`."""
        self.folder = folder
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._held = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(f"{folder}: another witness runs on this folder") from None
        except OSError as error:
            raise UsageError(f"{folder}: {error.strerror}") from None

    def note(self, name: str) -> str | None:
        """Of the log whose origin has this SHA-256. Raises OSError."""
        try:
            return (self.folder / name).read_bytes().decode()
        except FileNotFoundError:
            return None

    def keep(self, name: str, note: str) -> None:
        """On disk when it returns: before anybody is told. Raises OSError."""
        new = self.folder / f"{name}.new"
        with new.open("wb") as file:
            file.write(note.encode())
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.folder / name)
        folder = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


class Witness:
    def __init__(self, signer: Signer, logs: Logs, state: State) -> None:
        self._signer = signer
        self._logs = logs
        self._state = state
        self._one_at_a_time = threading.Lock()

    def add(self, data: bytes) -> str:
        """The line to answer with. Raises `RefusedError`, `ConflictError`, and `UsageError` and OSError of its disk."""
        request = parse_request(data)
        checkpoint = request.checkpoint
        keys = self._logs.read().get(checkpoint.origin)
        if keys is None:
            raise RefusedError(HTTPStatus.NOT_FOUND, "this log is not witnessed here; add its key to --logs")
        trusted = check_signatures(checkpoint, keys)
        if request.old > checkpoint.size:
            raise malformed("the old size is larger than the new one")
        with self._one_at_a_time:
            return self._sign(request, trusted)

    def newest(self, name: str) -> str | None:
        """The checkpoint that was signed last, of the log whose origin has this SHA-256. Raises OSError."""
        return self._state.note(name)

    def _sign(self, request: Request, trusted: list[Signature]) -> str:
        checkpoint = request.checkpoint
        name = hashlib.sha256(checkpoint.origin.encode()).hexdigest()
        size, root = self._last(name)
        if request.old != size:
            raise ConflictError(size)
        if not is_grown(size, checkpoint.size, request.proof, root, checkpoint.root):
            why = f"it does not go on from the {size} entries that were signed here: it was written anew, or cut"
            raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, why)
        signature = str(self._signer.cosign(checkpoint.text, int(time.time())))
        self._state.keep(name, "".join([checkpoint.text, "\n", *map(str, trusted), signature]))
        return signature

    def _last(self, name: str) -> tuple[int, bytes]:
        """Size and root. A file that is there and does not read is never taken for a log that is new."""
        note = self._state.note(name)
        if note is None:
            return 0, EMPTY_ROOT
        try:
            checkpoint = parse_checkpoint(note)
        except RefusedError as error:
            raise UsageError(f"{self._state.folder / name}: damaged ({error}); restore its newest copy") from None
        return checkpoint.size, checkpoint.root


def check_signatures(checkpoint: Checkpoint, keys: Sequence[Key]) -> list[Signature]:
    """Those of the log itself. Raises `RefusedError` where there is none, or where one does not verify."""
    known = {(key.name, key.id): key for key in keys}
    found = [one for one in checkpoint.signatures if (one.name, one.id) in known]
    for one in found:
        if not verify_ed25519(known[one.name, one.id].public, checkpoint.text.encode(), one.value):
            raise RefusedError(HTTPStatus.FORBIDDEN, "the signature of the log does not verify")
    if not found:
        raise RefusedError(HTTPStatus.FORBIDDEN, "not signed by a key of this log that is in --logs")
    return found


def read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from None


# --- HTTP ---


class Door(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = PATIENCE
    server: Server

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if self.path != "/add-checkpoint":
            self._answer(HTTPStatus.NOT_FOUND, "POST /add-checkpoint\n", close=True)
        elif not re.fullmatch("[0-9]{1,9}", length):
            self._answer(HTTPStatus.LENGTH_REQUIRED, "say how long it is\n", close=True)
        elif int(length) > MOST_BYTES:
            self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {MOST_BYTES} bytes\n", close=True)
        else:
            self._add(self.rfile.read(int(length)))

    def do_GET(self) -> None:
        asked = re.fullmatch("/([0-9a-f]{64})/checkpoint", self.path)
        try:
            note = self.server.witness.newest(asked.group(1)) if asked else None
        except OSError as error:
            self._failed(error)
            return
        if note is None:
            self._answer(HTTPStatus.NOT_FOUND, "no such checkpoint\n")
        else:
            self._answer(HTTPStatus.OK, note)

    def _add(self, data: bytes) -> None:
        try:
            self._answer(HTTPStatus.OK, self.server.witness.add(data))
        except ConflictError as conflict:
            self._answer(HTTPStatus.CONFLICT, f"{conflict.size}\n", "text/x.tlog.size")
        except RefusedError as refused:
            self._answer(refused.status, f"{refused}\n")
            if refused.status == HTTPStatus.UNPROCESSABLE_ENTITY:  # signed by the log: who has it can prove it
                tell(f"REFUSED, {refused}. What was sent: {data!r}")
        except (UsageError, OSError) as error:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        tell(f"nothing was signed: {error}")
        self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, "the witness cannot use its files\n")

    def _answer(
        self, status: HTTPStatus, text: str, kind: str = "text/plain; charset=utf-8", *, close: bool = False
    ) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if close:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def version_string(self) -> str:
        return "sovereign-witness"

    def log_message(self, form: str, *values: object) -> None:
        """The status of each request, on standard error. Base class and `tell` escape what came from outside."""
        tell(form % values)


class Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Unlike `http.server.HTTPServer` it looks up no names."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, host: str, port: int, witness: Witness) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.witness = witness
        self._guests = threading.Semaphore(GUESTS)
        super().__init__((host, port), Door)

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        self._guests.acquire()
        super().process_request(request, client_address)

    def process_request_thread(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._guests.release()

    def handle_error(self, _request: object, _client_address: object) -> None:
        tell(f"a connection broke off: {type(sys.exc_info()[1]).__name__}")


def tell(text: str) -> None:
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    sys.stderr.write(f"{at} {text}\n".encode("ascii", "backslashreplace").decode())
    sys.stderr.flush()


# --- Commands ---


def generate(arguments: argparse.Namespace) -> None:
    """A new key, for its owner's eyes; the file must not be there."""
    if not re.fullmatch(r"[^\s+]+", arguments.name):
        raise UsageError("--name is one word without a plus")
    signer = Signer(arguments.name, secrets.token_bytes(HASH))
    try:
        descriptor = os.open(arguments.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise UsageError(f"{arguments.file}: {error.strerror}") from None
    with contextlib.closing(os.fdopen(descriptor, "wb")) as file:
        file.write(signer.private().encode())
        file.flush()
        os.fsync(file.fileno())
    sys.stdout.write(f"{signer.key}\n")


def serve(arguments: argparse.Namespace) -> None:
    """Until it is told to end."""
    host, _, port = arguments.listen.rpartition(":")
    if not re.fullmatch("[0-9]{1,5}", port) or not host:
        raise UsageError("--listen is HOST:PORT")
    signer, logs = Signer.read(Path(arguments.key)), Logs(Path(arguments.logs))
    known = logs.read()
    witness = Witness(signer, logs, State(Path(arguments.state)))
    try:
        server = Server(host.strip("[]"), int(port), witness)
    except (OSError, OverflowError) as error:
        raise UsageError(f"cannot listen on {arguments.listen}: {error}") from None
    sys.stdout.write(f"witness {signer.key}\nof {len(known)} logs, on port {server.server_address[1]}\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()


def parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(prog="sovereign_witness.py", description="Signs that the logs of a router grow.")
    commands = root.add_subparsers(required=True, metavar="keygen | serve")
    command = commands.add_parser("keygen", help="make a key, and print the verifier key that others need")
    command.add_argument("file", metavar="FILE", help="a new one")
    command.add_argument("--name", default=f"{socket.gethostname()}/witness", help="who signs (default: %(default)s)")
    command.set_defaults(run=generate)
    command = commands.add_parser("serve", help="witness the logs whose keys are listed")
    command.add_argument("--key", metavar="FILE", required=True, help="what keygen made")
    command.add_argument("--logs", metavar="FILE", required=True, help="verifier keys of logs, one a line")
    command.add_argument("--state", metavar="FOLDER", required=True, help="what was signed last")
    command.add_argument("--listen", metavar="HOST:PORT", default="127.0.0.1:7380", help="default: %(default)s")
    command.set_defaults(run=serve)
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    parsed = parser().parse_args(arguments)
    try:
        parsed.run(parsed)
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
