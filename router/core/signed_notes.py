"""Signed notes (C2SP signed-note): a text, an empty line, and lines `— <key name> base64(key id || signature)`.

A key is known by its name and its id; a signature by another key says nothing and is passed over, one by a known key
must verify. Two kinds of keys are used here: Ed25519 (type 0x01) signs the text, and the key of a witness (type 0x04,
C2SP tlog-cosignature) signs the text with the time before it. What signs and what verifies is given by the caller.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

ED25519 = 0x01
COSIGNATURE = 0x04
LATEST = 2**63 - 1
"""The largest time and the largest size that is read, in seconds and in leaves."""

Sign = Callable[[bytes], bytes]
"""message -> Ed25519 signature of 64 bytes."""
Verify = Callable[[bytes, bytes, bytes], bool]
"""(public key, message, signature) -> whether it is a signature of that message by that key."""

_DASH = "\u2014 "
_KEY_ID = 4
_KEY = 32
_TIME = 8
_MOST_SIGNATURES = 100
"""The specification asks for at least 16; without a limit a note is a way to keep a verifier busy."""
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")
_NAME = re.compile(r"[^\s+]+")
_DECIMAL = re.compile("0|[1-9][0-9]{0,18}")


class NoteError(ValueError):
    """A note, or what is written around one, is not of its form or not signed. The message tells what, and the line."""

    def __init__(self, what: str, line: int | None = None) -> None:
        super().__init__(what if line is None else f"line {line}: {what}")


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with the name it signs under. `kind` is ED25519 or COSIGNATURE; `public` has 32 bytes."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes: it tells keys apart, and proves nothing."""
        return sha256(self.name.encode() + b"\n" + self._typed()).digest()[:_KEY_ID]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{encode_base64(self._typed())}"

    def _typed(self) -> bytes:
        return bytes([self.kind]) + self.public


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line. `value` is what follows the id of the key."""

    name: str
    key_id: bytes
    value: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {encode_base64(self.key_id + self.value)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """`text` ends with its newline."""

    text: str
    signatures: tuple[Signature, ...]

    def encode(self) -> bytes:
        return "".join([self.text, "\n", *map(str, self.signatures)]).encode()


def parse_verifier_key(text: str) -> VerifierKey:
    """Raises NoteError for what is not `<name>+<id in hex>+<base64 of type and key>`."""
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    typed = decode_base64(encoded, None)
    if not _NAME.fullmatch(name) or len(typed) != 1 + _KEY or typed[0] not in {ED25519, COSIGNATURE}:
        raise NoteError("not a verifier key of Ed25519: name+hash+key, as the log or the witness printed it")
    key = VerifierKey(name, typed[0], typed[1:])
    if key.id.hex() != key_id:
        raise NoteError("the hash in the verifier key is not of its name and key: a part was changed or cut off")
    return key


def parse_note(data: bytes, line: int = 1) -> Note:
    """The note, with signatures as they are, not verified. `line` is the number of its first line, for what is raised.

    Raises NoteError.
    """
    text = decode_text(data, line)
    body, gap, block = text.rpartition("\n\n")
    if not gap or not block.endswith("\n"):
        raise NoteError("a signed note ends with an empty line and its signature lines", line + text.count("\n"))
    return Note(body + "\n", parse_signatures(block, line + body.count("\n") + 2))


def parse_signatures(block: str, line: int = 1) -> tuple[Signature, ...]:
    """One signature or more, each on a line that ends with a newline: the end of a note, the answer of a witness.

    Raises NoteError.
    """
    if not block.endswith("\n"):
        raise NoteError("a signature line ends with a newline", line + block.count("\n"))
    lines = block[:-1].split("\n")
    if len(lines) > _MOST_SIGNATURES:
        raise NoteError(f"more than {_MOST_SIGNATURES} signatures", line)
    return tuple(_parse_signature(text, line + number) for number, text in enumerate(lines))


def sign_note(text: str, key: VerifierKey, sign: Sign) -> Signature:
    """By an Ed25519 key (type 0x01)."""
    return Signature(key.name, key.id, sign(text.encode()))


def cosign_note(text: str, key: VerifierKey, seconds: int, sign: Sign) -> Signature:
    """By a witness (type 0x04), at a time in seconds since the epoch."""
    value = seconds.to_bytes(_TIME, "big") + sign(_cosigned(text, seconds))
    return Signature(key.name, key.id, value)


def verify_note(note: Note, key: VerifierKey, verify: Verify) -> int | None:
    """Whether this key signed: None where it did not; the time in seconds of a cosignature, 0 for one without time.

    Raises NoteError where a signature that names this key does not verify: then nothing in the note is to be believed.
    """
    times = []
    for signature in note.signatures:
        if (signature.name, signature.key_id) == (key.name, key.id):
            seconds, message, value = _signed(note.text, key, signature)
            if not verify(key.public, message, value):
                raise NoteError(f"the signature of {key.name!r} does not verify: the text or the signature was changed")
            times.append(seconds)
    return max(times, default=None)


def encode_base64(data: bytes) -> str:
    return b64encode(data).decode()


def decode_base64(text: str, line: int | None) -> bytes:
    """RFC 4648 section 4, and only as it is written there: padded, without blanks, spare bits 0. Raises NoteError."""
    try:
        data = b64decode(text, validate=True)
    except ValueError:
        data = b""
    if encode_base64(data) != text:
        raise NoteError("not base64", line)
    return data


def decode_decimal(text: str, line: int) -> int:
    """A size, an index: digits without leading zeros, below 2**63. Raises NoteError."""
    if not _DECIMAL.fullmatch(text) or int(text) > LATEST:
        raise NoteError("not a number in digits, without leading zeros and below 2^63", line)
    return int(text)


def decode_text(data: bytes, line: int) -> str:
    """Valid UTF-8 without control characters but newlines. Raises NoteError."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise NoteError("not UTF-8", line + data[: error.start].count(b"\n")) from None
    if found := _CONTROL.search(text):
        raise NoteError("a control character", line + text[: found.start()].count("\n"))
    return text


def _parse_signature(text: str, line: int) -> Signature:
    name, _, encoded = text.removeprefix(_DASH).partition(" ")
    if not text.startswith(_DASH) or not _NAME.fullmatch(name):
        raise NoteError("a signature line is a dash (U+2014), the name of the key and base64, one space between", line)
    raw = decode_base64(encoded, line)
    if len(raw) <= _KEY_ID:
        raise NoteError("a signature holds the id of its key, 4 bytes, and more", line)
    return Signature(name, raw[:_KEY_ID], raw[_KEY_ID:])


def _signed(text: str, key: VerifierKey, signature: Signature) -> tuple[int, bytes, bytes]:
    """The time, the message that was signed, and the bare signature."""
    if key.kind == ED25519:
        return 0, text.encode(), signature.value
    seconds = int.from_bytes(signature.value[:_TIME], "big")
    if seconds > LATEST:
        raise NoteError(f"the time in the cosignature of {key.name!r} is past 2^63")
    return seconds, _cosigned(text, seconds), signature.value[_TIME:]


def _cosigned(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()
