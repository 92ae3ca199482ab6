"""The master key, what is derived from it, and random keys.

The master key is what everything keyed is derived from: given by reference, or made once in the data folder. It is
written to a file of its own, synced, and only then linked to its name, so that a crash leaves no half key, two
processes that start together agree on one, and a key that exists is never replaced.
"""

import hmac
import os
import re
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from router.core.keys import ALPHABET, ID_LENGTH, SECRET_LENGTH
from router.secrets.resolving import resolve
from router.secrets.unavailable import SecretUnavailable

MASTER_KEY_FILE = "master.key"

_MASTER_KEY = re.compile(r"[0-9a-fA-F]{64}")


class KeySource(Protocol):
    """What `Settings` says of the master key: a reference, or None and the folder that it is made in."""

    @property
    def master_key(self) -> str | None: ...

    @property
    def data_dir(self) -> Path: ...


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
