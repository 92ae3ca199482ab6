"""The master key, what is derived from it, and random keys.

The master key is what everything keyed is derived from. Where it is:

    no reference            `master.key` in the data folder, made there once
    env:, file:, vault:     where the reference leads
    transit:ENGINE/KEY      `master.key.wrapped` in the data folder, which that key of a vault unwraps; made there once

A key that exists is never replaced, and none is made beside a record that another one opened.
"""

import hmac
import os
import re
import secrets
import stat
from pathlib import Path
from typing import Protocol

from router.core.keys import ALPHABET, ID_LENGTH, SECRET_LENGTH
from router.core.references import TransitKey, parse_transit
from router.secrets.key_files import write_new, write_once, write_over
from router.secrets.resolving import resolve
from router.secrets.transit import Transit, version_of
from router.secrets.unavailable import SecretUnavailable

MASTER_KEY_FILE = "master.key"
WRAPPED_FILE = "master.key.wrapped"

_MASTER_KEY = re.compile(r"[0-9a-fA-F]{64}")


class KeySource(Protocol):
    """What `Settings` says of the master key: a reference, or None and the folder that it is made in."""

    @property
    def master_key(self) -> str | None: ...

    @property
    def data_dir(self) -> Path: ...


def master_key(source: KeySource, *, may_make: bool = True) -> bytes:
    """The 32 bytes of the master key. `may_make`: there is no record yet that another key would belong to.

    Raises `SecretUnavailable`, also for a file in the clear that others than its owner can read. Blocks.
    """
    reference = source.master_key
    if reference is None:
        return _own_key(source.data_dir / MASTER_KEY_FILE, may_make=may_make)
    transit = parse_transit(reference)
    if transit is None:
        return _master_bytes(reference, resolve(reference))
    is_first = may_make and not (source.data_dir / MASTER_KEY_FILE).exists()
    return _unwrapped(transit, source.data_dir / WRAPPED_FILE, may_make=is_first)


def wrap_master_key(key: bytes, transit: TransitKey, folder: Path) -> Path:
    """The file that it is wrapped in from now on, after it was unwrapped once. Raises `SecretUnavailable`."""
    path, vault = folder / WRAPPED_FILE, Transit(transit, os.environ)
    wrapped = vault.wrap(key)
    if not hmac.compare_digest(vault.unwrap(wrapped), key):
        raise SecretUnavailable(str(transit), "it unwraps another key than it wrapped; nothing was written")
    try:
        write_new(path, wrapped)
    except OSError as error:
        raise SecretUnavailable(f"file:{path}", f"{error.strerror}; if a key is wrapped there, keep it") from None
    return path


def rewrap_master_key(transit: TransitKey, folder: Path) -> tuple[int, int]:
    """Wraps it by the newest version of the transit key. The version before, and now. Raises `SecretUnavailable`."""
    path, vault = folder / WRAPPED_FILE, Transit(transit, os.environ)
    before = _wrapped(path)
    after = vault.rewrap(before)
    if not hmac.compare_digest(vault.unwrap(after), vault.unwrap(before)):
        raise SecretUnavailable(str(transit), "it wraps another key than before; nothing was written")
    try:
        write_over(path, after)
    except OSError as error:
        raise SecretUnavailable(f"file:{path}", f"{error.strerror}; the data folder must be writable") from None
    return version_of(before) or 0, version_of(after) or 0


def lay_open_master_key(key: bytes, path: Path) -> None:
    """Writes it in the clear, as `file:` and the data folder have it. Raises OSError, also where there is a file."""
    write_new(path, key.hex())


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


def _own_key(path: Path, *, may_make: bool) -> bytes:
    reference = f"file:{path}"
    try:
        if not path.exists():
            _must_be_first(reference, may_make=may_make)
            write_once(path, secrets.token_hex(32))
        mode = path.stat().st_mode
    except OSError as error:
        raise SecretUnavailable(
            reference, f"{error.strerror}; the data folder must be writable by the user that runs the router"
        ) from None
    if stat.S_IMODE(mode) & 0o077:
        raise SecretUnavailable(reference, "others than its owner have permissions on it; chmod 600 it")
    return _master_bytes(reference, resolve(reference))


def _unwrapped(transit: TransitKey, path: Path, *, may_make: bool) -> bytes:
    """What was made is read back from the file: of two processes that start together, one made another."""
    vault = Transit(transit, os.environ)
    if not path.exists():
        _must_be_first(f"file:{path}", may_make=may_make)
        try:
            write_once(path, vault.make())
        except OSError as error:
            raise SecretUnavailable(
                f"file:{path}", f"{error.strerror}; the data folder must be writable by the user that runs the router"
            ) from None
    return vault.unwrap(_wrapped(path))


def _must_be_first(reference: str, *, may_make: bool) -> None:
    if not may_make:
        raise SecretUnavailable(
            reference,
            "the master key is missing, and there is one already that belongs to this data folder: restore it here, or "
            "set SOVEREIGN_MASTER_KEY to where it is; with transit: wrap it first (`sovereign master-key wrap`)",
        )


def _wrapped(path: Path) -> str:
    wrapped = resolve(f"file:{path}").strip()
    if version_of(wrapped) is None:
        raise SecretUnavailable(f"file:{path}", "this is not what a transit engine wrapped (vault:v1:...); restore it")
    return wrapped


def _master_bytes(reference: str, text: str) -> bytes:
    if not _MASTER_KEY.fullmatch(text.strip()):
        raise SecretUnavailable(
            reference, "a master key is 64 hexadecimal digits: restore it, or write one with `openssl rand -hex 32`"
        )
    return bytes.fromhex(text.strip())
