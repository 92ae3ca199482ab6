"""Secrets, by reference: found when asked for, so that a rotated one is used without a restart.

A file is read again when it is another file or has changed; until then the answer costs one `stat`. A file that
changed within the last second is not remembered: a second write in the same tick of the file system's clock would not
show. What is raised names the reference and the cure, and never holds the value, not even in a suppressed context.

The master key is what everything keyed is derived from: given by reference, or made once in the data folder. It is
written to a file of its own, synced, and only then linked to its name, so that a crash leaves no half key, two
processes that start together agree on one, and a key that exists is never replaced.
"""

import hmac
import os
import re
import secrets
import stat
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn, Protocol

from router.core.keys import ALPHABET, ID_LENGTH, SECRET_LENGTH
from router.core.references import FORMS, Scheme, is_reference, parse_reference

__all__ = ["SecretUnavailable", "Secrets", "derive", "is_reference", "master_key", "random_key", "resolve"]

LARGEST = 65536
"""Bytes of a secret file. A larger one is the wrong file."""
MASTER_KEY_FILE = "master.key"

_SETTLED_NS = 1_000_000_000
_MASTER_KEY = re.compile(r"[0-9a-fA-F]{64}")


class SecretUnavailable(Exception):  # noqa: N818 - a state of the world
    """The reference leads to no secret now. The message says why and what to do."""

    def __init__(self, reference: str, why: str) -> None:
        super().__init__(f"{reference}: {why}")
        self.reference = reference


class KeySource(Protocol):
    """What `Settings` says of the master key: a reference, or None and the folder that it is made in."""

    @property
    def master_key(self) -> str | None: ...

    @property
    def data_dir(self) -> Path: ...


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as it was read: which file, when changed, and what it said."""

    fingerprint: tuple[int, ...]
    value: str = field(repr=False)


class Secrets:
    """Resolves references and remembers files. Shows nothing of what it holds, and cannot be pickled."""

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = os.environ if environ is None else environ
        self._seen: dict[str, _Seen] = {}

    def __repr__(self) -> str:
        return "Secrets()"

    def __reduce__(self) -> NoReturn:
        raise TypeError("secrets do not leave the process")

    def resolve(self, reference: str) -> str:
        """The secret, never empty. Raises `SecretUnavailable`."""
        parsed = parse_reference(reference)
        if parsed is None:
            raise SecretUnavailable("a secret", f"what is given is not a reference; write {FORMS}")
        match parsed.scheme:
            case Scheme.ENV:
                return self._from_environment(reference, parsed.place)
            case Scheme.FILE:
                return self._from_file(reference, parsed.place)
            case Scheme.VAULT:
                raise SecretUnavailable(
                    reference, "vault references arrive with a later version; use env:NAME or file:/path"
                )

    def _from_environment(self, reference: str, name: str) -> str:
        value = self._environ.get(name, "")
        if not value.strip():
            raise SecretUnavailable(reference, f"{name} is not set or empty; set it in the router's environment")
        return value

    def _from_file(self, reference: str, path: str) -> str:
        try:
            seen = self._seen.get(path)
            if seen is not None and seen.fingerprint == _fingerprint(os.stat(path)):  # noqa: PTH116 - for each request
                return seen.value
            data, status = _read(path)
        except OSError as error:
            self._seen.pop(path, None)
            raise SecretUnavailable(
                reference, f"{error.strerror}; the file must exist and be readable by the user that runs the router"
            ) from None
        value = _text(data)
        if value is None:
            self._seen.pop(path, None)
            raise SecretUnavailable(
                reference, f"the file must hold the secret alone: UTF-8 text, not empty, at most {LARGEST} bytes"
            )
        if time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) > _SETTLED_NS:
            self._seen[path] = _Seen(_fingerprint(status), value)
        return value


def resolve(reference: str) -> str:
    """The secret that a reference leads to now. Raises `SecretUnavailable`."""
    return Secrets().resolve(reference)


def master_key(source: KeySource) -> bytes:
    """The 32 bytes of the master key; makes the file `master.key` when no reference is set and there is none.

    Raises `SecretUnavailable`, also for a file that others than its owner can read.
    """
    if source.master_key is not None:
        return _master_bytes(source.master_key, resolve(source.master_key))
    path = source.data_dir / MASTER_KEY_FILE
    reference = f"file:{path}"
    try:
        if not path.exists():
            _make_master_key(path)
        mode = path.stat().st_mode
    except OSError as error:
        raise SecretUnavailable(
            reference, f"{error.strerror}; the data folder must be writable by the user that runs the router"
        ) from None
    if stat.S_IMODE(mode) & 0o077:
        raise SecretUnavailable(reference, "others than its owner have permissions on it; chmod 600 it")
    return _master_bytes(reference, resolve(reference))


def derive(master: bytes, label: str) -> bytes:
    """A key of 32 bytes for one purpose: HKDF-Expand (RFC 5869, 2.3) with SHA-256, one block, `label` as info.

    The extract step is skipped as RFC 5869, 3.3 allows: the master key is uniformly random.
    """
    return hmac.digest(master, label.encode() + b"\x01", "sha256")


def random_key() -> tuple[str, str]:
    """Id and secret (256 bits) of a new agent key; `core.keys.format_key` makes the key of them."""
    return _random_text(ID_LENGTH), _random_text(SECRET_LENGTH)


def _random_text(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def _fingerprint(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _read(path: str) -> tuple[bytes, os.stat_result]:
    """At most one byte more than allowed, and the status of the very file read. Never waits for a pipe."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        status = os.fstat(descriptor)
        return (os.read(descriptor, LARGEST + 1) if stat.S_ISREG(status.st_mode) else b""), status
    finally:
        os.close(descriptor)


def _text(data: bytes) -> str | None:
    """None for what cannot be a secret. Apart from its caller, whose errors must not hold the bytes as context."""
    if len(data) > LARGEST:
        return None
    try:
        value = data.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        return None
    return value if value.strip() else None


def _master_bytes(reference: str, text: str) -> bytes:
    if not _MASTER_KEY.fullmatch(text.strip()):
        raise SecretUnavailable(
            reference, "a master key is 64 hexadecimal digits: restore it, or write one with `openssl rand -hex 32`"
        )
    return bytes.fromhex(text.strip())


def _make_master_key(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{MASTER_KEY_FILE}.{secrets.token_hex(8)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        os.write(descriptor, secrets.token_hex(32).encode() + b"\n")
        os.fsync(descriptor)
        with suppress(FileExistsError):
            path.hardlink_to(fresh)
    finally:
        os.close(descriptor)
        fresh.unlink()
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
